/// Queries of addresses: what a parameter is called does not say whether it opens something (docs/decisions/0090).
extension URLText {
  /// The secrets of the query of an address whose path begins here.
  static func query(_ bytes: [UInt8], from path: Int) -> [Range<Int>] {
    let mark = end(bytes, from: path) { $0 == 0x3F || $0 == 0x23 || endsAddress($0) }
    guard mark < bytes.count, bytes[mark] == 0x3F else { return [] }
    let stop = end(bytes, from: mark + 1) { $0 == 0x23 || endsAddress($0) }
    var found: [Range<Int>] = []
    var start = mark + 1
    while start < stop {
      let next = min(end(bytes, from: start) { $0 == 0x26 }, stop)
      if let secret = secret(ofParameter: start..<next, bytes) { found.append(secret) }
      start = next + 1
    }
    return found
  }

  /// The value, or all of a parameter that has none.
  private static func secret(ofParameter whole: Range<Int>, _ bytes: [UInt8]) -> Range<Int>? {
    let equals = bytes[whole].firstIndex(of: 0x3D)
    let value = (equals.map { $0 + 1 } ?? whole.lowerBound)..<whole.upperBound
    guard !value.isEmpty, !isReference(bytes[value]) else { return nil }
    guard let equals else { return value }
    let name = bytes[whole.lowerBound..<equals]
    return namesCommit(name, bytes[value]) || saysHowItIsSigned(name, bytes[value]) ? nil : value
  }

  /// What cgit, gitweb and GitLab call the commit or branch of a file: without it the address of a constraint file says
  /// nothing. Only values that are one.
  private static func namesCommit(_ name: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>) -> Bool {
    guard ["id", "h", "hb", "ref"].contains(where: { name.elementsEqual($0.utf8) }) else { return false }
    let isHexadecimal = value.allSatisfy { Scanner.isDigit($0) || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x66) }
    if isHexadecimal && (value.count == 40 || value.count == 64) { return true }
    return ["master", "main"].contains { value.elementsEqual($0.utf8) }
      || ["stable/", "unmaintained/", "refs/heads/", "refs/tags/"].contains { value.starts(with: $0.utf8) }
  }

  /// What a presigned address says besides the signature: how it was made and when it ends, which is why most of them fail.
  private static func saysHowItIsSigned(_ name: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>) -> Bool {
    let name = name.map(Scanner.lowercased)
    guard name.starts(with: "x-amz-".utf8) || name.starts(with: "x-goog-".utf8) else { return false }
    switch String(decoding: name.drop { $0 != 0x2D }.dropFirst().drop { $0 != 0x2D }.dropFirst(), as: UTF8.self) {
    case "algorithm": return value.starts(with: "AWS4-".utf8) || value.starts(with: "GOOG4-".utf8)
    case "date", "expires": return value.allSatisfy { Scanner.isDigit($0) || $0 == 0x54 || $0 == 0x5A }
    case "signedheaders": return value.elementsEqual("host".utf8)
    default: return false
    }
  }

  /// `${NAME}`, or `{{ name }}` that does no more than name a variable.
  static func isReference(_ value: ArraySlice<UInt8>) -> Bool {
    if Credentials.isReference(String(decoding: value, as: UTF8.self)) { return true }
    guard value.count > 4, value.starts(with: [0x7B, 0x7B]), value.suffix(2).elementsEqual([0x7D, 0x7D]) else {
      return false
    }
    return value.dropFirst(2).dropLast(2).allSatisfy {
      Scanner.isAlphanumeric($0) || $0 == 0x20 || $0 == 0x5F || $0 == 0x2E
    }
  }

  /// The first byte from here on that `isEnd` takes, but for those inside `{{ ... }}`.
  static func end(_ bytes: [UInt8], from start: Int, where isEnd: (UInt8) -> Bool) -> Int {
    var index = start
    while index < bytes.count {
      if bytes[index] == 0x7B, let behind = template(bytes, at: index) {
        index = behind
      } else if isEnd(bytes[index]) {
        return index
      } else {
        index += 1
      }
    }
    return bytes.count
  }

  /// The place behind the `{{ ... }}` that stands here.
  private static func template(_ bytes: [UInt8], at start: Int) -> Int? {
    guard start + 1 < bytes.count, bytes[start + 1] == 0x7B else { return nil }
    var index = start + 2
    while index + 1 < bytes.count {
      if bytes[index] == 0x7D, bytes[index + 1] == 0x7D { return index + 2 }
      if bytes[index] == 0x0A { return nil }
      index += 1
    }
    return nil
  }

  /// Parameters whose names say that they are secret, of texts that are a part of an address too.
  static func secretParameters(_ bytes: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    for index in bytes.indices where bytes[index] == 0x3F || bytes[index] == 0x26 {
      let end = bytes[(index + 1)...].firstIndex { $0 == 0x26 || $0 == 0x23 || endsAddress($0) } ?? bytes.count
      guard let equals = bytes[(index + 1)..<end].firstIndex(of: 0x3D) else { continue }
      if isSecret(bytes[(index + 1)..<equals]) { found.append((equals + 1)..<end) }
    }
    return found
  }
}
