/// What may stand in the brackets of a network location (RFC 3986, 3.2.2; Python `urllib.parse._check_bracketed_host`):
///
///     host := IPv6 ("%" zone)? | "v" hexadecimal+ "." any+
enum BracketedHost {
  static func isValid(_ text: String) -> Bool {
    if text.utf8.first == 0x76 {
      guard let (version, rest) = text.cut(at: 0x2E) else { return false }
      return version.utf8.count > 1 && version.utf8.dropFirst().allSatisfy(isHexadecimal) && !rest.isEmpty
    }
    guard let (address, zone) = text.cut(at: 0x25) else { return isIPv6(text) }
    return !zone.isEmpty && !zone.utf8.contains(0x25) && isIPv6(address)
  }

  /// Eight groups of up to four digits, one run of them perhaps left out; the last two may be an IPv4 address (RFC 4291,
  /// 2.2).
  private static func isIPv6(_ text: String) -> Bool {
    var groups = text.parts(at: 0x3A)
    if let last = groups.last, last.utf8.contains(0x2E) {
      guard isIPv4(last) else { return false }
      groups = groups.dropLast() + ["0", "0"]
    }
    guard groups.count >= 3, groups.count <= 9 else { return false }
    // The empty ends of `::1` and `1::` belong to the gap.
    if groups[0].isEmpty, groups[1].isEmpty { groups.removeFirst() }
    if groups.count > 1, groups[groups.count - 1].isEmpty, groups[groups.count - 2].isEmpty { groups.removeLast() }
    let gaps = groups.lazy.filter(\.isEmpty).count
    guard gaps == 1 ? groups.count <= 8 : gaps == 0 && groups.count == 8 else { return false }
    return groups.allSatisfy { $0.utf8.count <= 4 && $0.utf8.allSatisfy(isHexadecimal) }
  }

  private static func isIPv4(_ text: String) -> Bool {
    let octets = text.parts(at: 0x2E)
    return octets.count == 4
      && octets.allSatisfy { octet in
        octet.utf8.allSatisfy(Scanner.isDigit) && UInt8(octet) != nil && (octet == "0" || octet.utf8.first != 0x30)
      }
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    Scanner.isDigit(byte) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66)
  }
}
