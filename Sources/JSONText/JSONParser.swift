/// RFC 8259:
///
///     value  := object | array | string | number | "true" | "false" | "null"
///     object := "{" (string ":" value ("," string ":" value)*)? "}"
///     array  := "[" (value ("," value)*)? "]"
///     number := "-"? ("0" | [1-9][0-9]*) ("." [0-9]+)? ([eE] [+-]? [0-9]+)?
///
/// Not accepted: NaN, comments, trailing commas, a byte order mark, invalid UTF-8, unpaired surrogates.
struct JSONParser {
  static let depthLimit = 128

  /// Whether a key that stands twice in an object is a fault.
  private let refusesTwice: Bool
  private let bytes: [UInt8]
  private var index = 0
  private var depth = 0

  init(_ bytes: [UInt8], refusesTwice: Bool = false) {
    self.bytes = bytes
    self.refusesTwice = refusesTwice
  }

  mutating func document() throws(JSONParseError) -> JSONValue {
    let value = try value()
    skipBlanks()
    guard index == bytes.count else { throw fault("more text after the document") }
    return value
  }

  private func fault(_ message: String, at offset: Int? = nil) -> JSONParseError {
    let offset = offset ?? index
    var line = 1
    var start = 0
    for (at, byte) in bytes.prefix(offset).enumerated() where byte == 0x0A {
      line += 1
      start = at + 1
    }
    return JSONParseError(offset: offset, line: line, column: offset - start + 1, message: message)
  }

  private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipBlanks() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
  }

  private mutating func value() throws(JSONParseError) -> JSONValue {
    skipBlanks()
    switch current {
    case 0x7B: return try nested { parser throws(JSONParseError) in try parser.object() }
    case 0x5B: return try nested { parser throws(JSONParseError) in try parser.array() }
    case 0x22: return .string(try string())
    case 0x74: return try word("true", .bool(true))
    case 0x66: return try word("false", .bool(false))
    case 0x6E: return try word("null", .null)
    case nil: throw fault("the text ends where a value should be")
    default: return try number()
    }
  }

  private mutating func nested(
    _ content: (inout JSONParser) throws(JSONParseError) -> JSONValue
  ) throws(JSONParseError) -> JSONValue {
    guard depth < Self.depthLimit else { throw fault("nested deeper than \(Self.depthLimit) levels") }
    depth += 1
    index += 1
    let value = try content(&self)
    depth -= 1
    return value
  }

  private mutating func object() throws(JSONParseError) -> JSONValue {
    var members: [(String, JSONValue)] = []
    var places: [[UInt8]: Int] = [:]
    skipBlanks()
    if accept(0x7D) { return .object([]) }
    repeat {
      skipBlanks()
      guard current == 0x22 else { throw fault("a key must be a string") }
      let start = index
      let key = try string()
      skipBlanks()
      guard accept(0x3A) else { throw fault("`:` is missing after a key") }
      let value = try value()
      if let known = places[Array(key.utf8)] {
        guard !refusesTwice else { throw fault("the key `\(key)` stands twice", at: start) }
        members[known].1 = value
      } else {
        places[Array(key.utf8)] = members.count
        members.append((key, value))
      }
      skipBlanks()
    } while accept(0x2C)
    guard accept(0x7D) else { throw fault("`,` or `}` is missing") }
    return .object(members)
  }

  private mutating func array() throws(JSONParseError) -> JSONValue {
    var values: [JSONValue] = []
    skipBlanks()
    if accept(0x5D) { return .array([]) }
    repeat {
      values.append(try value())
      skipBlanks()
    } while accept(0x2C)
    guard accept(0x5D) else { throw fault("`,` or `]` is missing") }
    return .array(values)
  }

  private mutating func accept(_ byte: UInt8) -> Bool {
    guard current == byte else { return false }
    index += 1
    return true
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONParseError) -> JSONValue {
    let end = index + word.utf8CodeUnitCount
    let matches = word.withUTF8Buffer { end <= bytes.count && bytes[index..<end].elementsEqual($0) }
    guard matches else { throw fault("no JSON value starts like this") }
    index = end
    return value
  }

  private mutating func number() throws(JSONParseError) -> JSONValue {
    let start = index
    _ = accept(0x2D)
    let first = current
    guard digits() > 0 else { throw fault("no JSON value starts like this", at: start) }
    if first == 0x30 && index - start > (bytes[start] == 0x2D ? 2 : 1) {
      throw fault("a number may not start with 0", at: start)
    }
    if accept(0x2E), digits() == 0 { throw fault("a digit must follow the point") }
    if let byte = current, byte | 0x20 == 0x65 {
      index += 1
      if !accept(0x2B) { _ = accept(0x2D) }
      if digits() == 0 { throw fault("a digit must follow the exponent's sign") }
    }
    return .number(String(decoding: bytes[start..<index], as: UTF8.self))
  }

  private mutating func digits() -> Int {
    let start = index
    while let byte = current, byte >= 0x30, byte <= 0x39 { index += 1 }
    return index - start
  }

  private mutating func string() throws(JSONParseError) -> String {
    let opening = index
    index += 1
    var start = index
    var content: [UInt8] = []
    while let byte = current {
      switch byte {
      case 0x22:
        content += bytes[start..<index]
        guard let text = String(validating: content, as: UTF8.self) else {
          throw fault("the string is not UTF-8", at: opening)
        }
        index += 1
        return text
      case 0x5C:
        content += bytes[start..<index]
        try escape(into: &content)
        start = index
      case 0..<0x20: throw fault("a control character must be escaped")
      default: index += 1
      }
    }
    throw fault("the string is not closed", at: opening)
  }

  private mutating func escape(into content: inout [UInt8]) throws(JSONParseError) {
    let start = index
    index += 1
    guard let byte = current else { throw fault("the text ends inside an escape", at: start) }
    index += 1
    switch byte {
    case 0x22, 0x5C, 0x2F: content.append(byte)
    case 0x62: content.append(0x08)
    case 0x66: content.append(0x0C)
    case 0x6E: content.append(0x0A)
    case 0x72: content.append(0x0D)
    case 0x74: content.append(0x09)
    case 0x75:
      let scalar = try scalar(from: start)
      content += Array(String(Character(scalar)).utf8)
    default: throw fault("unknown escape", at: start)
    }
  }

  /// `\uXXXX`, or a pair of them for what lies beyond the basic plane.
  private mutating func scalar(from start: Int) throws(JSONParseError) -> Unicode.Scalar {
    var value = try hexadecimal(from: start)
    if value >= 0xD800 && value < 0xDC00, accept(0x5C), accept(0x75) {
      let low = try hexadecimal(from: start)
      guard low >= 0xDC00 && low < 0xE000 else { throw fault("an unpaired surrogate", at: start) }
      value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(value) else { throw fault("an unpaired surrogate", at: start) }
    return scalar
  }

  private mutating func hexadecimal(from start: Int) throws(JSONParseError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = current, let digit = Self.hexadecimalDigit(byte) else {
        throw fault("four hexadecimal digits must follow `\\u`", at: start)
      }
      value = value << 4 | digit
      index += 1
    }
    return value
  }

  private static func hexadecimalDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte) - 0x30
    case 0x41...0x46: UInt32(byte) - 0x41 + 10
    case 0x61...0x66: UInt32(byte) - 0x61 + 10
    default: nil
    }
  }
}
