/// The inside of a Python string literal of one line (Python reference, 2.4.1).
///
/// Not supported: `\N{...}`, which needs the Unicode name table; refused as invalid.
enum PythonLiteral {
  /// nil where Python refuses the literal.
  static func string(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    guard bytes.contains(where: { $0 == 0x5C || $0 == 0x0A || $0 == 0x0D || $0 == 0 }) else {
      return String(decoding: bytes, as: UTF8.self)
    }
    var result = String.UnicodeScalarView()
    var plain: [UInt8] = []
    func flush() {
      result.append(contentsOf: String(decoding: plain, as: UTF8.self).unicodeScalars)
      plain.removeAll()
    }
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x0A || byte == 0x0D || byte == 0 { return nil }
      guard byte == 0x5C else {
        plain.append(byte)
        index += 1
        continue
      }
      flush()
      guard let (scalars, length) = escape(bytes, at: index + 1) else { return nil }
      result.append(contentsOf: scalars)
      index += 1 + length
    }
    flush()
    return String(result)
  }

  /// A literal that reads back as the text: between quotation marks as it is, where that does, else with escapes. A
  /// marker's grammar takes no escaped quotation mark, so that of a text with both kinds one is written as its number.
  static func quoted(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let hasDouble = bytes.contains(0x22)
    let hasBoth = hasDouble && bytes.contains(0x27)
    let isPlain = !hasBoth && bytes.withUnsafeBufferPointer { string($0)?.utf8.elementsEqual(bytes) == true }
    if isPlain { return hasDouble ? "'\(text)'" : "\"\(text)\"" }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\0": result += "\\x00"
      case "\"": result += "\\x22"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return "\"\(result)\""
  }

  /// What stands behind a backslash, and its length.
  private static func escape(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> ([Unicode.Scalar], Int)? {
    guard index < bytes.count else { return nil }
    switch bytes[index] {
    case 0x0A: return ([], 1)
    case 0x5C, 0x27, 0x22: return ([Unicode.Scalar(bytes[index])], 1)
    case 0x61: return (["\u{07}"], 1)
    case 0x62: return (["\u{08}"], 1)
    case 0x66: return (["\u{0C}"], 1)
    case 0x6E: return (["\n"], 1)
    case 0x72: return (["\r"], 1)
    case 0x74: return (["\t"], 1)
    case 0x76: return (["\u{0B}"], 1)
    case 0x78: return hexadecimal(bytes, at: index + 1, count: 2)
    case 0x75: return hexadecimal(bytes, at: index + 1, count: 4)
    case 0x55: return hexadecimal(bytes, at: index + 1, count: 8)
    case 0x4E, 0x0D: return nil
    case 0x30...0x37: return octal(bytes, at: index)
    default: return (["\\"], 0)
    }
  }

  private static func hexadecimal(
    _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, count: Int
  ) -> ([Unicode.Scalar], Int)? {
    guard start + count <= bytes.count else { return nil }
    let text = String(decoding: bytes[start..<start + count], as: UTF8.self)
    guard text.utf8.allSatisfy({ Scanner.isDigit($0) || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x66) }),
      let value = UInt32(text, radix: 16), let scalar = Unicode.Scalar(value)
    else { return nil }
    return ([scalar], count + 1)
  }

  private static func octal(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> ([Unicode.Scalar], Int)? {
    var value: UInt32 = 0
    var length = 0
    while length < 3, start + length < bytes.count, bytes[start + length] >= 0x30, bytes[start + length] <= 0x37 {
      value = value * 8 + UInt32(bytes[start + length] - 0x30)
      length += 1
    }
    return Unicode.Scalar(value).map { ([$0], length) }
  }
}
