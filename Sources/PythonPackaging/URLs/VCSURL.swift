/// pip's address of a project in version control: `git+https://host/path@ref#egg=name&subdirectory=dir`.
///
/// Source: pip `vcs/versioncontrol.py`, `get_url_rev_and_auth`; the last `@` of the path starts the reference.
package struct VCSURL: Hashable, Sendable {
  /// `git`, `hg`, `svn` or `bzr`.
  package let system: String
  /// Without `git+`, reference and fragment.
  package let url: String
  package let ref: String?
  /// Members of the fragment in order, undecoded.
  package let fragments: [Fragment]

  package struct Fragment: Hashable, Sendable {
    package let name: String
    package let value: String
  }

  /// nil where the text is no such address.
  package init?(_ text: String) {
    guard let plus = text.utf8.firstIndex(of: 0x2B) else { return nil }
    let system = String(text[..<plus])
    guard ["git", "hg", "svn", "bzr"].contains(system) else { return nil }
    var rest = text[text.utf8.index(after: plus)...]
    guard let scheme = rest.firstBytes(of: "://") else { return nil }
    var fragment: Substring = ""
    if let hash = rest.utf8.firstIndex(of: 0x23) {
      fragment = rest[rest.utf8.index(after: hash)...]
      rest = rest[..<hash]
    }
    let path = rest[scheme.upperBound...].utf8.firstIndex(of: 0x2F) ?? rest.endIndex
    if let at = rest[path...].utf8.lastIndex(of: 0x40) {
      ref = String(rest[rest.utf8.index(after: at)...])
      url = String(rest[..<at])
    } else {
      ref = nil
      url = String(rest)
    }
    self.system = system
    fragments = fragment.split(separator: "&").map { member in
      let parts = member.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return Fragment(name: String(parts[0]), value: parts.count > 1 ? String(parts[1]) : "")
    }
  }

  private func fragment(_ name: String) -> String? {
    fragments.last { $0.name == name }.flatMap { $0.value.isEmpty ? nil : $0.value }
  }

  /// The name behind `#egg=`, with its extras.
  package var egg: String? { fragment("egg") }
  package var subdirectory: String? { fragment("subdirectory") }
}
