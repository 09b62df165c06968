import PythonPackaging

extension Reference {
  /// A PEP 440 version with an optional `v`, or a name that the OpenStack release team gives to a closed series.
  static func looksLikeTag(_ value: String) -> Bool {
    if ["-eol", "-eom", "-em"].contains(where: value.hasSuffix) { return true }
    let digits = value.utf8.first.map { $0 | 0x20 } == 0x76 ? value.dropFirst() : value[...]
    guard let first = digits.utf8.first, first >= 0x30, first <= 0x39 else { return false }
    return Version(String(digits)) != nil
  }
}
