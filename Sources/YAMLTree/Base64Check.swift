/// Base64 as Python's `base64.decodebytes` takes it: what is no digit is skipped, and the digits make whole groups.
enum Base64Check {
  /// The digits in whole groups; nil where Python refuses the text.
  static func canonical(_ text: String) -> String? {
    var digits: [UInt8] = []
    var missing = 0
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2F:
        digits.append(byte)
        missing = 4 - digits.count % 4
      case 0x3D where digits.count % 4 >= 2:
        missing -= 1
        if missing == 0 { return padded(digits) }
      case 0..<0x80: break
      default: return nil
      }
    }
    return digits.count % 4 == 0 ? padded(digits) : nil
  }

  private static func padded(_ digits: [UInt8]) -> String {
    let missing = (4 - digits.count % 4) % 4
    return String(decoding: digits + repeatElement(0x3D, count: missing), as: UTF8.self)
  }
}
