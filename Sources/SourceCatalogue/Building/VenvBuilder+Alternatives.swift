/// Files of a role of which a play loads one, and what holds where it loads none of them.
extension VenvBuilder {
  /// A variable of one venv.
  struct Replaced: Hashable {
    let venv: String
    let variable: String
  }

  /// The definitions of files of which a play loads one.
  static func alternatives(_ all: [Definition], role: String?) -> [Definition] {
    guard all.allSatisfy({ $0.level.step <= .includedVars }) else { return [] }
    return all.filter { $0.alternative != nil && $0.level.role == role }
  }

  mutating func addAlternative(
    _ definition: Definition, field: VenvField, list: VenvNaming.List, to venv: inout Venv
  ) {
    let viewpoint = Viewpoint(of: definition.level)
    let template = definition.value.text.flatMap { Template.mayHoldTemplate($0) ? $0 : nil }
    let origin = Origin(
      location: definition.location, variable: definition.variable, level: definition.level, template: template,
      shadowed: hidden(by: definition).map { $0.asShadowed() })
    let (outcome, retyped) = resolver.resolution(of: definition.value, from: viewpoint)
    let found = VariableResolver.Decision(outcome: outcome, origin: origin, definition: definition, retyped: retyped)
    apply(
      found, variable: definition.variable, field: field, list: list, alternative: definition.alternative,
      from: viewpoint, to: &venv)
  }

  /// What a file of a role hides in a play that loads it, highest precedence first.
  private func hidden(by definition: Definition) -> [Definition] {
    let others = resolver.table.definitions(of: definition.variable).filter {
      $0.alternative == nil && ($0.level.role == nil || $0.level.role == definition.level.role)
        && definition.hides($0)
    }
    return others.count > 1 ? others.sorted { $0.hides($1) } : others
  }

  /// What decides where a play loads none of the files `names`: the role's defaults, or what is above them. nil where
  /// there is no such value, and where every installation from source loads one of the files.
  func main(
    _ variable: String, besides names: Set<String>, from viewpoint: Viewpoint
  ) -> VariableResolver.Decision? {
    guard !names.contains(Venv.sourceInstall) else { return nil }
    let others = resolver.table.definitions(of: variable).filter {
      $0.alternative == nil && ($0.level.role == nil || $0.level.role == viewpoint.role)
    }
    let found = resolver.decide(among: others, from: viewpoint)
    return found.map(Self.isEmpty) == true ? nil : found
  }

  static func isEmpty(_ found: VariableResolver.Decision) -> Bool {
    guard case .value(let value) = found.outcome else { return found.outcome == .text("") }
    return value.content == .null || value.list?.isEmpty == true
  }

  /// A list is put together from several variables, and a file that replaces one of them leaves the others as they are:
  /// what those have as `main` is repeated for the file, so that `main` holds for a list where no file of it does.
  func spreadingMain(of venv: Venv) -> Venv {
    func names(_ names: some Sequence<String>, besides variable: String) -> [String] {
      let known = replacing[Replaced(venv: venv.name, variable: variable)] ?? []
      return Set(names).subtracting(known).subtracting(Venv.independentAlternatives).inByteOrder()
    }
    func spread(_ path: String, _ entries: [Venv.Requirement]) -> [Venv.Requirement] {
      let main = entries.filter { $0.alternative == Venv.mainAlternative }
      guard !main.isEmpty else { return entries }
      let all = entries.compactMap(\.alternative) + (venv.emptyAlternatives[path] ?? [:]).keys
      return entries
        + main.flatMap { entry in
          names(all, besides: entry.text.origin.variable).map { name in
            var copy = entry
            copy.alternative = name
            return copy
          }
        }
    }
    func spread(_ packages: [String: [Located<String>]]) -> [String: [Located<String>]] {
      var all = packages
      for entry in packages[Venv.mainAlternative] ?? [] {
        for name in names(packages.keys, besides: entry.origin.variable) { all[name, default: []].append(entry) }
      }
      return all
    }
    var venv = venv.changingLists(spread)
    venv.distroPackages.build = spread(venv.distroPackages.build)
    venv.distroPackages.runtime = spread(venv.distroPackages.runtime)
    venv.systemPackages = spread(venv.systemPackages)
    return venv
  }
}

extension VenvField {
  var isList: Bool { hasAlternatives || self == .constraints || self == .developerConstraints || self == .plugins }

  /// Whether the document keeps the values of several files apart.
  var hasAlternatives: Bool {
    switch self {
    case .requirements, .systemPackages, .buildPackages, .runtimePackages: true
    case .constraints, .developerConstraints, .upperConstraints, .group, .python, .tag, .pipArguments, .plugins: false
    }
  }
}
