extension URLText {
  /// Options of a command without their secrets: those of addresses, and passwords of places that are written without a
  /// scheme, as a proxy's may be: `--proxy user:****@proxy:3128`.
  package static func redactedOptions(_ text: String) -> String {
    let redacted = redacted(text)
    guard redacted.utf8.contains(0x40) else { return redacted }
    var bytes: [UInt8] = []
    var word: [UInt8] = []
    for byte in redacted.utf8 {
      if byte <= 0x20 || byte == 0x22 || byte == 0x27 {
        bytes += withoutPassword(word) + [byte]
        word = []
      } else {
        word.append(byte)
      }
    }
    return String(decoding: bytes + withoutPassword(word), as: UTF8.self)
  }

  /// `user:password@place`, behind `--option=` or not; what holds an address was looked at.
  private static func withoutPassword(_ word: [UInt8]) -> [UInt8] {
    guard let at = word.lastIndex(of: 0x40), let colon = word[..<at].firstIndex(of: 0x3A), colon + 1 < at,
      !String(decoding: word, as: UTF8.self).holds("//"), word[..<at].firstIndex(of: 0x2F) == nil
    else { return word }
    return word[...colon] + Array("****".utf8) + word[at...]
  }
}
