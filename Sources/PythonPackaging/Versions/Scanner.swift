/// A forward reader over bytes: the one lexical layer of versions, requirements and markers.
struct Scanner {
  let bytes: UnsafeBufferPointer<UInt8>
  var index = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { index >= bytes.count }
  var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  func peek(_ offset: Int) -> UInt8? { index + offset < bytes.count ? bytes[index + offset] : nil }

  mutating func accept(_ byte: UInt8) -> Bool {
    guard index < bytes.count, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  /// A word in ASCII lower case, whatever the case of the text.
  mutating func acceptWord(_ word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard index + length <= bytes.count else { return false }
    for offset in 0..<length where Self.lowercased(bytes[index + offset]) != word.utf8Start[offset] { return false }
    index += length
    return true
  }

  /// Python's `\s`, on UTF-8.
  mutating func skipWhitespace() {
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) || (byte >= 0x1C && byte <= 0x1F) {
        index += 1
      } else if byte >= 0x80, let length = Self.wideSpace(bytes, at: index) {
        index += length
      } else {
        return
      }
    }
  }

  /// The length of a space beyond ASCII: U+0085, U+00A0, U+1680, U+2000-200A, U+2028, U+2029, U+202F, U+205F, U+3000.
  static func wideSpace(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
    func byte(_ offset: Int) -> UInt8 { index + offset < bytes.count ? bytes[index + offset] : 0 }
    switch (byte(0), byte(1), byte(2)) {
    case (0xC2, 0x85, _), (0xC2, 0xA0, _): return 2
    case (0xE1, 0x9A, 0x80), (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9), (0xE2, 0x80, 0xAF),
      (0xE2, 0x81, 0x9F), (0xE3, 0x80, 0x80):
      return 3
    default: return nil
    }
  }

  static func lowercased(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte + 0x20 : byte }
  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  static func isAlphanumeric(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
  }

  /// `-`, `_` or `.`.
  static func isSeparator(_ byte: UInt8) -> Bool { byte == 0x2D || byte == 0x5F || byte == 0x2E }

  /// Whether a byte stands between an offset and here.
  func holds(_ byte: UInt8, from start: Int) -> Bool {
    var offset = start
    while offset < index, offset < bytes.count {
      if bytes[offset] == byte { return true }
      offset += 1
    }
    return false
  }

  func text(from start: Int, to end: Int) -> String {
    String(decoding: bytes[max(0, start)..<min(max(start, end), bytes.count)], as: UTF8.self)
  }
}
