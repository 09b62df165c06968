import SourceCatalogue

/// What a source is taken at, checked before git sees it: a full object name or a whole `refs/` name.
package enum GitReferenceName: Hashable, Sendable {
  /// Lower case, 40 or 64 digits.
  case commit(String)
  /// Without `refs/tags/`.
  case tag(String)
  /// Without `refs/heads/`.
  case branch(String)
  /// `refs/changes/24/923324/10`.
  case change(String)

  package init(_ reference: Reference) throws(Refusal) {
    let value = reference.value
    switch reference.kind {
    case .commit:
      guard Reference.isObjectName(value) else { throw Refusal("is not a full object name") }
      self = .commit(value.lowercased())
    case .tag: self = .tag(try Self.checked(value, prefix: "refs/tags/"))
    case .branch: self = .branch(try Self.checked(value, prefix: "refs/heads/"))
    case .change:
      guard value.hasPrefix("refs/changes/") else { throw Refusal("does not begin with `refs/changes/`") }
      self = .change("refs/changes/" + (try Self.checked(value, prefix: "refs/changes/")))
    case .release: throw Refusal("is a release of a package index, which git cannot fetch")
    case .unresolved: throw Refusal("holds a variable, or cannot be used as it is written")
    }
  }

  /// The rules of `git check-ref-format`, and no `-` at the beginning of a component.
  private static func checked(_ value: String, prefix: String) throws(Refusal) -> String {
    let name = value.hasPrefix(prefix) ? String(value.dropFirst(prefix.utf8.count)) : value
    guard !name.contains("{{") else { throw Refusal("still holds a template") }
    guard !name.isEmpty else { throw Refusal("is empty") }
    guard name.utf8.count <= 255 else { throw Refusal("is longer than 255 bytes") }
    guard name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !forbidden.contains($0) }) else {
      throw Refusal("holds a character that no reference may hold, or one outside ASCII")
    }
    guard !name.contains(".."), !name.contains("@{"), name != "@", !name.hasSuffix(".") else {
      throw Refusal("is a revision expression and not a name")
    }
    for component in name.split(separator: "/", omittingEmptySubsequences: false) {
      guard !component.isEmpty, !component.hasPrefix("."), !component.hasPrefix("-"), !component.hasSuffix(".lock")
      else { throw Refusal("has a component that is empty, begins with `.` or `-`, or ends with `.lock`") }
    }
    return name
  }

  private static let forbidden = Array("~^:?*[\\".utf8)

  /// The names that a server is asked for; those of both kinds where the name could be either.
  var candidates: [String] {
    switch self {
    case .commit, .change: []
    case .tag(let name), .branch(let name):
      ["refs/heads/\(name)", "refs/tags/\(name)", "refs/tags/\(name)^{}"]
    }
  }

  /// `commit`, `tag`, `branch` or `change`.
  package var kind: Reference.Kind {
    switch self {
    case .commit: .commit
    case .tag: .tag
    case .branch: .branch
    case .change: .change
    }
  }

  /// The name without its `refs/` prefix but for a change.
  package var name: String {
    switch self {
    case .commit(let name), .tag(let name), .branch(let name), .change(let name): name
    }
  }
}
