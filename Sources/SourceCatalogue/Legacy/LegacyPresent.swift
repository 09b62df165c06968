import Diagnostics
import PythonPackaging
import TextFiles

/// One list of either lookup: a variable of a role, or the lines of an owner's requirement files.
struct LegacyListKey: Hashable {
  enum Kind: Hashable {
    case pip
    /// Of a distribution, in files of this stem.
    case distribution(stem: String)
    case file
  }

  let kind: Kind
  /// Empty for what stands outside every role.
  let role: String
  /// In lower case.
  let variable: String
}

/// What stands at one place of a list.
struct LegacyEntry: Hashable {
  let text: String
  let location: Location
}

/// What `py_pkgs` returns today, by place and by name: what findings about the old lookup are compared with.
struct LegacyPresent {
  let document: LegacyDocument
  let reading: CatalogueReading
  /// The files that it is read from.
  private let files: Set<FileReference>
  private(set) var lists: [LegacyListKey: [LegacyEntry]] = [:]
  /// What each entry of a list comes to.
  private(set) var texts: [Location: Set<String>] = [:]
  /// What each entry is in the wheel list.
  private(set) var wheels: [Location: Set<String>] = [:]
  /// The lines of `packages` by canonical name.
  private let packages: [String: [String]]
  private let links: [String: LegacyLink]
  /// Roles' groups, each with what says so.
  let groups: [String: Located<String>]
  /// Of variables that say something of a source, where a value stands that counts, with the source's name.
  private(set) var deciding: [Location: String] = [:]
  /// By the list that has them.
  private var plugins: [Plugins: Set<String>] = [:]
  /// Of those that do not count, where the one stands that does.
  private(set) var hidden: [Location: Location] = [:]

  private struct Plugins: Hashable {
    let variable: String
    let file: FileReference
  }

  init(_ reading: CatalogueReading) {
    let (catalogue, records) = (reading.catalogue, reading.roleRecords())
    self.reading = reading
    document = LegacyDocument(catalogue, records)
    let pinned = records.pins + records.requirements
    files = Set(catalogue.files.map(\.reference) + pinned.map(\.origin.location.file))
      .union(reading.requirementFiles.map(\.reference))
    packages = Dictionary(grouping: document.packages, by: LegacyPackageName.canonical)
    links = Dictionary(document.remotePackageParts.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let implied = StructuredRoles.groups(in: catalogue)
    groups = implied.merging(records.roles.compactMapValues(\.group)) { $1 }
    for (name, role) in records.roles { add(role, name, catalogue) }
    for list in records.lists where !list.isProprietary { add(list, role: "", catalogue) }
    let own = LegacyListKey(kind: .file, role: "default", variable: "txt_file_packages")
    for text in records.requirements {
      let requirement = LegacyRequirement(text.value)
      add(requirement.spelling, at: text.origin.location, to: own)
      wheels[text.origin.location, default: []].insert(LegacyDocument.wheel(ofLine: text, requirement).line)
    }
    for pin in records.pins {
      for key in [own, LegacyListKey(kind: .file, role: "global_pins", variable: "pinned_packages")] {
        add(LegacyRequirement(pin.value).spelling, at: pin.origin.location, to: key)
      }
    }
    for source in catalogue.sources.values { add(source) }
  }

  private mutating func add(_ role: RoleRecord, _ name: String, _ catalogue: Catalogue) {
    for list in role.lists where !list.isProprietary { add(list, role: name, catalogue) }
    for (stem, variables) in role.distroPackages {
      for (variable, list) in variables {
        let key = LegacyListKey(
          kind: .distribution(stem: stem), role: name, variable: LegacyText.lowercased(variable))
        lists[key] = lists[key] ?? []
        for entry in list.entries { add(entry.text, at: entry.location, to: key) }
      }
    }
  }

  private mutating func add(_ list: RoleRecord.List, role: String, _ catalogue: Catalogue) {
    let key = LegacyListKey(kind: .pip, role: role, variable: LegacyText.lowercased(list.variable))
    for requirement in list.requirements {
      let (place, text) = (requirement.text.origin.location, LegacyRequirement(requirement.text.value))
      add(text.spelling, at: place, to: key)
      wheels[place, default: []].insert(LegacyDocument.wheel(of: requirement, text, catalogue).line)
    }
  }

  private mutating func add(_ text: String, at place: Location, to key: LegacyListKey) {
    lists[key, default: []].append(LegacyEntry(text: text, location: place))
    texts[place, default: []].insert(text)
  }

  private mutating func add(_ source: Source) {
    let name = LegacyLink(source)?.name ?? source.name
    // What a plugin has besides is its parent's.
    if source.pluginOf != nil, let origin = source.distribution?.origin {
      plugins[Plugins(variable: origin.variable, file: origin.location.file), default: []].insert(name)
      return
    }
    let members = [
      source.repository?.origin, source.reference?.origin, source.fragments?.origin, source.distribution?.origin,
    ]
    for origin in members.compactMap({ $0 }) + source.groups.map(\.origin) + source.mirrors.map(\.origin) {
      deciding[origin.location] = name
      for other in origin.shadowed { hidden[other.location] = origin.location }
    }
  }

  // MARK: Questions

  /// Whether a variable is a list's by its name.
  static func isList(_ variable: String, in key: LegacyListKey) -> Bool {
    let meaning = SourceNaming.match(variable)?.meaning
    return switch key.kind {
    case .pip: meaning == .venv(.requirements) || (!key.role.isEmpty && RoleRecorder.bareNames.contains(variable))
    case .distribution: meaning == .venv(.buildPackages) || meaning == .venv(.runtimePackages)
    case .file: true
    }
  }

  /// Whether a venv has the list of packages that no index has.
  func isProprietary(_ variable: String) -> Bool {
    reading.catalogue.venvs.values.contains { venv in
      venv.proprietary.values.contains { $0.contains { $0.text.origin.variable == variable } }
    }
  }

  func reads(_ file: FileReference) -> Bool { files.contains(file) }

  /// The sources that the value of a variable says something of, by name.
  func sources(saidBy variable: String, at place: Location) -> [String] {
    deciding[place].map { [$0] } ?? (plugins[Plugins(variable: variable, file: place.file)] ?? []).inByteOrder()
  }

  func lines(of package: String) -> [String] { packages[PackageName.canonical(package)] ?? [] }

  func link(_ name: String) -> LegacyLink? { links[LegacyText.lowercased(name)] }

  /// The start of a file of a role.
  func place(ofRole role: String) -> Location? {
    let files = reading.catalogue.files.map(\.reference)
    return files.first { LegacyFile.role(ofPath: $0.displayPath) == role }.map {
      Location(file: $0, line: 1, column: 1)
    }
  }

  /// Whether the entry at a place makes a source of its own.
  func isInline(at place: Location) -> Bool {
    reading.catalogue.sources.values.contains { $0.isInline && $0.repository?.origin.location == place }
  }

  /// What takes the place of a definition; nil where nothing does.
  func winner(over place: Location, of variable: String, role: String?) -> Location? {
    let definitions = reading.definitions(of: variable)
    guard definitions.contains(where: { $0.location == place || $0.nameLocation == place }),
      let found = reading.resolver.decide(variable, from: Viewpoint(role: role))
    else { return nil }
    let winner = found.definition
    return winner.location == place || winner.nameLocation == place ? nil : winner.nameLocation
  }
}
