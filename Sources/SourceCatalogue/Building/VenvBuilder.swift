import Diagnostics
import TextFiles

/// Flat variables to venvs.
struct VenvBuilder {
  let resolver: VariableResolver
  private(set) var reader: RequirementReader
  private(set) var venvs: [String: Venv] = [:]
  private(set) var diagnostics: [Diagnostic] = []
  /// By venv, where findings about its lists stand.
  private(set) var findingPlaces: [String: [Location]] = [:]
  /// Files of which a play loads one, by the variable that they define.
  var replacing: [Replaced: Set<String>] = [:]

  /// Lists of packages that are the service itself.
  private let serviceLists: Set<String>

  init(resolver: VariableResolver, reader: RequirementReader, serviceLists: Set<String> = []) {
    self.resolver = resolver
    self.reader = reader
    self.serviceLists = serviceLists
  }

  mutating func readInOrder(_ readings: [Reading]) {
    for reading in readings { read(reading) }
    guard !replacing.isEmpty else { return }
    for name in Array(venvs.keys) {
      guard let venv = venvs.removeValue(forKey: name) else { continue }
      venvs[name] = spreadingMain(of: venv)
    }
  }

  /// The same builder for another thread, with what is known so far.
  func fork() -> VenvBuilder {
    let resolver = resolver.fork()
    return VenvBuilder(resolver: resolver, reader: reader.with(resolver), serviceLists: serviceLists)
  }

  var share: Share {
    Share(
      venvs: venvs, diagnostics: diagnostics, findingPlaces: findingPlaces, read: reader.result,
      undecided: resolver.undecided)
  }

  mutating func take(_ share: Share) {
    venvs.merge(share.venvs) { mine, _ in mine }
    diagnostics += share.diagnostics
    findingPlaces.merge(share.findingPlaces) { $0 + $1 }
    reader.take(share.read)
    resolver.take(undecided: share.undecided)
  }

  private mutating func read(_ reading: Reading) {
    let (variable, field, list, viewpoint) = (reading.variable, reading.field, reading.list, reading.viewpoint)
    // Taken out while it grows, or every list in it would be copied.
    let isNew = field == .requirements || field == .plugins
    guard var venv = venvs.removeValue(forKey: reading.venv) ?? (isNew ? Venv(name: reading.venv) : nil)
    else { return checkUse(of: reading) }
    reader.order = reading.order
    let before = (diagnostics.count, reader.diagnostics.count)
    defer { notePlaces(since: before, venv: reading.venv) }
    if venv.role == nil { venv.role = viewpoint.role }
    let alternatives = Self.alternatives(resolver.table.definitions(of: variable), role: viewpoint.role)
    if let given = resolver.decidedByCaller(variable, from: viewpoint) {
      apply(given, variable: variable, field: field, list: list, alternative: nil, from: viewpoint, to: &venv)
    } else if alternatives.count > 1 || alternatives.first?.alternative != nil {
      for definition in alternatives { addAlternative(definition, field: field, list: list, to: &venv) }
      let names = Set(alternatives.compactMap(\.alternative))
      if field.hasAlternatives, let main = main(variable, besides: names, from: viewpoint) {
        replacing[Replaced(venv: venv.name, variable: variable), default: []].formUnion(names)
        apply(
          main, variable: variable, field: field, list: list, alternative: Venv.mainAlternative, from: viewpoint,
          to: &venv)
      }
    } else if let found = resolver.decide(variable, from: viewpoint) {
      apply(found, variable: variable, field: field, list: list, alternative: nil, from: viewpoint, to: &venv)
    }
    venvs[reading.venv] = venv
  }

  /// Distribution packages, groups and folders have their use without a venv; what says how pip installs has none.
  private mutating func checkUse(of reading: Reading) {
    switch reading.field {
    case .constraints, .developerConstraints, .upperConstraints, .python, .pipArguments, .systemPackages:
      // What all hosts have is there for others to refer to (`openstack_venv_python_executable`).
      guard let place = resolver.table.winner(of: reading.variable, from: reading.viewpoint),
        place.level.step != .groupVarsAll, place.level.step != .deployGroupVarsAll
      else { return }
      diagnostics.append(.settingWithoutVenv(reading.variable, venv: reading.venv, at: place.nameLocation))
    case .requirements, .plugins, .group, .tag, .buildPackages, .runtimePackages: break
    }
  }

  private mutating func notePlaces(since before: (own: Int, readers: Int), venv: String) {
    let found = diagnostics.dropFirst(before.own) + reader.diagnostics.dropFirst(before.readers)
    if !found.isEmpty { findingPlaces[venv, default: []] += found.compactMap(\.location) }
  }

  mutating func apply(
    _ found: VariableResolver.Decision, variable: String, field: VenvField, list: VenvNaming.List,
    alternative: String?, from viewpoint: Viewpoint, to venv: inout Venv
  ) {
    let viewpoint = viewpoint.entering(found.origin.level)
    if field == .runtimePackages, serviceLists.contains(variable) {
      venv.distroPackages.serviceVariables.insert(variable)
    }
    if field == .requirements, let alternative, Self.isEmpty(found) {
      venv.noteEmpty(alternative, of: Self.path(of: list), at: found.origin)
    }
    if alternative == nil, field.isList, Self.isEmpty(found) { noteEmptied(found, field, &venv) }
    Self.keep(variable, field: field, list: list, alternative: alternative, in: &venv)
    switch field {
    case .requirements:
      let entries = requirements(found, venv: venv.name, from: viewpoint)
      Self.insert(entries, list: list, alternative: alternative, into: &venv)
    case .constraints: venv.constraints += texts(found, from: viewpoint).map(Self.constraint)
    case .developerConstraints: venv.developerConstraints += texts(found, from: viewpoint).map(Self.constraint)
    case .upperConstraints: venv.upperConstraints = text(found)
    case .group: if let group = text(found) { venv.groups = [group] }
    case .python: if venv.python == nil { venv.python = text(found) }
    case .tag: venv.tag = text(found)
    // A longer prefix is something else that the role installs (`stackviz` of os_tempest).
    case .pipArguments: if list == .requirements { venv.pipArguments = text(found) }
    case .plugins:
      if let whole = wholeExpression(found, venv: venv.name, from: viewpoint) {
        venv.requirements.append(whole)
      } else {
        let entries = entries(found)
        venv.requirements += entries.compactMap {
          reader.readPlugin($0, of: found.origin, venv: venv.name, from: viewpoint)
        }
      }
    case .systemPackages: venv.systemPackages[alternative ?? "any", default: []] += texts(found, from: viewpoint)
    case .buildPackages: venv.distroPackages.build[alternative ?? "any", default: []] += texts(found, from: viewpoint)
    case .runtimePackages:
      venv.distroPackages.runtime[alternative ?? "any", default: []] += texts(found, from: viewpoint)
    }
  }

  /// An empty list of a deployer leaves no entry that could say what it hides.
  private mutating func noteEmptied(
    _ found: VariableResolver.Decision, _ field: VenvField, _ venv: inout Venv
  ) {
    let hidden = found.origin.shadowed.first { $0.level.role == nil || $0.level.role == venv.role }
    guard let hidden, resolver.table.holdsEntries(found.origin.variable, at: hidden.location) else { return }
    diagnostics.append(
      .emptiedList(found.origin.variable, at: found.origin.location, hidden: hidden.location, level: hidden.level))
    if field == .requirements { venv.isEmptied = true }
  }

  private static func insert(
    _ entries: [Venv.Requirement], list: VenvNaming.List, alternative: String?, into venv: inout Venv
  ) {
    let entries = entries.map { entry in
      var entry = entry
      entry.alternative = alternative
      return entry
    }
    switch list {
    case .requirements: venv.requirements += entries
    case .user: venv.user += entries
    case .optional(let name): venv.optional[name, default: []] += entries
    case .host: venv.host += entries
    case .proprietary(let name): venv.proprietary[name, default: []] += entries
    }
  }

  private static func constraint(_ text: Located<String>) -> Venv.Constraint {
    let isFile = text.value.hasPrefix("--constraint") || text.value.hasPrefix("-c")
    return Venv.Constraint(kind: isFile ? .file : .line, text: text)
  }

  // MARK: Values

  private mutating func requirements(
    _ found: VariableResolver.Decision, venv: String, from viewpoint: Viewpoint
  ) -> [Venv.Requirement] {
    if let whole = wholeExpression(found, venv: venv, from: viewpoint) { return [whole] }
    return entries(found).compactMap { reader.read($0, of: found.origin, venv: venv, from: viewpoint) }
  }

  /// A list that only Ansible can compute, as one entry that stands for all of them; nil for any other value.
  private mutating func wholeExpression(
    _ found: VariableResolver.Decision, venv: String, from viewpoint: Viewpoint
  ) -> Venv.Requirement? {
    found.isUnresolved ? reader.readWhole(found, venv: venv, from: viewpoint) : nil
  }

  /// The entries of a list variable; anything but a list is a finding.
  private mutating func entries(_ found: VariableResolver.Decision) -> [VariableValue] {
    let variable = found.origin.variable
    switch found.outcome {
    case .value(let value):
      if let list = value.list { return list }
      if value.content == .null { return [] }
      // Distribution packages by the name of what needs them.
      if let members = value.entries, members.allSatisfy({ $0.value.list != nil }) {
        return members.flatMap { $0.value.list ?? [] }
      }
      diagnostics.append(.wrongType(variable, wanted: "a list", found: value))
    case .text(let text) where text.isEmpty: break
    case .text:
      diagnostics.append(.wrongType(variable, wanted: "a list", found: found.definition.value))
    // Whoever asks for entries has looked whether there are any.
    case .undefined, .unresolved: break
    }
    return []
  }

  /// A list of plain texts; what cannot be resolved stays as written.
  private mutating func texts(_ found: VariableResolver.Decision, from viewpoint: Viewpoint) -> [Located<String>] {
    if found.isUnresolved { return text(found).map { [$0] } ?? [] }
    return entries(found).compactMap { entry in
      let origin = found.origin.moved(to: entry.location)
      let (outcome, retyped) = resolver.resolution(of: entry, from: viewpoint)
      if let retyped { diagnostics.append(.retyped(origin.variable, retyped, at: origin.location)) }
      switch outcome {
      case .text(let text): return text.isEmpty ? nil : Located(text, origin: origin)
      case .value(let value) where value.content == .null: return nil
      case .value(let value):
        diagnostics.append(.wrongEntry(origin.variable, wanted: "text", found: value, at: origin.location))
      case .undefined(let missing): keep(.undefined(variable: missing), at: origin)
      case .unresolved(let failure): keep(failure, at: origin)
      }
      return entry.text.map { Located($0, origin: origin) }
    }
  }

  private mutating func keep(_ failure: VariableResolver.Failure, at origin: Origin) {
    diagnostics.append(.unresolvedVariable(origin.variable, because: failure, at: origin.location, severity: .note))
  }

  /// One text; what cannot be resolved stays as written.
  private mutating func text(_ found: VariableResolver.Decision) -> Located<String>? {
    if found.definition.stated == nil, let scalar = found.retyped {
      diagnostics.append(.retyped(found.origin.variable, scalar, at: found.origin.location))
    }
    switch found.outcome {
    case .text(let text): return text.isEmpty ? nil : Located(text, origin: found.origin)
    case .value(let value):
      if value.list != nil || value.entries != nil {
        diagnostics.append(.wrongType(found.origin.variable, wanted: "text", found: value))
      }
    case .undefined(let missing): keep(.undefined(variable: missing), at: found.origin)
    case .unresolved(let failure): keep(failure, at: found.origin)
    }
    return found.definition.value.text.map { Located($0, origin: found.origin) }
  }
}
