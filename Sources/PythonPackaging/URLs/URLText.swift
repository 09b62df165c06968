/// Addresses in texts, as far as printing them needs.
package enum URLText {
  /// The text with every secret as `****`: passwords, user names that stand alone, queries, values of options whose names
  /// say that they are secret; in any number of addresses, wherever they stand. The account of an ssh address stays, since
  /// nothing is fetched without it and it opens nothing alone, as do `git@host`, which names no person, what names a
  /// commit in a query, and references to variables, `${NAME}`.
  ///
  /// Source: pip `redact_auth_from_url`; uv `uv-redacted`.
  package static func redacted(_ text: String) -> String {
    guard mayHoldSecrets(text) else { return text }
    let bytes = Array(text.utf8)
    return redacted(text, bytes, secrets(bytes))
  }

  /// The text with as many characters as before, those of the same secrets as `*`. For lines that are shown with a
  /// column.
  package static func masked(_ text: String) -> String {
    guard mayHoldSecrets(text) else { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var copied = 0
    for secret in secrets(bytes) {
      result += bytes[copied..<secret.lowerBound]
      result += bytes[secret].filter { $0 & 0xC0 != 0x80 }.map { _ in 0x2A }
      copied = secret.upperBound
    }
    return String(decoding: result + bytes[copied...], as: UTF8.self)
  }

  private static let mask = Array("****".utf8)

  /// The text where `secrets`, which are in order and apart, are masked.
  static func redacted(_ text: String, _ bytes: [UInt8], _ secrets: [Range<Int>]) -> String {
    guard !secrets.isEmpty else { return text }
    var result: [UInt8] = []
    var copied = 0
    for secret in secrets {
      result += bytes[copied..<secret.lowerBound] + mask
      copied = secret.upperBound
    }
    return String(decoding: result + bytes[copied...], as: UTF8.self)
  }

  /// Nearly every text is done with after one look at its bytes.
  private static func mayHoldSecrets(_ text: String) -> Bool {
    let marks = Marks(text)
    return (marks.contains(.equals) && !marks.isDisjoint(with: [.query, .ampersand]))
      || (!marks.isDisjoint(with: [.user, .query]) && text.holds("//"))
      || (marks.contains(.hyphen) && text.holds("--"))
  }

  /// Where secrets stand, in order and apart. A range without bytes is a password that is empty.
  static func secrets(_ bytes: [UInt8], keepsQueries: Bool = false) -> [Range<Int>] {
    let options = bytes.contains("--") ? options(bytes) : []
    return inOrder(addresses(bytes, keepsQueries: keepsQueries) + secretParameters(bytes) + options)
  }

  static func inOrder(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var merged: [Range<Int>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      guard let last = merged.last, range.lowerBound < last.upperBound else {
        merged.append(range)
        continue
      }
      merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
    }
    return merged
  }

  /// Whether a name says that its value opens something: of presigned addresses, or a token.
  static func isSecret(_ name: String) -> Bool {
    if ["sig", "key", "auth", "awsaccesskeyid", "pass", "pwd"].contains(name) { return true }
    return ["token", "secret", "password", "passwd", "apikey", "api_key", "api-key", "signature", "credential"]
      .contains(where: name.holds)
  }

  /// The same in any case, also of an option: `--password`.
  static func isSecret(_ name: ArraySlice<UInt8>) -> Bool {
    isSecret(String(decoding: name.drop { $0 == 0x2D }.map(Scanner.lowercased), as: UTF8.self))
  }

  static func endsAuthority(_ byte: UInt8) -> Bool {
    byte == 0x2F || byte == 0x3F || byte == 0x23 || endsAddress(byte)
  }

  /// White space, quotation marks, backticks.
  static func endsAddress(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == 0x22 || byte == 0x27 || byte == 0x60
  }
}

/// Which of the bytes stand in a text without which it holds no secret.
private struct Marks: OptionSet {
  let rawValue: UInt8

  static let user = Marks(rawValue: 1)
  static let query = Marks(rawValue: 2)
  static let ampersand = Marks(rawValue: 4)
  static let equals = Marks(rawValue: 8)
  static let hyphen = Marks(rawValue: 16)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The loop has no other way out, so that it looks at many bytes at once.
  init(_ text: String) {
    let found = text.utf8.withContiguousStorageIfAvailable { bytes in
      var marks: UInt8 = 0
      for byte in bytes {
        marks |=
          (byte == 0x40 ? 1 : 0) | (byte == 0x3F ? 2 : 0) | (byte == 0x26 ? 4 : 0) | (byte == 0x3D ? 8 : 0)
          | (byte == 0x2D ? 16 : 0)
      }
      return marks
    }
    rawValue = found ?? .max
  }
}
