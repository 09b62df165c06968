import Diagnostics
import TextFiles

/// What a deployment's structured documents say about roles: the lists of their venvs by the variables that they were,
/// and what `roles` has besides.
///
///     venvs.nova: {role: os_nova, install: [a]}    list `nova_pip_packages` of the role os_nova
///     roles.pip_install: {lists: {...}}            what no venv holds; of a list that one holds, what it is instead
package struct StructuredRoles {
  let catalogue: Catalogue
  let resolver: VariableResolver
  private let spelling: RequirementSpelling
  private var reader: RequirementReader
  private(set) var records: RoleRecords
  /// Every venv counts as written in a document: what one will say that is yet to be written.
  private var countsAll = false

  /// What the venvs of a catalogue will say of roles once they are written in a document.
  package static func derived(from catalogue: Catalogue, resolver: VariableResolver) -> RoleRecords {
    var roles = StructuredRoles(catalogue, resolver: resolver, adding: RoleRecords())
    roles.countsAll = true
    roles.addVenvs()
    return roles.records
  }

  init(_ catalogue: Catalogue, resolver: VariableResolver, adding records: RoleRecords) {
    self.catalogue = catalogue
    self.resolver = resolver
    self.records = records
    spelling = RequirementSpelling(catalogue)
    let named = Set(catalogue.sources.values.filter { !$0.isInline }.map(\.name))
    reader = RequirementReader(resolver: resolver, sourceNames: named)
  }

  /// The role that a venv belongs to: the one it names, else that of its service.
  package static func role(of venv: Venv) -> String { venv.role ?? "os_" + venv.name }

  /// The inventory groups of roles that say none themselves: their venv's, which may have it from the service's source.
  /// Of several venvs the first by name counts.
  package static func groups(in catalogue: Catalogue) -> [String: Located<String>] {
    var groups: [String: Located<String>] = [:]
    for name in catalogue.venvNames {
      guard let venv = catalogue.venvs[name], let group = venv.groups.first else { continue }
      let role = role(of: venv)
      if groups[role] == nil { groups[role] = group }
    }
    return groups
  }

  // MARK: Venvs

  mutating func addVenvs() {
    for name in catalogue.venvNames {
      guard let venv = catalogue.venvs[name],
        countsAll || !resolver.table.definitions(of: "venvs." + name).isEmpty
      else { continue }
      add(venv)
    }
  }

  private mutating func add(_ venv: Venv) {
    let role = Self.role(of: venv)
    var record = records.roles[role] ?? RoleRecord(name: role)
    if let group = venv.groups.first, record.group == nil || isStructured(group.origin) { record.group = group }
    let names = FlatListNames(of: venv)
    for list in venv.lists where !list.entries.isEmpty {
      var found: [String: [Venv.Requirement]] = [:]
      for (variable, entry) in zip(names.variables(of: list.path, list.entries), list.entries)
      where !entry.isWholeList {
        found[variable, default: []].append(pipEntry(entry))
      }
      // Plugins are records, which the lists of roles do not hold.
      for (variable, entries) in found.sorted(by: { bytewise($0.key, $1.key) })
      where SourceNaming.match(variable)?.meaning != .venv(.plugins) { set(variable, entries, in: &record) }
    }
    for list in venv.packageLists {
      let variables = names.variables(of: list.path, list.packages)
      for (alternative, entries) in list.packages where entries.contains(where: { isStructured($0.origin) }) {
        let stem = alternative == "any" ? "main" : alternative
        for (variable, entry) in zip(variables[alternative] ?? [], entries) where !resolver.isWhole(entry) {
          let location = entry.origin.location
          record.distroPackages[stem, default: [:]][variable, default: .init(location: location)].entries.append(
            .init(text: entry.value, location: location))
        }
      }
    }
    records.roles[role] = record
  }

  /// The entry as pip gets it, since a list of a role says nothing by the names of sources.
  private func pipEntry(_ entry: Venv.Requirement) -> Venv.Requirement {
    Venv.Requirement(
      text: entry.text.map { _ in spelling.finished(entry) },
      source: catalogue.takesSourcesByName && NamedEntry(entry.text.value) != nil ? nil : entry.source,
      name: entry.name,
      isUnresolved: entry.isUnresolved, alternative: entry.alternative)
  }

  /// A list that the role's own files decided stays; one of a document takes its place.
  private func set(_ variable: String, _ entries: [Venv.Requirement], in record: inout RoleRecord) {
    let known = record.lists.firstIndex { $0.variable == variable }
    if known != nil, !entries.contains(where: { isStructured($0.text.origin) }) { return }
    let list = RoleRecord.List(
      variable: variable, requirements: entries, isOptional: variable.holds("optional"),
      isProprietary: variable.holds("proprietary"))
    if let known { record.lists[known] = list } else { record.lists.append(list) }
  }

  private func isStructured(_ origin: Origin) -> Bool { countsAll || origin.variable.hasPrefix("venvs.") }

  // MARK: Roles

  /// `keys` are those of the definitions below `roles.`.
  mutating func addRoles(_ keys: [String]) {
    for key in keys.inByteOrder() {
      guard let found = resolver.decide(key, from: Viewpoint()), case .value(let value) = found.outcome else {
        continue
      }
      let name = String(key.dropFirst("roles.".utf8.count))
      if value.content == .null {
        records.roles[name] = nil
        continue
      }
      var record = records.roles[name] ?? RoleRecord(name: name)
      if let group = value["group"], let text = text(group) {
        record.group = Located(text, origin: found.origin.moved(to: group.location))
      }
      for list in value["lists"]?.entries ?? [] { add(list, found.origin, to: &record) }
      for file in value["distro_packages"]?.entries ?? [] {
        for list in file.value.entries ?? [] {
          // Null says that the file has none, which is not an empty one.
          record.distroPackages[file.key, default: [:]][list.key] = list.value.list.map { entries in
            RoleRecord.Packages(
              entries: entries.compactMap { entry in
                // What a condition leaves empty is no package, as in flat lists.
                text(entry).flatMap { $0.isEmpty ? nil : .init(text: $0, location: entry.location) }
              },
              location: list.keyLocation)
          }
        }
      }
      record.distroPackages = record.distroPackages.filter { !$0.value.isEmpty }
      records.roles[name] = record
    }
  }

  /// What cannot be resolved stays as written.
  private func text(_ value: VariableValue) -> String? {
    if case .text(let text) = resolver.resolve(value, from: Viewpoint()) { return text }
    return value.text
  }

  /// Null says that the role has none of that name, as an empty list does.
  private mutating func add(_ list: VariableValue.Entry, _ origin: Origin, to record: inout RoleRecord) {
    let origin = Origin(
      location: list.keyLocation, variable: origin.variable + ".lists." + list.key, level: origin.level)
    let entries = (list.value.list ?? []).compactMap {
      reader.read($0, of: origin, venv: record.name, from: Viewpoint(), namesAreSources: true)
    }
    record.lists.removeAll { $0.variable == list.key }
    guard !entries.isEmpty else { return }
    record.lists.append(
      RoleRecord.List(
        variable: list.key, requirements: entries.map(pipEntry), isOptional: list.key.holds("optional"),
        isProprietary: list.key.holds("proprietary")))
  }

  // MARK: Outside roles

  /// `keys` are those of the definitions below `lists.`.
  mutating func addLists(_ keys: [String]) {
    for key in keys.inByteOrder() {
      guard let found = resolver.decide(key, from: Viewpoint()), case .value(let value) = found.outcome else {
        continue
      }
      let variable = String(key.dropFirst("lists.".utf8.count))
      let entries = (value.list ?? []).compactMap {
        reader.read($0, of: found.origin, venv: "", from: Viewpoint(), namesAreSources: true)
      }
      records.lists.removeAll { $0.variable == variable }
      records.lists.append(
        RoleRecord.List(
          variable: variable, requirements: entries.map(pipEntry), isOptional: variable.holds("optional"),
          isProprietary: variable.holds("proprietary")))
    }
  }

  // MARK: The checkout

  mutating func addCheckout() {
    if let found = resolver.decide("requirements.txt", from: Viewpoint()), case .value(let value) = found.outcome {
      records.requirements = (value.list ?? []).compactMap { line in
        line.text.map { Located($0, origin: found.origin.moved(to: line.location)) }
      }
    }
    if let layer = catalogue.layers.first(where: { $0.name == "pins" }), case .lines(let lines) = layer.content {
      records.pins = lines
    }
  }
}

extension Venv {
  /// Its lists of requirements by their paths in the structured format.
  package var lists: [(path: String, entries: [Requirement])] {
    [("install", requirements), ("user", user), ("host", host)]
      + optional.map { ("optional." + $0.key, $0.value) } + proprietary.map { ("proprietary." + $0.key, $0.value) }
  }

  /// Its packages of distributions, likewise.
  package var packageLists: [(path: String, packages: [String: [Located<String>]])] {
    [
      ("distro_packages.build", distroPackages.build),
      (
        "distro_packages.runtime",
        distroPackages.runtime.compactMapValues { Self.none($0.filter { !isService($0) }) }
      ),
      ("distro_packages.service", distroPackages.runtime.compactMapValues { Self.none($0.filter(isService)) }),
    ]
  }

  private static func none(_ list: [Located<String>]) -> [Located<String>]? { list.isEmpty ? nil : list }
}
