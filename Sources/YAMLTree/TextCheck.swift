/// The characters that YAML files may hold (YAML 1.1, 5.1): where libyaml refuses a file, this says whether a character
/// is why, and at which byte.
enum TextCheck {
  enum Fault {
    /// No UTF-8 at this byte.
    case invalidUTF8(offset: Int)
    case forbidden(scalar: UInt32, offset: Int)
  }

  static func firstFault(in bytes: [UInt8], from start: Int) -> Fault? {
    bytes.withUnsafeBufferPointer { buffer in
      var index = start
      while index < buffer.count {
        let byte = buffer[index]
        // Nearly every byte: printable ASCII, tab, line feed, carriage return.
        if byte >= 0x20 && byte < 0x7F || byte == 0x0A || byte == 0x0D || byte == 0x09 {
          index += 1
          continue
        }
        if byte < 0x80 { return .forbidden(scalar: UInt32(byte), offset: index) }
        guard let (scalar, length) = decode(buffer, at: index) else { return .invalidUTF8(offset: index) }
        if !isAllowed(scalar) { return .forbidden(scalar: scalar, offset: index) }
        index += length
      }
      return nil
    }
  }

  private static func isAllowed(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x85, 0xA0...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }

  /// RFC 3629: no overlong forms, no surrogates, nothing beyond U+10FFFF.
  private static func decode(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (UInt32, Int)? {
    let first = bytes[index]
    let length: Int
    let least: UInt32
    switch first {
    case 0xC2...0xDF: (length, least) = (2, 0x80)
    case 0xE0...0xEF: (length, least) = (3, 0x800)
    case 0xF0...0xF4: (length, least) = (4, 0x10000)
    default: return nil
    }
    guard index + length <= bytes.count else { return nil }
    var scalar = UInt32(first) & (0x7F >> UInt32(length))
    for offset in 1..<length {
      let byte = bytes[index + offset]
      guard byte & 0xC0 == 0x80 else { return nil }
      scalar = scalar << 6 | UInt32(byte & 0x3F)
    }
    guard scalar >= least, scalar <= 0x10FFFF, !(0xD800...0xDFFF).contains(scalar) else { return nil }
    return (scalar, length)
  }
}
