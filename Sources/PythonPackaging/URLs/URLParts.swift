/// An address taken apart as Python's `urllib.parse.urlsplit` does, which pip builds upon:
///
///     url := (scheme ":")? ("//" netloc)? path ("?" query)? ("#" fragment)?
///
/// Leading control characters and blanks are dropped, and every tab, line feed and carriage return.
package struct URLParts: Hashable, Sendable {
  /// Lower case; empty where there is none.
  package var scheme = ""
  /// User, password, host and port, undecoded.
  package var netloc = ""
  package var path = ""
  package var query = ""
  package var fragment = ""

  /// nil where a bracket of an IPv6 address has no partner, or what stands in it is none.
  package init?(_ text: String) {
    var rest = Array(text.utf8.drop { $0 <= 0x20 }.filter { $0 != 0x09 && $0 != 0x0A && $0 != 0x0D })[...]
    if let colon = rest.firstIndex(of: 0x3A), Self.isScheme(rest[..<colon]) {
      scheme = String(decoding: rest[..<colon].map(Scanner.lowercased), as: UTF8.self)
      rest = rest[(colon + 1)...]
    }
    if rest.starts(with: [0x2F, 0x2F]) {
      rest = rest.dropFirst(2)
      let end = rest.firstIndex { $0 == 0x2F || $0 == 0x3F || $0 == 0x23 } ?? rest.endIndex
      guard rest[..<end].contains(0x5B) == rest[..<end].contains(0x5D) else { return nil }
      netloc = String(decoding: rest[..<end], as: UTF8.self)
      if let (_, host) = netloc.cut(at: 0x5B), let (address, _) = host.cut(at: 0x5D) {
        guard BracketedHost.isValid(address) else { return nil }
      }
      rest = rest[end...]
    }
    if let hash = rest.firstIndex(of: 0x23) {
      fragment = String(decoding: rest[(hash + 1)...], as: UTF8.self)
      rest = rest[..<hash]
    }
    if let mark = rest.firstIndex(of: 0x3F) {
      query = String(decoding: rest[(mark + 1)...], as: UTF8.self)
      rest = rest[..<mark]
    }
    path = String(decoding: rest, as: UTF8.self)
  }

  private static func isScheme(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first, Scanner.isAlphanumeric(first), !Scanner.isDigit(first) else { return false }
    return bytes.allSatisfy { Scanner.isAlphanumeric($0) || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E }
  }
}

/// `%41` is `A`.
package enum PercentEncoding {
  /// Every escape undone; what is then not UTF-8 becomes U+FFFD.
  package static func decoded(_ text: String) -> String {
    guard text.utf8.contains(0x25) else { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == 0x25, index + 2 < bytes.count, let high = digit(bytes[index + 1]),
        let low = digit(bytes[index + 2])
      {
        result.append(high << 4 | low)
        index += 3
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Everything escaped but letters, digits, `_.-~` and the characters that `safe` holds.
  package static func encoded(_ text: String, safe: String = "/") -> String {
    var result: [UInt8] = []
    for byte in text.utf8 {
      if Scanner.isAlphanumeric(byte) || Scanner.isSeparator(byte) || byte == 0x7E || safe.utf8.contains(byte) {
        result.append(byte)
      } else {
        let digits = Array("0123456789ABCDEF".utf8)
        result += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    if Scanner.isDigit(byte) { return byte - 0x30 }
    let lower = Scanner.lowercased(byte)
    return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : nil
  }
}
