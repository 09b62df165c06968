import PythonPackaging

/// An entry of a pip list that says a name and no address, as the structured format reads it:
///
///     entry := name "[]"? ("[" extras "]")? specifiers? (";" marker)?
///
/// A name alone, with extras or a marker, means the source that is called so. Empty brackets right behind the name keep
/// it from that: `nova[]` is the release of that name from the index. So does a version, which no source has.
package struct NamedEntry {
  /// As written.
  package let name: String
  package let isRelease: Bool
  package let extras: [String]
  package let marker: Marker?
  private let hasVersion: Bool
  /// What stands behind the name and the empty brackets, as written.
  private let rest: String

  /// nil for an address, an option, or what is no requirement.
  package init?(_ text: String) {
    let name = text.utf8.prefix(while: Self.isNameByte)
    guard !name.isEmpty else { return nil }
    var rest = text[name.endIndex...]
    isRelease = rest.hasPrefix("[]")
    if isRelease { rest = rest.dropFirst(2) }
    self.name = String(Substring(name))
    self.rest = String(rest)
    if self.rest.isEmpty {
      guard PackageName.isValid(self.name) else { return nil }
      (extras, marker, hasVersion) = ([], nil, false)
      return
    }
    guard let parsed = try? PythonPackaging.Requirement(parsing: self.name + self.rest), parsed.url == nil else {
      return nil
    }
    (extras, marker, hasVersion) = (parsed.extras, parsed.marker, !parsed.specifiers.isEmpty)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte == 0x2D || byte == 0x2E
      || byte == 0x5F
  }

  /// Whether a source of that name is meant, where there is one.
  package var meansSource: Bool { !isRelease && !hasVersion }

  /// A name and nothing else.
  package var isBare: Bool { rest.isEmpty && !isRelease }

  /// As pip gets it, without the empty brackets.
  package var requirement: String { name + rest }

  /// The same of the index, also where a source is called so.
  package var release: String { name + "[]" + rest }

  /// The same of another name.
  package func named(_ other: String) -> String { other + rest }
}
