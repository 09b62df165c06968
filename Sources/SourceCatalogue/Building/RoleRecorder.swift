import Diagnostics
import TextFiles

/// Flat variables to the lists of each role.
struct RoleRecorder {
  private(set) var resolver: VariableResolver
  private(set) var records = RoleRecords()
  private var reader: RequirementReader

  init(resolver: VariableResolver, sourceNames: Set<String>) {
    self.resolver = resolver
    reader = RequirementReader(resolver: resolver, sourceNames: sourceNames)
  }

  /// Reads by several threads where that is worth it; the same in any number of parts.
  mutating func record(_ flat: FlatNames, roles: [String], parts: Int? = nil) {
    for role in roles { records.roles[role] = RoleRecord(name: role) }
    var variables = Self.bareNames.inByteOrder().map { (name: $0, field: VenvField.requirements) }
    variables += flat.venvs.map { (name: $0.name, field: $0.field) }
    let worth = min(ParallelMap.processors, ParallelMap.threadLimit, variables.count / Self.worthAThread)
    let count = parts ?? worth
    guard count > 1 else { return add(variables) }
    let size = (variables.count + count - 1) / count
    let lists = stride(from: 0, to: variables.count, by: size).map {
      variables[$0..<min($0 + size, variables.count)]
    }
    let start = self
    let shares = ParallelMap.map(lists, share: 1) { variables in
      var recorder = start.fork()
      recorder.add(variables)
      return (records: recorder.records, read: recorder.reader.result)
    }
    // Keys of sources that stand in lists are given in order.
    guard reader.canTake(shares.map(\.read)) else { return add(variables) }
    for share in shares { records.append(share.records) }
  }

  /// Fewer variables than this are read by the time that a thread has started.
  private static let worthAThread = 96

  /// A recorder of nothing yet for another thread.
  private func fork() -> RoleRecorder {
    var fork = self
    fork.records = RoleRecords()
    fork.resolver = resolver.fork()
    fork.reader = reader.with(fork.resolver)
    return fork
  }

  private mutating func add(_ variables: some Sequence<(name: String, field: VenvField)>) {
    for (variable, field) in variables {
      switch field {
      case .requirements: addList(variable)
      case .group: for role in owners(of: variable) { setGroup(variable, of: role) }
      case .buildPackages, .runtimePackages: addDistroLists(variable)
      default: break
      }
    }
  }

  /// Lists whose name is all suffix belong to no venv, but to the role that has them.
  static let bareNames: Set<String> = [
    "pip_common_packages", "pip_container_packages", "pip_packages", "service_pip_dependencies",
  ]

  /// Roles that define a variable in files of their own.
  private func owners(of variable: String) -> [String] {
    Array(Set(resolver.table.definitions(of: variable).compactMap(\.level.role))).inByteOrder()
  }

  private mutating func addList(_ variable: String) {
    let roles = owners(of: variable)
    for role in roles { addList(variable, of: role) }
    guard roles.isEmpty, let found = resolver.decide(variable, from: Viewpoint()) else { return }
    var list = RoleRecord.List(
      variable: variable, requirements: [], isOptional: variable.holds("optional"),
      isProprietary: variable.holds("proprietary"))
    list.requirements = requirements(found.outcome, found.origin, role: nil)
    if !list.requirements.isEmpty { records.lists.append(list) }
  }

  private mutating func addList(_ variable: String, of role: String) {
    let all = resolver.table.definitions(of: variable)
    let own = all.filter { $0.level.role == role }
    let isDecidedByRole = all.allSatisfy { $0.level.step <= .includedVars }
    var list = RoleRecord.List(
      variable: variable, requirements: [], isOptional: variable.holds("optional"),
      isProprietary: variable.holds("proprietary"))
    if let given = resolver.decidedByCaller(variable, from: Viewpoint(role: role)) {
      list.requirements = requirements(given.outcome, given.origin, role: role)
    } else if isDecidedByRole, own.contains(where: { $0.alternative != nil }) {
      // A play loads one of these files; a list for every target needs all.
      for definition in own {
        let origin = Origin(location: definition.location, variable: variable, level: definition.level)
        let outcome = resolver.resolve(definition.value, from: Viewpoint(of: definition.level))
        list.requirements += requirements(outcome, origin, role: role)
      }
    } else if let found = resolver.decide(variable, from: Viewpoint(role: role)) {
      list.requirements = requirements(found.outcome, found.origin, role: role)
    }
    if !list.requirements.isEmpty { records.roles[role, default: RoleRecord(name: role)].lists.append(list) }
  }

  /// A value that is no list has no entries.
  private mutating func requirements(
    _ outcome: VariableResolver.Outcome, _ origin: Origin, role: String?
  ) -> [Venv.Requirement] {
    guard case .value(let value) = outcome, let entries = value.list else { return [] }
    let viewpoint = Viewpoint(role: role).entering(origin.level)
    return entries.compactMap {
      reader.read($0, of: origin, venv: VenvNaming.service(ofRole: role ?? ""), from: viewpoint)
    }
  }

  private mutating func setGroup(_ variable: String, of role: String) {
    guard let found = resolver.decide(variable, from: Viewpoint(role: role)), case .text(let group) = found.outcome
    else { return }
    records.roles[role, default: RoleRecord(name: role)].group = Located(group, origin: found.origin)
  }

  private mutating func addDistroLists(_ variable: String) {
    for definition in resolver.table.definitions(of: variable) {
      guard let role = definition.level.role else { continue }
      let viewpoint = Viewpoint(of: definition.level)
      guard case .value(let value) = resolver.resolve(definition.value, from: viewpoint),
        let entries = value.list ?? value.entries?.flatMap({ $0.value.list ?? [] })
      else { continue }
      let packages = entries.compactMap { entry -> RoleRecord.Packages.Entry? in
        let text: String?
        if case .text(let resolved) = resolver.resolve(entry, from: viewpoint) {
          text = resolved.isEmpty ? nil : resolved
        } else {
          text = entry.text
        }
        return text.map { .init(text: $0, location: entry.location) }
      }
      let stem = definition.alternative ?? "main"
      records.roles[role, default: RoleRecord(name: role)].distroPackages[stem, default: [:]][
        variable, default: RoleRecord.Packages(location: definition.location)
      ].entries += packages
    }
  }

  // MARK: Requirement files

  /// Lines of a requirement file without comments and options, each with its place.
  static func lines(of file: TextFile, variable: String) -> [Located<String>] {
    // pip reads a byte order mark as the encoding that it is.
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    return LegacyText.lines(of: file.bytes).enumerated().compactMap { number, bytes in
      var line = Array(number == 0 && bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes)
      let comment = line.indices.first { line[$0] == 0x23 && ($0 == 0 || LegacyText.isBlank(line[$0 - 1])) }
      if let comment { line = Array(line[..<comment]) }
      while let last = line.last, LegacyText.isBlank(last) || last == 0x5C { line.removeLast() }
      let text = String(decoding: line.drop(while: LegacyText.isBlank), as: UTF8.self)
      guard let text = requirement(in: text) else { return nil }
      let location = Location(file: file.reference, line: number + 1)
      return Located(text, origin: Origin(location: location, variable: variable, level: Level(.playVars)))
    }
  }

  /// What a line asks for: of options only an editable installation from git asks for something that can be built.
  private static func requirement(in line: String) -> String? {
    guard line.hasPrefix("-") else { return line.isEmpty ? nil : line }
    guard let address = RequirementText.editable(line).map(String.init), RequirementText(address)?.vcs != nil else {
      return nil
    }
    return address
  }

  mutating func record(requirements: [TextFile], pins: [TextFile]) {
    records.requirementFiles = requirements
    records.requirements = requirements.flatMap { Self.lines(of: $0, variable: "requirements.txt") }
    records.pins = pins.flatMap { Self.lines(of: $0, variable: "global-requirement-pins.txt") }
  }
}

extension CatalogueReading {
  /// What each role says by itself, which few need and which costs a second pass over the lists.
  package func roleRecords() -> RoleRecords {
    // Sources that stand in lists are found there again, under the keys that they have.
    let named = Set(catalogue.sources.values.filter { !$0.isInline }.map(\.name))
    var recorder = RoleRecorder(resolver: resolver, sourceNames: named)
    recorder.record(flat, roles: roles)
    let pins = catalogue.files.filter { $0.reference.path.hasSuffix("global-requirement-pins.txt") }
    recorder.record(requirements: requirementFiles, pins: pins)
    var roles = StructuredRoles(catalogue, resolver: resolver, adding: recorder.records)
    roles.addVenvs()
    roles.addRoles(structuredKeys.filter { $0.hasPrefix("roles.") })
    roles.addLists(structuredKeys.filter { $0.hasPrefix("lists.") })
    roles.addCheckout()
    return roles.records
  }
}
