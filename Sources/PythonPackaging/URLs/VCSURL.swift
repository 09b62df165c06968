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

    fileprivate init(_ member: ArraySlice<UInt8>) {
      let equals = member.firstIndex(of: 0x3D) ?? member.endIndex
      name = String(decoding: member[..<equals], as: UTF8.self)
      value = String(decoding: member[equals...].dropFirst(), as: UTF8.self)
    }
  }

  /// nil where the text is no such address.
  package init?(_ text: String) {
    guard let system = Self.systems.first(where: { text.hasPrefix($0.prefix) })?.name else { return nil }
    let bytes = Array(text.utf8)
    let start = system.utf8.count + 1
    let hash = bytes.firstIndex(of: 0x23) ?? bytes.count
    guard let scheme = Self.scheme(bytes, start..<hash) else { return nil }
    let path = bytes[scheme..<hash].firstIndex(of: 0x2F) ?? hash
    let at = bytes[path..<hash].lastIndex(of: 0x40)
    ref = at.map { String(decoding: bytes[($0 + 1)..<hash], as: UTF8.self) }
    url = String(decoding: bytes[start..<(at ?? hash)], as: UTF8.self)
    self.system = system
    fragments = hash == bytes.count ? [] : bytes[(hash + 1)...].split(separator: 0x26).map(Fragment.init)
  }

  private static let systems = ["git", "hg", "svn", "bzr"].map { (name: $0, prefix: $0 + "+") }

  /// Behind the `://` in a range; nil where none stands there.
  private static func scheme(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
    range.dropLast(2).first { bytes[$0] == 0x3A && bytes[$0 + 1] == 0x2F && bytes[$0 + 2] == 0x2F }.map { $0 + 3 }
  }

  private func fragment(_ name: String) -> String? {
    fragments.last { $0.name == name }.flatMap { $0.value.isEmpty ? nil : $0.value }
  }

  /// The name behind `#egg=`, with its extras.
  package var egg: String? { fragment("egg") }
  package var subdirectory: String? { fragment("subdirectory") }
}
