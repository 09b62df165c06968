/// Lists of requirements as single systems get them.
extension Venv {
  /// The list at a path of the structured format (`install`, `optional.ceph`).
  subscript(list path: String) -> [Requirement] {
    get { lists.first { $0.path == path }?.entries ?? [] }
    set {
      switch path {
      case "install": requirements = newValue
      case "user": user = newValue
      case "host": host = newValue
      default:
        let parts = path.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return }
        if parts[0] == "optional" { optional[parts[1]] = newValue } else { proprietary[parts[1]] = newValue }
      }
    }
  }

  /// The same with each of its lists of requirements changed, by its path in the structured format.
  func changingLists(_ change: (_ path: String, _ entries: [Requirement]) -> [Requirement]) -> Venv {
    var venv = self
    for (path, entries) in lists { venv[list: path] = change(path, entries) }
    return venv
  }

  /// A file of one system that leaves its list empty. What holds beside other alternatives replaces none of them.
  mutating func noteEmpty(_ alternative: String, of path: String, at origin: Origin) {
    guard !Self.independentAlternatives.contains(alternative), emptyAlternatives[path]?[alternative] == nil else {
      return
    }
    emptyAlternatives[path, default: [:]][alternative] = origin
  }

  /// Without notes about empty lists that decide nothing: where another variable of the list has entries for the system
  /// after all, and where no other system has any either.
  func withoutIdleNotes() -> Venv {
    guard !emptyAlternatives.isEmpty else { return self }
    var venv = self
    venv.emptyAlternatives = [:]
    for (path, entries) in lists {
      let others = Set(entries.compactMap(\.alternative)).subtracting(Self.independentAlternatives)
      let holdsAny = !others.isEmpty || entries.contains { $0.alternative == Self.mainAlternative }
      guard holdsAny, let all = emptyAlternatives[path]?.filter({ !others.contains($0.key) }), !all.isEmpty else {
        continue
      }
      venv.emptyAlternatives[path] = all
    }
    return venv
  }

  /// The names of systems whose list at a path is empty.
  package func emptyAlternatives(of path: String) -> [String] {
    (emptyAlternatives[path] ?? [:]).keys.inByteOrder()
  }
}
