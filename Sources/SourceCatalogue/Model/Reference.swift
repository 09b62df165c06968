/// What a git source is taken at, with its type: nothing that uses it guesses by shape again.
package struct Reference: Hashable, Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    /// A full object name, 40 (SHA-1) or 64 (SHA-256) hexadecimal digits.
    case commit
    case tag
    case branch
    /// A change under review, `refs/changes/24/923324/10`.
    case change
    /// A version from an index; only the structured format says so.
    case release
    /// Still holds a variable, or cannot be used as it is written.
    case unresolved
  }

  package let kind: Kind
  package let value: String
  /// The type was read off the shape of a flat value; `fetch` verifies it against the repository.
  package let inferred: Bool

  package init(_ kind: Kind, _ value: String, inferred: Bool = false) {
    self.kind = kind
    self.value = value
    self.inferred = inferred
  }

  /// Whether the same name can mean other content tomorrow.
  package var floats: Bool { kind == .branch }
}

extension Reference {
  /// Types the value of a flat `*_git_install_branch`: full hexadecimal is a commit, `refs/` forms say what they are,
  /// a version or an end-of-life name is a tag, all else a branch. Only hexadecimal and `refs/` are certain.
  package init(flat value: String) {
    if Self.isObjectName(value) {
      self.init(.commit, value)
    } else if value.hasPrefix("refs/changes/") {
      self.init(.change, value)
    } else if value.hasPrefix("refs/tags/") {
      self.init(.tag, value)
    } else if value.hasPrefix("refs/heads/") {
      self.init(.branch, value)
    } else if Self.looksLikeTag(value) {
      self.init(.tag, value, inferred: true)
    } else {
      self.init(.branch, value, inferred: true)
    }
  }

  /// 40 or 64 hexadecimal digits.
  package static func isObjectName(_ text: String) -> Bool {
    let digits = text.utf8
    guard digits.count == 40 || digits.count == 64 else { return false }
    return digits.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x66) }
  }
}
