/// Where lines of a requirement file end and what they hold, in one pass over the bytes.
///
///     end     := "\r\n" | one of \n \r \v \f U+001C U+001D U+001E U+0085 U+2028 U+2029      Python's `str.splitlines`
///     comment := (the line's start | white space)  "#" ...                                   to the line's end
enum LineScanner {
  /// What the bytes of a line may need.
  struct Features: OptionSet {
    let rawValue: UInt8
    static let end = Features(rawValue: 1)
    static let hash = Features(rawValue: 2)
    static let backslash = Features(rawValue: 4)
    static let dollar = Features(rawValue: 8)
    /// `:`, `/` or `@`: perhaps an address or a path.
    static let address = Features(rawValue: 16)
    static let wide = Features(rawValue: 32)
    static let semicolon = Features(rawValue: 64)
    static let dash = Features(rawValue: 128)
  }

  private static let features: [UInt8] = {
    var table = [UInt8](repeating: 0, count: 256)
    for byte in [0x0A, 0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E] { table[byte] = Features.end.rawValue }
    for byte in 0x80..<0x100 { table[byte] = Features.wide.rawValue }
    for byte in [0x3A, 0x2F, 0x40] { table[byte] = Features.address.rawValue }
    table[0x23] = Features.hash.rawValue
    table[0x5C] = Features.backslash.rawValue
    table[0x24] = Features.dollar.rawValue
    table[0x3B] = Features.semicolon.rawValue
    table[0x2D] = Features.dash.rawValue
    return table
  }()

  struct Line {
    /// Byte offsets of its content, and of the next line.
    let start: Int
    let end: Int
    let next: Int
    let features: Features
  }

  /// The line that starts at an offset before the end of the text.
  static func line(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Line {
    features.withUnsafeBufferPointer { table in
      var seen: UInt8 = 0
      var index = start
      while index < bytes.count {
        let byte = bytes[index]
        let feature = table[Int(byte)]
        if feature & Features.end.rawValue != 0 {
          let isPair = byte == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
          return Line(
            start: start, end: index, next: index + (isPair ? 2 : 1), features: Features(rawValue: seen))
        }
        if feature & Features.wide.rawValue != 0, let length = wideEnd(bytes, at: index) {
          return Line(start: start, end: index, next: index + length, features: Features(rawValue: seen))
        }
        seen |= feature
        index += 1
      }
      return Line(start: start, end: index, next: index, features: Features(rawValue: seen))
    }
  }

  /// Of a whole text, whatever ends lines in it.
  static func features(_ bytes: UnsafeBufferPointer<UInt8>) -> Features {
    Features(rawValue: bytes.reduce(0) { $0 | features[Int($1)] })
  }

  /// U+0085, U+2028, U+2029.
  private static func wideEnd(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
    func byte(_ offset: Int) -> UInt8 { index + offset < bytes.count ? bytes[index + offset] : 0 }
    switch (byte(0), byte(1), byte(2)) {
    case (0xC2, 0x85, _): return 2
    case (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9): return 3
    default: return nil
    }
  }

  /// Whether nothing but white space stands before a `#`.
  static func isComment(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = contentStart(bytes)
    return start < bytes.count && bytes[start] == 0x23
  }

  static func contentStart(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var scanner = Scanner(bytes)
    scanner.skipWhitespace()
    return scanner.index
  }

  /// The end of a line without its comment and trailing white space.
  static func contentEnd(_ bytes: UnsafeBufferPointer<UInt8>, hasHash: Bool = true) -> Int {
    var end = bytes.count
    var index = 0
    while hasHash, index < end {
      if bytes[index] == 0x23, index == 0 || spaceLength(bytes, before: index) > 0 {
        end = index
        break
      }
      index += 1
    }
    while true {
      let length = spaceLength(bytes, before: end)
      if length == 0 { return end }
      end -= length
    }
  }

  /// The length of the white space that ends at an offset; 0 where none does.
  static func spaceLength(_ bytes: UnsafeBufferPointer<UInt8>, before end: Int) -> Int {
    guard end > 0, end <= bytes.count else { return 0 }
    let byte = bytes[end - 1]
    if byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) || (byte >= 0x1C && byte <= 0x1F) { return 1 }
    guard byte & 0xC0 == 0x80 else { return 0 }
    for length in 2...3 where end >= length {
      if Scanner.wideSpace(bytes, at: end - length) == length { return length }
    }
    return 0
  }
}
