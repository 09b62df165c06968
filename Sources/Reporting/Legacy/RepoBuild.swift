import PythonPackaging
import SourceCatalogue

/// What the templates of the role repo_build (OSA 14 to 17) made of `py_pkgs`, as data: wheel list, constraints, clone
/// list and the requirements of each venv. A template that needs one of them becomes a loop.
package struct RepoBuild: Sendable {
  package struct Options: Sendable {
    /// Only what groups with hosts need, by the view: each had a switch of its own.
    package var selective: Set<SelectiveView> = []
    /// Inventory groups that have hosts.
    package var populatedGroups: Set<String> = []
    package var gitFolder = "/var/www/repo/openstackgit"
    /// Constraints that the deployer puts over the pins and upper-constraints.
    package var overrides: [String] = []
    /// Lines of upper-constraints.txt.
    package var upperConstraints: [String] = []
    /// Reproduces the templates' own faults too (docs/decisions/0041-repo-build-views.md).
    package var keepsFaults = false

    package init() {}
  }

  /// The views that a switch of their own limits to what groups with hosts need.
  package enum SelectiveView: String, Sendable, CaseIterable {
    case wheels = "wheel_list"
    case clones = "clone_list"
    case venvs = "venv_list"
  }

  /// One line of the wheel list.
  package struct Wheel: Hashable, Sendable {
    package let requirement: String
    /// The version of the git source that it is built from.
    package let version: String?

    /// `nova # a98a52d`: a new version makes a new line, and so a new build.
    package var line: String { version.map { requirement + " # " + $0 } ?? requirement }
  }

  package struct Constraints: Hashable, Sendable {
    package var git: [String] = []
    package var overrides: [String] = []
    package var pins: [String] = []
    package var upper: [String] = []

    /// In the order of the file.
    package var lines: [String] { git + overrides + pins + upper }
  }

  package struct Clone: Hashable, Sendable {
    package let name: String
    package let url: String
    package let version: String
    package let destination: String
    package let projectGroup: String
  }

  package struct Venv: Hashable, Sendable {
    package let role: String
    package let name: String
    package let projectGroup: String
    package let requirements: [String]
    /// Whether pip may ask an index besides the repository's own links.
    package let isIndexAllowed: Bool
  }

  private let document: LegacyDocument
  private let options: Options

  package init(_ document: LegacyDocument, _ options: Options) {
    self.document = document
    self.options = options
  }

  private func isNeeded(_ group: String, for view: SelectiveView) -> Bool {
    !options.selective.contains(view) || options.populatedGroups.contains(group)
  }

  // MARK: Wheels

  package func wheels() -> [Wheel] {
    let versions = Dictionary(
      document.remotePackageParts.map { (distribution($0), $0.version) }, uniquingKeysWith: { $1 })
    let pins = Set(self.pins)
    let overridden = overriddenNames
    var all: [String: (name: String, requirement: String)] = [:]
    for text in document.packages {
      if isAddress(text) {
        all[text] = (text, text)
        continue
      }
      let (name, rest) = split(text)
      let normalized = Self.normalized(name)
      // Markers tell lines of one name apart; the template's keys did not know them.
      let marker = options.keepsFaults ? "" : rest.drop { $0 != ";" }
      // What an override replaces is held by it alone.
      let isReplaced = !options.keepsFaults && pins.contains(text) && overridden.contains(key(name))
      all[normalized + marker] = (normalized, normalized + (isReplaced ? "" : rest))
    }
    let wanted = options.selective.contains(.wheels) ? selectedNames() : nil
    return all.values.filter { wanted?.contains($0.name) ?? true }.sorted { bytewise($0.requirement, $1.requirement) }
      .map { Wheel(requirement: $0.requirement, version: versions[key($0.name)]) }
  }

  /// Names of the checkout's own requirements, and of every list of roles whose group has hosts.
  private func selectedNames() -> Set<String> {
    var texts = document.roleRequirementFiles["default"]?.lists["txt_file_packages"] ?? []
    for lists in document.roleRequirements.values where isNeeded(lists.projectGroup.text, for: .wheels) {
      for (variable, entries) in lists.lists where variable.hasSuffix("_pip_packages") && !variable.holds("proprietary")
      {
        texts += entries
      }
    }
    for list in document.otherLists where list.groups.contains(where: { isNeeded($0, for: .wheels) }) {
      texts += list.requirements
    }
    return Set(texts.map(wheelName).map { isAddress($0) ? $0 : Self.normalized(split($0).name) })
  }

  /// What the wheel list has for an entry of another list.
  private func wheelName(_ text: String) -> String { document.wheelNames[text] ?? text }

  /// What pip calls the distribution of a source; the templates took the repository's name for it.
  private func distribution(_ part: LegacyLink) -> String {
    options.keepsFaults ? Self.normalized(part.name) : PackageName.canonical(part.eggName)
  }

  /// An address has no name to normalise; the template took it for one.
  private func isAddress(_ text: String) -> Bool {
    !options.keepsFaults && split(text).name.holds("://")
  }

  /// The name and what follows it; the template's expression for names did not stop at a marker, and took every
  /// occurrence of the name out of the rest.
  private func split(_ text: String) -> (name: String, rest: String) {
    let end = Self.firstOperator(text, ["[", ">", "<", "==", "~=", "!="] + (options.keepsFaults ? [] : [";", " "]))
    let name = String(text[..<end])
    guard options.keepsFaults else { return (name, String(text[end...])) }
    return (name, name.isEmpty ? text : Self.pieces(of: text, by: name).joined())
  }

  // MARK: Constraints

  package func constraints() -> Constraints {
    var found = Constraints()
    var taken: Set<String> = []
    for part in document.remotePackageParts {
      // What is built from a source is not held to a release of it.
      if isUnconstrained(part), !options.keepsFaults { taken.formUnion([key(part.name), key(part.eggName)]) }
      guard !isUnconstrained(part) else { continue }
      let folder = "file://" + options.gitFolder + "/" + part.name
      found.git.append(Self.pieces(of: part.original, by: part.url).joined(separator: folder))
      taken.insert(key(Self.normalized(part.name)))
      if !options.keepsFaults { taken.insert(key(part.eggName)) }
    }
    found.overrides = options.overrides
    let overridden = overriddenNames
    var pinned: Set<String> = []
    for pin in pins {
      let name = String(pin[..<Self.firstOperator(pin, options.keepsFaults ? ["<", "=="] : Self.signs)])
      pinned.insert(key(name))
      // The template looked for the name among whole constraints, and so found none.
      let isOverridden = options.keepsFaults ? options.overrides.contains(name) : overridden.contains(key(name))
      if !isOverridden { found.pins.append(pin) }
    }
    taken.formUnion(overridden)
    taken.formUnion(pinned)
    found.upper = options.upperConstraints.compactMap { upper($0, besides: taken) }
    return found
  }

  /// `name<=version` of `name===version`; the template made it of any line, a comment included.
  private func upper(_ line: String, besides taken: Set<String>) -> String? {
    let line = options.keepsFaults ? line : Self.trimmed(line)
    let parts = Self.pieces(of: line, by: "===")
    if !options.keepsFaults, parts.count < 2 {
      guard let first = line.utf8.first, first != 0x23, first != 0x2D else { return nil }
      return taken.contains(key(String(line[..<Self.firstOperator(line, Self.signs)]))) ? nil : line
    }
    let name = Self.normalized(parts[0])
    return taken.contains(key(name)) ? nil : name + "<=" + (parts.last ?? "")
  }

  private static let signs = [">", "<", "==", "~=", "!="]

  private var overriddenNames: Set<String> {
    Set(options.overrides.map { key(String($0[..<Self.firstOperator($0, Self.signs)])) })
  }

  private var pins: [String] { document.roleRequirementFiles["global_pins"]?.lists["pinned_packages"] ?? [] }

  /// Names as they are compared: as pip does, or as the template did.
  private func key(_ name: String) -> String { options.keepsFaults ? name : PackageName.canonical(name) }

  /// The template asked for `ignorerequirements=true`, which the lookup never took for true.
  private func isUnconstrained(_ part: LegacyLink) -> Bool {
    options.keepsFaults
      ? part.original.holds("ignorerequirements=true") : LegacyOption.ignoresRequirements(part.original)
  }

  // MARK: Clones and venvs

  package func clones() -> [Clone] {
    let lines = Set(options.keepsFaults ? wheels().map(\.line) : [])
    let built = Set(
      options.keepsFaults
        ? [] : wheels().filter { $0.version != nil }.map { PackageName.canonical(split($0.requirement).name) })
    return document.remotePackageParts.filter {
      isNeeded($0.projectGroup, for: .clones) || lines.contains($0.name)
        || built.contains(distribution($0))
    }.map {
      Clone(
        name: $0.name, url: $0.url, version: $0.version, destination: options.gitFolder + "/" + $0.name,
        projectGroup: $0.projectGroup)
    }
  }

  package func venvs() -> [Venv] {
    document.roleRequirements.filter { $0.key.holds("os_") && isNeeded($0.value.projectGroup.text, for: .venvs) }
      .sorted { bytewise($0.key, $1.key) }.map { role, lists in
        let name = Self.pieces(of: role, by: "os_").joined()
        var requirements: [String] = []
        for (variable, entries) in lists.lists where Self.isVenvList(variable) { requirements += entries }
        requirements = requirements.map(wheelName)
        if !options.keepsFaults { requirements = Array(Set(requirements)) }
        let source = document.remotePackageParts.first { isSource($0, ofVenv: name) }
        // Without a source of the role's name the template wrote no option, and pip asked the index.
        let isIndexAllowed = source.map { LegacyOption.usesIndex($0.original) } ?? options.keepsFaults
        return Venv(
          role: role, name: name, projectGroup: lists.projectGroup.text, requirements: requirements.inByteOrder(),
          isIndexAllowed: isIndexAllowed)
      }
  }

  private func isSource(_ part: LegacyLink, ofVenv name: String) -> Bool {
    options.keepsFaults ? part.name == name : PackageName.canonical(part.name) == PackageName.canonical(name)
  }

  private static func isVenvList(_ variable: String) -> Bool {
    variable.hasSuffix("_pip_packages") && !variable.holds("_requires_") && !variable.holds("_optional_")
      && !variable.holds("_proprietary_")
  }

  // MARK: Text

  private static func normalized(_ name: String) -> String {
    String(
      decoding: name.utf8.map { $0 == 0x2D ? 0x5F : $0 >= 0x41 && $0 <= 0x5A ? $0 + 0x20 : $0 }, as: UTF8.self)
  }

  /// Without blanks around it and a comment behind it.
  private static func trimmed(_ line: String) -> String {
    var text = line.firstBytes(of: " #").map { line[..<$0.lowerBound] } ?? line[...]
    while let last = text.utf8.last, last <= 0x20 { text = text.dropLast() }
    return String(text.drop { $0 == " " || $0 == "\t" })
  }

  private static func firstOperator(_ text: String, _ signs: [String]) -> String.Index {
    var index = text.startIndex
    while index < text.endIndex {
      if signs.contains(where: { text[index...].utf8.starts(with: $0.utf8) }) { return index }
      index = text.index(after: index)
    }
    return text.endIndex
  }

  private static func pieces(of text: String, by separator: String) -> [String] {
    guard !separator.isEmpty else { return [text] }
    var pieces: [String] = []
    var start = text.startIndex
    var index = start
    while index < text.endIndex {
      if text[index...].utf8.starts(with: separator.utf8) {
        pieces.append(String(text[start..<index]))
        index = text.utf8.index(index, offsetBy: separator.utf8.count)
        start = index
      } else {
        index = text.utf8.index(after: index)
      }
    }
    return pieces + [String(text[start...])]
  }
}
