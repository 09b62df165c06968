import TextFiles

/// The hosts of a deployment and the groups that they are in; variables are not read.
package struct Inventory: Hashable, Sendable {
  package struct Group: Hashable, Sendable {
    /// In the order found, each once; without those of the children.
    package fileprivate(set) var hosts: [String] = []
    package fileprivate(set) var children: [String] = []
  }

  /// Where it was read from.
  package let file: FileReference
  package private(set) var groups: [String: Group] = [:]

  package init(file: FileReference) {
    self.file = file
  }

  package var groupNames: [String] { groups.keys.inByteOrder() }

  /// Every host, in byte order.
  package var hostNames: [String] { Set(groups.values.flatMap(\.hosts)).inByteOrder() }

  package mutating func add(group: String) {
    if groups[group] == nil { groups[group] = Group() }
  }

  package mutating func add(host: String, to group: String) {
    if groups[group]?.hosts.contains(host) != true { groups[group, default: Group()].hosts.append(host) }
  }

  package mutating func add(child: String, to group: String) {
    add(group: child)
    if groups[group]?.children.contains(child) != true { groups[group, default: Group()].children.append(child) }
  }
}

extension Inventory {
  /// The hosts of a group and of the groups below it, in byte order; every host for `all`.
  package func hosts(of group: String) -> [String] {
    if group == "all" { return hostNames }
    return Set(below(group).flatMap { groups[$0]?.hosts ?? [] }).inByteOrder()
  }

  package func defines(_ group: String) -> Bool { group == "all" || group == "ungrouped" || groups[group] != nil }

  /// Whether a host is in the group or in a group below it.
  package func hasHosts(_ group: String) -> Bool { !hosts(of: group).isEmpty }

  /// The groups that a host is in, those above them included, in byte order; `all` holds every host.
  package func groups(of host: String) -> [String] {
    var found = Set(groups.filter { $0.value.hosts.contains(host) }.keys)
    guard !found.isEmpty else { return [] }
    var pending = Array(found)
    let parents = parents
    while let group = pending.popLast() {
      for parent in parents[group] ?? [] where found.insert(parent).inserted { pending.append(parent) }
    }
    return found.union(["all"]).inByteOrder()
  }

  /// How far a group is below `all`: Ansible lets the variables of a deeper group hide those of a higher one.
  package func depth(of group: String) -> Int {
    guard group != "all" else { return 0 }
    let parents = parents
    var level: Set<String> = [group]
    var seen = level
    var depth = 1
    while true {
      let above = Set(level.flatMap { parents[$0] ?? [] }).subtracting(seen).subtracting(["all"])
      if above.isEmpty { return depth }
      seen.formUnion(above)
      level = above
      depth += 1
    }
  }

  /// A group and those below it; a circle of groups ends where it closes.
  private func below(_ group: String) -> Set<String> {
    var found: Set<String> = [group]
    var pending = [group]
    while let name = pending.popLast() {
      for child in groups[name]?.children ?? [] where found.insert(child).inserted { pending.append(child) }
    }
    return found
  }

  private var parents: [String: [String]] {
    var found: [String: [String]] = [:]
    for (name, group) in groups {
      for child in group.children { found[child, default: []].append(name) }
    }
    return found
  }
}
