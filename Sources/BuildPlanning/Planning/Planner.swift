import Diagnostics
import SourceCatalogue

/// Makes the plan of a catalogue. The same input gives the same plan, byte by byte.
package struct Planner {
  private let catalogue: Catalogue
  private let request: PlanRequest
  private var plan: Plan

  private init(_ catalogue: Catalogue, _ request: PlanRequest) {
    self.catalogue = catalogue
    self.request = request
    plan = Plan(targets: request.targets)
  }

  package static func plan(_ catalogue: Catalogue, _ request: PlanRequest) -> Plan {
    var planner = Planner(catalogue, request)
    planner.decide()
    return planner.plan
  }

  private mutating func decide() {
    let selected = selectedVenvs()
    fetch(for: selected)
    plan.diagnostics.sort()
  }

  // MARK: What is installed

  private mutating func selectedVenvs() -> [Venv] {
    let choosing = VenvSelection(request.selection, optional: request.optional)
    let chosen = choosing.choose(from: catalogue)
    plan.diagnostics += chosen.diagnostics
    return chosen.venvs
  }

  private mutating func fetch(for venvs: [Venv]) {
    var purposes: [String: Set<FetchStep.Purpose>] = [:]
    for venv in venvs {
      for key in venv.installedSources(optional: request.optional) {
        purposes[catalogue.original(of: key), default: []].insert(.wheel)
      }
    }
    var planning = FetchPlanning(rewrites: request.rewrites, commits: request.commits, targets: request.targets)
    for name in purposes.keys.sorted(by: bytewise) {
      guard let source = catalogue.sources[name], source.enabled?.value != false else { continue }
      plan.fetch += planning.steps(
        of: source, for: FetchStep.Purpose.allCases.filter { purposes[name]?.contains($0) ?? false })
    }
    plan.diagnostics += planning.diagnostics
  }
}

extension Catalogue {
  /// The source that a name leads to through aliases.
  func original(of name: String) -> String {
    var name = name
    var seen: Set<String> = []
    while let alias = sources[name]?.alias, seen.insert(name).inserted { name = alias }
    return name
  }
}

extension Venv {
  /// Keys of the sources that the venv installs, each once, in the order of its lists.
  func installedSources(optional: [String]) -> [String] {
    installed(optional: optional).compactMap(\.source).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// What pip installs, in order: the service's list, the chosen sets by name, what the deployer adds.
  func installed(optional: [String]) -> [Requirement] {
    let sets = self.optional.keys.sorted(by: bytewise).filter { isChosen($0, among: optional) }
    return requirements + sets.flatMap { self.optional[$0] ?? [] } + user
  }

  func isChosen(_ set: String, among chosen: [String]) -> Bool {
    chosen.contains { $0 == "all" || $0 == set || $0 == name + "." + set }
  }
}
