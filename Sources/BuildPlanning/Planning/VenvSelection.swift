import Diagnostics
import SourceCatalogue

/// Which venvs a plan is about, and for whom.
struct VenvSelection {
  private let request: PlanRequest
  private let selection: PlanRequest.Selection
  private let inventory: Inventory?
  /// Groups that the selected hosts are in, and those named; nil where nothing limits them.
  let groups: Set<String>?
  /// Hosts that are planned for; nil without an inventory.
  let hosts: Set<String>?
  private(set) var diagnostics: [Diagnostic] = []
  private var homes = VenvHomes(nil)

  init(_ request: PlanRequest) {
    self.request = request
    selection = request.selection
    inventory = request.inventory
    var hosts = Set(selection.hosts)
    if let inventory {
      for name in selection.hosts where inventory.groups(of: name).isEmpty {
        diagnostics.append(.unknownHost(name, in: inventory))
      }
      for name in selection.groups {
        if !inventory.defines(name) { diagnostics.append(.unknownGroup(name, in: inventory)) }
        hosts.formUnion(inventory.hosts(of: name))
      }
      if selection.isEmpty { hosts = Set(inventory.hostNames) }
    } else {
      for name in selection.hosts { diagnostics.append(.hostWithoutInventory(name)) }
    }
    let isLimited = inventory != nil && selection.services.isEmpty || !selection.groups.isEmpty || !hosts.isEmpty
    var groups = Set(selection.groups)
    for host in hosts { groups.formUnion(inventory?.groups(of: host) ?? []) }
    self.groups = isLimited ? groups.union(hosts.isEmpty ? [] : ["all"]) : nil
    self.hosts = inventory == nil ? nil : (hosts.isEmpty ? Set(inventory?.hostNames ?? []) : hosts)
  }

  /// In the order of their names.
  mutating func choose(from catalogue: Catalogue) -> [Venv] {
    let all = catalogue.venvNames.compactMap { catalogue.venvs[$0] }.filter(\.isPlannable)
    homes = VenvHomes(catalogue)
    let venvs = all.filter(isSelected)
    if inventory == nil { checkGroups(of: catalogue) }
    if groups != nil && diagnostics.isEmpty {
      for venv in all where homes.groups(of: venv).isEmpty && !venvs.contains(where: { $0.name == venv.name }) {
        diagnostics.append(.venvOfNoGroup(venv.name, at: venv.requirements.first?.text.origin.location))
      }
    }
    for name in selection.services where !all.contains(where: { $0.answers(to: name) }) {
      diagnostics.append(.unknownService(name, known: all.map(\.name)))
    }
    let sets = venvs.flatMap { venv in OptionalSets(of: venv, request).available.map { (venv.name, $0) } }
    for name in request.optional
    where name != "all" && !sets.contains(where: { name == $0.1 || name == $0.0 + "." + $0.1 }) {
      diagnostics.append(.unknownOptionalSet(name, known: sets.map { $0.0 + "." + $0.1 }))
    }
    return venvs
  }

  /// Without an inventory a group is what venvs and sources say it is.
  private mutating func checkGroups(of catalogue: Catalogue) {
    guard !selection.groups.isEmpty else { return }
    var known = Set(catalogue.venvs.values.flatMap(homes.groups))
    for source in catalogue.sources.values {
      known.formUnion(source.groups.map(\.value) + source.scopes.compactMap(\.group))
    }
    for name in selection.groups where !known.contains(name) {
      diagnostics.append(.unknownGroup(name, known: known.inByteOrder()))
    }
  }

  private func isSelected(_ venv: Venv) -> Bool {
    if selection.services.contains(where: venv.answers) { return true }
    guard let groups else { return selection.services.isEmpty }
    return homes.groups(of: venv).contains(where: groups.contains)
  }

  /// The selected hosts that get a venv; nil without an inventory.
  func hosts(of venv: Venv) -> [String]? {
    guard let inventory, let hosts else { return nil }
    return Set(homes.groups(of: venv).flatMap { inventory.hosts(of: $0) }).intersection(hosts).inByteOrder()
  }

  /// The source as the selected hosts and groups see it: a host's own definition, else that of the deepest group.
  func seen(_ source: Source) -> Source {
    guard let groups else { return source }
    return seen(source, by: hosts ?? Set(selection.hosts), in: groups)
  }

  /// The hosts by the definition of a source that they see, the most hosts first; nil where they agree.
  func disagreement(on source: Source, among hosts: [String]) -> [(source: Source, hosts: [String])]? {
    guard let inventory, !source.scopes.isEmpty, hosts.count > 1 else { return nil }
    var found: [(source: Source, hosts: [String])] = []
    for host in hosts {
      let seen = seen(source, by: [host], in: Set(inventory.groups(of: host)).union(["all"]))
      if let index = found.firstIndex(where: { $0.source.isObtained(like: seen) }) {
        found[index].hosts.append(host)
      } else {
        found.append((seen, [host]))
      }
    }
    return found.count > 1 ? found.sorted { $0.hosts.count > $1.hosts.count } : nil
  }

  private func seen(_ source: Source, by hosts: Set<String>, in groups: Set<String>) -> Source {
    let candidates = source.scopes.filter { scope in
      scope.host.map(hosts.contains) ?? scope.group.map(groups.contains) ?? false
    }
    let homes = source.groups.map(\.value).filter(groups.contains)
    let home = homes.map(rank).max()
    guard let best = candidates.max(by: { rank($0) < rank($1) }), home.map({ $0 < rank(best) }) ?? true else {
      return source
    }
    var seen = source
    seen.repository = best.repository ?? source.repository
    seen.reference = best.reference ?? source.reference
    seen.track = best.track ?? source.track
    return seen
  }

  private struct Rank: Comparable {
    let depth: Int
    let name: String

    static func < (a: Rank, b: Rank) -> Bool { a.depth != b.depth ? a.depth < b.depth : bytewise(a.name, b.name) }
  }

  private func rank(_ scope: Source.Scope) -> Rank {
    scope.host.map { Rank(depth: .max, name: $0) } ?? rank(scope.group ?? "")
  }

  private func rank(_ group: String) -> Rank { Rank(depth: inventory?.depth(of: group) ?? 1, name: group) }
}

extension Source {
  fileprivate func isObtained(like other: Source) -> Bool {
    repository?.value == other.repository?.value && reference?.value == other.reference?.value
  }
}

extension Venv {
  /// Whether it installs anything into a venv: lists for the host alone make none.
  var isPlannable: Bool { !(requirements.isEmpty && optional.isEmpty && user.isEmpty) }

  func answers(to service: String) -> Bool { service == name || service == role }

}
