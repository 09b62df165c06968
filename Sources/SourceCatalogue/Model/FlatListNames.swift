/// The flat variables of a venv's lists: those that they were where that is known, since a role reads no others.
package struct FlatListNames {
  private let venv: Venv

  package init(of venv: Venv) {
    self.venv = venv
  }

  /// Every variable that the list at a path of the structured format was, as far as each can be a variable of a list.
  package func known(_ path: String) -> [String] {
    (venv.flatNames[path] ?? []).filter { SourceNaming.match($0) != nil && $0.utf8.allSatisfy(Self.isWord) }
  }

  /// The names that the way back would not choose by itself.
  package var unusual: [String: [String]] {
    venv.flatNames.filter { path, names in
      let isOwn = path.hasPrefix("alternatives.")
      let common = isOwn ? String(path.dropFirst(13)) : path
      // Where a list has entries for all and for single systems, neither variable is the usual one.
      if venv.flatNames[isOwn ? common : "alternatives." + path] != nil { return true }
      return names != [venv.name + Self.usualEnd(of: common)]
    }
  }

  // MARK: Entries

  /// The variable of each entry of the list at a path, one after the other.
  package func variables(of path: String, _ entries: [Venv.Requirement]) -> [String] {
    let hasCommon = entries.contains { $0.alternative == nil }
    let common = Names(self, path, usual: venv.name + Self.usualEnd(of: path))
    let end = hasCommon ? Self.words(of: path) + "_service_pip_dependencies" : Self.usualEnd(of: path)
    let own = Names(self, "alternatives." + path, usual: venv.name + end, besides: hasCommon ? common.all : [])
    var assignments: [String?: Assignment] = [:]
    for name in Set(entries.map(\.alternative)) {
      let stated = venv.flatEntries[Self.entriesKey(path, of: name)] ?? [:]
      assignments[name] = Assignment(
        name == nil ? common : own, stated, of: entries.filter { $0.alternative == name }.map(\.text))
    }
    return entries.map { assignments[$0.alternative]?.variable(of: $0.text) ?? common.fallback }
  }

  /// Where `flat_entries` has the entries of a list for all, or for one system.
  package static func entriesKey(_ path: String, of alternative: String?) -> String {
    alternative.map { "alternatives." + $0 + "." + path } ?? path
  }

  /// The same of packages of distributions, by distribution.
  package func variables(
    of path: String, _ packages: [String: [Located<String>]]
  ) -> [String: [String]] {
    let words = packages.count > 1 && packages["any"] != nil ? "_common" : ""
    let common = Names(self, path, usual: venv.name + words + Self.usualEnd(of: path))
    let own = Names(
      self, "alternatives." + path, usual: venv.name + Self.usualEnd(of: path),
      besides: packages["any"] == nil ? [] : common.all)
    var found: [String: [String]] = [:]
    for (name, entries) in packages {
      let stated = venv.flatEntries[Self.entriesKey(path, of: name == "any" ? nil : name)] ?? [:]
      var assignment = Assignment(name == "any" ? common : own, stated, of: entries)
      found[name] = entries.map { assignment.variable(of: $0) }
    }
    return found
  }

  /// The variables of one list.
  private struct Names {
    let known: [String]
    let fallback: String

    init(_ lists: FlatListNames, _ path: String, usual: String, besides others: Set<String> = []) {
      known = lists.known(path).filter { !others.contains($0) }
      fallback = known.first ?? usual
    }

    var all: Set<String> { Set(known + [fallback]) }
  }

  /// Entries to the variables of one list, in their order: by what `flat_entries` says, else by the variable that each
  /// stands in; the first variable has the rest.
  private struct Assignment {
    private let names: Names
    private let isStated: Bool
    private var named: [(variable: String, text: String)]
    /// How often an entry stands in the list more often than variables name it.
    private var unnamed: [String: Int] = [:]

    init(_ names: Names, _ stated: [String: [String]], of entries: [Located<String>]) {
      self.names = names
      isStated = !stated.isEmpty
      named = names.known.flatMap { name in (stated[name] ?? []).map { (name, FlatListNames.key(of: $0)) } }
      guard isStated else { return }
      for entry in entries { unnamed[FlatListNames.key(of: entry.value), default: 0] += 1 }
      for (_, text) in named { unnamed[text, default: 0] -= 1 }
    }

    mutating func variable(of entry: Located<String>) -> String {
      if names.known.count < 2 { return names.fallback }
      if !isStated { return names.known.contains(entry.origin.variable) ? entry.origin.variable : names.fallback }
      let text = FlatListNames.key(of: entry.value)
      if let left = unnamed[text], left > 0 {
        unnamed[text] = left - 1
        return names.fallback
      }
      guard let index = named.firstIndex(where: { $0.text == text }) else { return names.fallback }
      return named.remove(at: index).variable
    }
  }

  /// An entry without the empty brackets that tell a release from a source: a list has one of them or the other.
  private static func key(of text: String) -> String {
    guard let named = NamedEntry(text), named.isRelease else { return text }
    return named.requirement
  }

  // MARK: Names

  /// What the variable of a list ends in where nothing else is known.
  package static func usualEnd(of path: String) -> String {
    switch path {
    case "distro_packages.build": "_devel_distro_packages"
    case "distro_packages.runtime": "_distro_packages"
    case "distro_packages.service": "_service_distro_packages"
    case "system_packages": "_packages_to_symlink"
    default: words(of: path) + "_pip_packages"
    }
  }

  private static func words(of path: String) -> String {
    switch path {
    case "install": return ""
    case "host": return "_requires"
    default:
      let parts = path.split(separator: ".", maxSplits: 1)
      let isPlain = parts.count < 2 || parts[0] == parts[1]
      return "_" + parts.prefix(isPlain ? 1 : 2).joined(separator: "_")
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: true
    default: false
    }
  }
}
