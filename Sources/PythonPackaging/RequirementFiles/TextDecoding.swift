/// Bytes of a requirement file to UTF-8 (pip `req_file._decode_req_file`): a byte order mark decides; else a comment
/// among the first two lines that holds `coding: NAME` (PEP 263); else UTF-8.
///
/// Known encodings: UTF-8, UTF-16, UTF-32, ASCII, ISO 8859-1, ISO 8859-15 and Windows 1252. Another name is a fault.
enum TextDecoding {
  struct Fault: Error {
    let message: String
  }

  static func utf8(_ bytes: [UInt8]) throws(Fault) -> [UInt8] {
    if let found = marked(bytes) {
      let rest = Array(bytes[found.length...])
      // Behind a mark of the machine's own order Python's codec takes another, which then counts.
      let isNative = bytes.first == 0xFF
      if isNative, let again = marked(rest), again.length == found.length {
        return try decode(Array(rest[again.length...]), again.encoding)
      }
      return try decode(rest, found.encoding)
    }
    guard let name = declared(bytes) else { return try validated(bytes) }
    guard let encoding = Encoding(name: name) else { throw Fault(message: "in an unknown encoding, `\(name)`") }
    return try decode(bytes, encoding)
  }

  enum Encoding {
    case utf8, ascii, latin1, latin9, windows1252
    case utf16(bigEndian: Bool), utf32(bigEndian: Bool)

    /// A name as Python's codecs know it: in any case, with `-`, `_` or nothing between its parts.
    init?(name: String) {
      let letters = name.utf8.filter(Scanner.isAlphanumeric).map(Scanner.lowercased)
      switch String(decoding: letters, as: UTF8.self) {
      case "utf8", "u8", "utf", "utf8sig", "cp65001": self = .utf8
      case "ascii", "usascii", "646", "ansix341968": self = .ascii
      case "latin1", "iso88591", "latin", "l1", "cp819", "88591", "8859", "iso8859": self = .latin1
      case "latin9", "iso885915", "l9": self = .latin9
      case "cp1252", "windows1252", "1252": self = .windows1252
      case "utf16", "u16", "utf16le": self = .utf16(bigEndian: false)
      case "utf16be": self = .utf16(bigEndian: true)
      case "utf32", "u32", "utf32le": self = .utf32(bigEndian: false)
      case "utf32be": self = .utf32(bigEndian: true)
      default: return nil
      }
    }
  }

  /// The longer marks first: that of UTF-32 starts with that of UTF-16.
  private static func marked(_ bytes: [UInt8]) -> (encoding: Encoding, length: Int)? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) { return (.utf32(bigEndian: false), 4) }
    if bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return (.utf32(bigEndian: true), 4) }
    if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16(bigEndian: false), 2) }
    return bytes.starts(with: [0xFE, 0xFF]) ? (.utf16(bigEndian: true), 2) : nil
  }

  /// `coding[:=]\s*([-\w.]+)` in a line that starts with `#`.
  private static func declared(_ bytes: [UInt8]) -> String? {
    for line in bytes.split(separator: 0x0A, maxSplits: 2, omittingEmptySubsequences: false).prefix(2)
    where line.first == 0x23 {
      if let name = encodingName(in: line) { return name }
    }
    return nil
  }

  private static func encodingName(in line: ArraySlice<UInt8>) -> String? {
    let word = Array("coding".utf8)
    var start = line.startIndex
    while start + word.count < line.endIndex {
      defer { start += 1 }
      guard line[start..<(start + word.count)].elementsEqual(word) else { continue }
      var index = start + word.count
      guard line[index] == 0x3A || line[index] == 0x3D else { continue }
      index += 1
      while index < line.endIndex, line[index] == 0x20 || (line[index] >= 0x09 && line[index] <= 0x0D) { index += 1 }
      let name = line[index...].prefix { Scanner.isAlphanumeric($0) || Scanner.isSeparator($0) }
      if !name.isEmpty { return String(decoding: name, as: UTF8.self) }
    }
    return nil
  }

  private static func decode(_ bytes: [UInt8], _ encoding: Encoding) throws(Fault) -> [UInt8] {
    switch encoding {
    case .utf8: return try validated(bytes)
    case .ascii:
      guard bytes.allSatisfy({ $0 < 0x80 }) else { throw Fault(message: "not ASCII, as its first lines say") }
      return bytes
    case .latin1: return encoded(bytes.map { UInt32($0) })
    case .latin9: return encoded(bytes.map { latin9[$0] ?? UInt32($0) })
    case .windows1252:
      let scalars = bytes.map { $0 & 0xE0 == 0x80 ? windows1252[Int($0 & 0x1F)] : UInt32($0) }
      guard !scalars.contains(0xFFFD) else { throw Fault(message: "not Windows 1252, as its first lines say") }
      return encoded(scalars)
    case .utf16(let bigEndian): return try utf16(bytes, bigEndian)
    case .utf32(let bigEndian): return try utf32(bytes, bigEndian)
    }
  }

  private static func validated(_ bytes: [UInt8]) throws(Fault) -> [UInt8] {
    guard String(validating: bytes, as: UTF8.self) != nil else { throw Fault(message: "not UTF-8") }
    return bytes
  }

  private static func encoded(_ scalars: [UInt32]) -> [UInt8] {
    var text = String.UnicodeScalarView()
    for value in scalars { text.append(Unicode.Scalar(value) ?? "\u{FFFD}") }
    return Array(String(text).utf8)
  }

  private static func utf16(_ bytes: [UInt8], _ bigEndian: Bool) throws(Fault) -> [UInt8] {
    var units: [UInt16] = []
    for start in stride(from: 0, to: bytes.count - 1, by: 2) {
      let first = UInt16(bytes[start])
      let second = UInt16(bytes[start + 1])
      units.append(bigEndian ? first << 8 | second : second << 8 | first)
    }
    guard bytes.count % 2 == 0, let text = String(validating: units, as: UTF16.self) else {
      throw Fault(message: "not UTF-16, as its byte order mark says")
    }
    return Array(text.utf8)
  }

  private static func utf32(_ bytes: [UInt8], _ bigEndian: Bool) throws(Fault) -> [UInt8] {
    var text = String.UnicodeScalarView()
    var isValid = bytes.count % 4 == 0
    for start in stride(from: 0, to: bytes.count - 3, by: 4) {
      var value: UInt32 = 0
      for offset in 0..<4 { value = value << 8 | UInt32(bytes[bigEndian ? start + offset : start + 3 - offset]) }
      guard let scalar = Unicode.Scalar(value) else {
        isValid = false
        break
      }
      text.append(scalar)
    }
    guard isValid else { throw Fault(message: "not UTF-32, as its byte order mark says") }
    return Array(String(text).utf8)
  }

  private static let latin9: [UInt8: UInt32] = [
    0xA4: 0x20AC, 0xA6: 0x160, 0xA8: 0x161, 0xB4: 0x17D, 0xB8: 0x17E, 0xBC: 0x152, 0xBD: 0x153, 0xBE: 0x178,
  ]

  /// 0x80 to 0x9F; U+FFFD where nothing stands.
  private static let windows1252: [UInt32] = [
    0x20AC, 0xFFFD, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0xFFFD, 0x17D,
    0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153,
    0xFFFD, 0x17E, 0x178,
  ]
}
