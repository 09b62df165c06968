import PythonPackaging
import SourceCatalogue
import TextFiles

/// What a catalogue says, without where it stands: equal for two deployments that fetch, build and install the same.
package struct CatalogueFacts {
  package struct Fact {
    /// Sorted, unless their order decides.
    package let values: [String]
    /// Where the first of them stands.
    package let location: Location?
  }

  private var facts: [String: Fact] = [:]
  private let spelling: RequirementSpelling
  private let folder: String?

  /// `folder` is where the files of the catalogue will be, if that is not where they are.
  package init(_ catalogue: Catalogue, _ records: RoleRecords = RoleRecords(), in folder: String? = nil) {
    self.folder = folder
    let bareNames = BareNames(catalogue)
    spelling = RequirementSpelling(catalogue, bareNames: bareNames)
    if bareNames.areUsed(in: catalogue) { add("sources_by_name", ["true"], at: nil) }
    if let series = catalogue.series { add("series", [series]) }
    for source in catalogue.sources.values { add(source) }
    for venv in catalogue.venvs.values { add(venv) }
    for layer in catalogue.layers { add(layer, catalogue) }
    add("requirements", records.requirements)
    for list in records.lists {
      let texts = Set(list.requirements.map(spelling.comparable)).inByteOrder()
      add("lists." + list.variable, texts, at: list.requirements.first?.text.origin.location)
    }
    let groups = StructuredRoles.groups(in: catalogue)
    for role in records.roles.values { add(role, group: role.group ?? groups[role.name]) }
  }

  package var paths: [String] { facts.keys.inByteOrder() }

  package subscript(_ path: String) -> Fact? { facts[path] }

  private mutating func add(_ path: String, _ values: [String], at location: Location?, isOrdered: Bool = false) {
    guard !values.isEmpty else { return }
    facts[path] = Fact(values: isOrdered ? values : values.inByteOrder(), location: location)
  }

  private mutating func add(_ path: String, _ values: [Located<String>], isOrdered: Bool = false) {
    add(path, values.map(\.value), at: values.first?.origin.location, isOrdered: isOrdered)
  }

  // MARK: Sources

  private mutating func add(_ source: Source) {
    let path = "sources." + source.name
    let place = source.origin?.location
    add(path, [source.isInline ? "inline \(source.kind.rawValue)" : source.kind.rawValue], at: place)
    func located(_ value: Located<String>?) -> [Located<String>] { value.map { [$0] } ?? [] }
    add(path + ".repository", located(source.repository?.map(RepositoryURL.url)))
    add(path + ".reference", located(source.reference?.map(Self.text)))
    add(path + ".track", located(source.track?.map { $0?.value ?? "nothing" }))
    add(path + ".distribution", [source.distributionName], at: source.distribution?.origin.location ?? place)
    add(path + ".groups", source.groups)
    add(path + ".mirrors", source.mirrors, isOrdered: true)
    add(path + ".subdirectory", located(source.subdirectory))
    add(path + ".extras", source.extras)
    add(path + ".fragments", located(source.fragments))
    add(path + ".destination", located(source.destination))
    add(path + ".plugin_of", source.pluginOf.map { [$0] } ?? [], at: place)
    add(path + ".alias", source.alias.map { [$0] } ?? [], at: place)
    add(path + ".path", located(source.path).map(absolute))
    add(path + ".patches", source.patches.map(absolute), isOrdered: true)
    add(path + ".role", source.isRoleDefaultOnly ? [source.origin?.level.role ?? ""] : [], at: place)
    add(path + ".enabled", located(source.enabled?.map { $0 ? "true" : "false" }))
    add(
      path + ".archives", source.archives.map { "\($0.architecture) \($0.url.value) \($0.sha256?.value ?? "")" },
      at: place)
    for scope in source.scopes {
      let values = [scope.repository?.value, scope.reference?.value.value, scope.track?.value?.value]
      let place = scope.reference?.origin.location ?? scope.repository?.origin.location
      add(path + ".scopes.\(scope.group ?? scope.host ?? "")", values.map { $0 ?? "-" }, at: place, isOrdered: true)
    }
  }

  /// Where a layer's file is, wherever the document is that names it.
  private func place(of file: FileReference, _ layer: ConstraintLayerDefinition) -> String {
    guard let folder else { return FileReading.resolvedPath(file.displayPath) }
    let own = layer.origin.location.file.beside("").displayPath
    let isBelow = file.displayPath.hasPrefix(own)
    return FileReading.resolvedPath(isBelow ? folder + "/" + file.displayPath.dropFirst(own.count) : file.displayPath)
  }

  /// A path of the machine that builds, wherever the file stands that says it.
  private func absolute(_ path: Located<String>) -> Located<String> {
    guard !path.value.hasPrefix("/"), !Template.mayHoldTemplate(path.value) else { return path }
    let text = folder.map { $0 + "/" + path.value } ?? path.origin.location.file.beside(path.value).displayPath
    return path.map { _ in FileReading.resolvedPath(text) }
  }

  /// `refs/heads/x` is the branch `x`, with its type said by the text.
  private static func text(of reference: Reference) -> String {
    var value = reference.value[...]
    if reference.kind == .branch, value.hasPrefix("refs/heads/") { value = value.dropFirst(11) }
    if reference.kind == .tag, value.hasPrefix("refs/tags/") { value = value.dropFirst(10) }
    return "\(reference.kind.rawValue) \(value)"
  }

  // MARK: Venvs

  private mutating func add(_ venv: Venv) {
    let path = "venvs." + venv.name
    add(path, [venv.role.map { "of role " + $0 } ?? "of no role"], at: venv.requirements.first?.text.origin.location)
    func located(_ value: Located<String>?) -> [Located<String>] { value.map { [$0] } ?? [] }
    add(path + ".groups", venv.groups)
    add(path + ".python", located(venv.python))
    add(path + ".tag", located(venv.tag))
    add(path + ".upper_constraints", located(venv.upperConstraints))
    add(path + ".pip_arguments", located(venv.pipArguments))
    add(path + ".install", venv.requirements)
    add(path + ".user", venv.user)
    add(path + ".host", venv.host)
    for (list, entries) in venv.lists where list.holds(byte: 0x2E) {
      add(path + "." + list, entries)
      addNothing(path + "." + list, where: entries.isEmpty)
    }
    for (list, systems) in venv.emptyAlternatives {
      for (name, origin) in systems { add(path + ".alternatives.\(name).\(list)", ["nothing"], at: origin.location) }
    }
    add(path + ".constraints", venv.constraints)
    add(path + ".developer_constraints", venv.developerConstraints)
    for (name, packages) in venv.distroPackages.build {
      add(path + ".distro_packages.build." + name, packages)
      addNothing(path + ".distro_packages.build." + name, where: packages.isEmpty)
    }
    for (name, packages) in venv.distroPackages.runtime {
      addNothing(path + ".distro_packages.runtime." + name, where: packages.isEmpty)
      add(path + ".distro_packages.runtime." + name, packages.filter { !venv.isService($0) })
      add(path + ".distro_packages.service." + name, packages.filter(venv.isService))
    }
    for (name, packages) in venv.systemPackages {
      add(path + ".system_packages." + name, packages)
      addNothing(path + ".system_packages." + name, where: packages.isEmpty)
    }
    for (name, value) in venv.environment { add(path + ".environment." + name, [value]) }
    add(path + ".adjust", venv.adjustments)
  }

  /// A list that is there and empty says so.
  private mutating func addNothing(_ path: String, where isEmpty: Bool) {
    if isEmpty { add(path, ["nothing"], at: nil) }
  }

  private mutating func add(_ path: String, _ entries: [Venv.Requirement]) {
    let values = entries.map { entry in
      let origin = spelling.source(of: entry).map { " (source \($0.name))" } ?? ""
      let extras = entry.partialExtras.map { " with " + $0.known.inByteOrder().joined(separator: ",") } ?? ""
      let whole = entry.isWholeList ? " in place of a list" : ""
      let condition = entry.condition.map { " if " + $0.value } ?? ""
      return spelling.comparable(entry) + condition + whole + origin + extras
        + (entry.alternative.map { " on " + $0 } ?? "")
    }
    add(path, values, at: entries.first?.text.origin.location)
  }

  private mutating func add(_ path: String, _ entries: [Venv.Constraint]) {
    let values = entries.map { "\($0.kind.rawValue) \($0.text.value)" }
    add(path, values, at: entries.first?.text.origin.location, isOrdered: true)
  }

  private mutating func add(_ path: String, _ adjustments: ConstraintAdjustments) {
    add(path + ".remove", adjustments.remove)
    add(path + ".replace", adjustments.replace)
    add(path + ".relax", adjustments.relax)
  }

  // MARK: Roles

  /// A role that has nothing says nothing.
  private mutating func add(_ role: RoleRecord, group: Located<String>?) {
    let path = "roles." + role.name
    for list in role.lists {
      let texts = Set(list.requirements.map(spelling.comparable)).inByteOrder()
      add(path + ".lists." + list.variable, texts, at: list.requirements.first?.text.origin.location)
    }
    if let group, group.value != "all" { add(path + ".group", [group]) }
    for (file, lists) in role.distroPackages {
      for (variable, packages) in lists {
        let path = path + ".distro_packages." + file + "." + variable
        add(path, Set(packages.texts).inByteOrder(), at: packages.location)
      }
    }
  }

  private mutating func add(_ layer: ConstraintLayerDefinition, _ catalogue: Catalogue) {
    let path = "layers." + layer.name
    let lines = LayerLines(layer, catalogue.files)
    let file =
      if case .file(let file) = layer.content, !lines.elsewhere.isEmpty { "file " + place(of: file, layer) } else { "" }
    let elsewhere = file.isEmpty ? lines.elsewhere : [file]
    add(path, lines.entries.map(\.text) + elsewhere, at: layer.origin.location, isOrdered: true)
    add(path + ".adjust", layer.adjustments)
  }
}
