/// The one table of flat variable names: which suffix means what. Longer suffixes stand before those that end them.
///
/// Counted over OSA 14 to master; nothing else in the project matches variable names.
package enum SourceNaming {
  /// What a flat variable says, and about what.
  package enum Meaning: Hashable, Sendable {
    case source(SourceField)
    case venv(VenvField)
    /// Holds the word `git` but is no source: configuration of the repository server or of a service.
    case unrelated
  }

  package struct Rule: Sendable {
    package let suffix: String
    package let meaning: Meaning
    /// The releases that use it, for the documentation.
    package let since: String
    /// What the suffix is about where it is the whole name; nil where such a name is none of ours.
    package let subject: String?

    init(_ suffix: String, _ meaning: Meaning, since: String, subject: String? = nil) {
      self.suffix = suffix
      self.meaning = meaning
      self.since = since
      self.subject = subject
    }
  }

  package static let rules: [Rule] = [
    Rule("_git_repo_plugins", .source(.plugins), since: "documented to 16, read by nothing"),
    Rule("_repo_plugins", .source(.plugins), since: "10"),
    Rule("_git_fallback_repo", .source(.mirror), since: "documented to 16, read by nothing"),
    Rule("_git_repo", .source(.repository), since: "10"),
    Rule("_git_install_branch", .source(.reference), since: "10"),
    Rule("_git_track_branch", .source(.track), since: "23"),
    Rule("_git_project_group", .source(.group), since: "14 to 22"),
    Rule("_git_install_fragments", .source(.fragments), since: "16 to 18"),
    Rule("_git_package_name", .source(.distribution), since: "10 to 18"),
    Rule("_git_dest", .source(.destination), since: "14"),
    Rule("_git_constraints", .venv(.constraints), since: "23"),
    Rule("_upper_constraints_url", .venv(.upperConstraints), since: "23"),
    Rule("_developer_constraints", .venv(.developerConstraints), since: "14 to 18"),
    Rule("_role_project_group", .venv(.group), since: "14"),
    Rule("_venv_python_executable", .venv(.python), since: "19"),
    Rule("_venv_tag", .venv(.tag), since: "12"),
    Rule("_packages_to_symlink", .venv(.systemPackages), since: "19"),
    Rule("_devel_distro_packages", .venv(.buildPackages), since: "18"),
    Rule("_distro_packages", .venv(.runtimePackages), since: "12"),
    Rule("_pip_install_args", .venv(.pipArguments), since: "14"),
    Rule("_service_pip_dependencies", .venv(.requirements), since: "10"),
    Rule("_pip_common_packages", .venv(.requirements), since: "10"),
    Rule("_pip_container_packages", .venv(.requirements), since: "10"),
    Rule("_pip_packages", .venv(.requirements), since: "10"),
    Rule("_extra_plugins", .venv(.plugins), since: "25"),
    Rule("tempest_plugins", .venv(.plugins), since: "18", subject: "tempest"),
    Rule("_git_config_lookup_location", .unrelated, since: "16"),
    Rule("_git_file_path", .unrelated, since: "16"),
  ]

  /// Variables that end like a source's but are configuration of the repository server.
  private static let unrelatedNames: Set<String> = ["openstack_repo_git_url", "git_repo"]

  /// Whether a name ends like a source's and is known to be none.
  package static func isUnrelated(_ name: String) -> Bool { unrelatedNames.contains(name) }

  /// What `name` says, and its prefix (`nova` of `nova_git_repo`); nil for a variable that is none of ours.
  package static func match(_ name: String) -> (prefix: String, meaning: Meaning)? {
    var name = name
    let found = name.withUTF8 { rule(for: $0) }
    guard let found, !unrelatedNames.contains(name) else { return nil }
    let prefix = String(decoding: name.utf8.dropLast(found.suffix.utf8.count), as: UTF8.self)
    return (prefix.isEmpty ? found.subject ?? "" : prefix, found.meaning)
  }

  /// Whether bytes are a name that the table knows, without making a string: almost none are.
  package static func matches(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    rule(for: name) != nil && !unrelatedNames.contains(String(decoding: name, as: UTF8.self))
  }

  /// The first rule whose suffix ends the name; a name that is all suffix is one where the rule says about what.
  private static func rule(for name: UnsafeBufferPointer<UInt8>) -> Rule? {
    guard name.count > 5 else { return nil }
    let tail = tailKey(name[name.count - 4], name[name.count - 3], name[name.count - 2], name[name.count - 1])
    guard table.sieve & sieveBit(tail) != 0, table.tails.contains(tail) else { return nil }
    for entry in table.entries where entry.tail == tail && ends(name, entry) { return entry.rule }
    return nil
  }

  private static func ends(_ name: UnsafeBufferPointer<UInt8>, _ entry: Table.Entry) -> Bool {
    let suffix = entry.suffix
    guard name.count > suffix.count || (name.count == suffix.count && entry.rule.subject != nil) else { return false }
    let start = name.count - suffix.count
    for index in suffix.indices where name[start + index] != suffix[index] { return false }
    return true
  }

  /// The last four bytes as one number: a few comparisons refuse nearly every name.
  private static func tailKey(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) -> UInt32 {
    UInt32(a) << 24 | UInt32(b) << 16 | UInt32(c) << 8 | UInt32(d)
  }

  /// One of 64 bits for a tail: most names are refused before any table is looked at.
  private static func sieveBit(_ tail: UInt32) -> UInt64 { 1 << UInt64((tail &* 0x9E37_79B1) >> 26) }

  private struct Table: Sendable {
    struct Entry: Sendable {
      let tail: UInt32
      let suffix: [UInt8]
      let rule: Rule
    }
    let entries: [Entry]
    let tails: [UInt32]
    let sieve: UInt64
  }

  private static let table: Table = {
    let entries = rules.map { rule in
      let suffix = Array(rule.suffix.utf8)
      let last = Array(suffix.suffix(4))
      return Table.Entry(tail: tailKey(last[0], last[1], last[2], last[3]), suffix: suffix, rule: rule)
    }
    let tails = Set(entries.map(\.tail))
    return Table(entries: entries, tails: Array(tails), sieve: tails.reduce(0) { $0 | sieveBit($1) })
  }()
}
