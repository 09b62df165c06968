/// Which venv a flat variable belongs to, and which of its lists: `neutron_optional_bgp_pip_packages` is the optional
/// set `bgp` of `neutron`.
struct VenvNaming {
  /// Which list of a venv a pip variable is.
  enum List: Hashable {
    case requirements
    case user
    case optional(String)
    /// Installed on the host, not in the venv (`*_requires_pip_packages`, OSA 14 to 18).
    case host
    /// Only where the deployer owns a licence (`*_proprietary_*`).
    case proprietary(String)
  }

  private let names: Set<String>

  /// `anchors` are prefixes that certainly name a venv.
  init(anchors: Set<String>) {
    names = anchors
  }

  /// The service of a role: `nova` of `os_nova`.
  static func service(ofRole role: String) -> String { role.hasPrefix("os_") ? String(role.dropFirst(3)) : role }

  /// The longest anchor that the prefix starts with, else the role's service, else the prefix without list words.
  func owner(of prefix: String, role: String?) -> (venv: String, list: List) {
    if names.contains(prefix) { return (prefix, .requirements) }
    let words = prefix.utf8.split(separator: 0x5F).map { Substring($0) }
    for length in stride(from: words.count, to: 0, by: -1) {
      let candidate = Self.joined(words[..<length], of: prefix)
      if names.contains(candidate) { return (candidate, Self.list(Array(words[length...]))) }
    }
    if let role, names.contains(Self.service(ofRole: role)) {
      return (Self.service(ofRole: role), Self.list(words))
    }
    let kept = words.filter { !Self.listWords.contains(String($0)) }
    return (kept.first.map(String.init) ?? prefix, Self.list(Array(words.dropFirst())))
  }

  /// Words with one underscore between them: a slice of the name that they come from, unless that has more.
  private static func joined(_ words: ArraySlice<Substring>, of name: String) -> String {
    guard let first = words.first, let last = words.last else { return "" }
    let slice = name[first.startIndex..<last.endIndex]
    let length = words.reduce(words.count - 1) { $0 + $1.utf8.count }
    return slice.utf8.count == length ? String(slice) : words.joined(separator: "_")
  }

  private static let listWords: Set<String> = ["user", "optional", "requires", "required", "proprietary", "venv"]

  private static func list(_ words: [Substring]) -> List {
    if words.isEmpty { return .requirements }
    let name = words.filter { !listWords.contains(String($0)) }.joined(separator: "_")
    if words.contains("user") { return .user }
    if words.contains("proprietary") { return .proprietary(name.isEmpty ? "proprietary" : name) }
    if words.contains("requires") || words.contains("required") { return .host }
    if words.contains("optional") || !name.isEmpty { return .optional(name.isEmpty ? "optional" : name) }
    return .requirements
  }
}
