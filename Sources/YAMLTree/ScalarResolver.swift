/// PyYAML's implicit types (`yaml/resolver.py`) and their construction (`yaml/constructor.py`), on bytes.
///
///     bool      := yes | no | true | false | on | off          each in three spellings
///     null      := "" | "~" | null | Null | NULL
///     int       := [-+]?0b[01_]+ | [-+]?0[0-7_]+ | [-+]?(0|[1-9][0-9_]*) | [-+]?0x[0-9a-fA-F_]+
///                | [-+]?[1-9][0-9_]*(:[0-5]?[0-9])+
///     float     := [-+]?[0-9][0-9_]*\.[0-9_]*([eE][-+][0-9]+)? | \.[0-9][0-9_]*([eE][-+][0-9]+)?
///                | [-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\.[0-9_]* | [-+]?\.(inf|Inf|INF) | \.(nan|NaN|NAN)
///     timestamp := YYYY-MM-DD | YYYY-M?M-D?D ([Tt]|[ \t]+) h?h:mm:ss(\.f*)? ([ \t]*(Z|[-+]hh?(:mm)?))?
///
/// `=` and `<<` resolve to tags that the safe loader cannot construct.
enum ScalarResolver {
  /// The value of an unquoted scalar without a tag.
  static func resolve(_ text: String) -> YAMLValue {
    guard let first = text.utf8.first else { return .null }
    switch first {
    case 0x79, 0x59, 0x6E, 0x4E, 0x74, 0x54, 0x66, 0x46, 0x6F, 0x4F, 0x7E:
      if let flag = bool(text) { return .bool(flag) }
      return isNull(text) ? .null : .string(text)
    case 0x2B, 0x2D, 0x2E, 0x30...0x39: return number(text)
    case 0x3D where text == "=": return .invalid("could not determine a constructor for the tag `value`")
    case 0x3C where text == "<<": return .invalid("could not determine a constructor for the tag `merge`")
    default: return .string(text)
    }
  }

  private static func number(_ text: String) -> YAMLValue {
    let bytes = Array(text.utf8)
    if FloatSyntax.matches(bytes) { return FloatSyntax.value(bytes) }
    if IntSyntax.matches(bytes) { return IntSyntax.value(bytes) }
    if let stamp = Timestamp(bytes) { return stamp.value }
    return .string(text)
  }

  /// A scalar with an explicit core tag.
  static func construct(_ text: String, as tag: RawNode.Tag) -> YAMLValue {
    let bytes = Array(text.utf8)
    switch tag {
    case .null: return .null
    case .bool:
      return bool(asciiLowercased(text)).map { .bool($0) } ?? .invalid("`\(text)` is not a boolean")
    case .int: return IntSyntax.value(bytes)
    case .float: return FloatSyntax.value(bytes)
    case .merge: return .invalid("could not determine a constructor for the tag `merge`")
    case .value: return .invalid("could not determine a constructor for the tag `value`")
    case .timestamp: return Timestamp(bytes)?.value ?? .invalid("`\(text)` is not a timestamp")
    default: return .invalid("a scalar cannot have this tag")
    }
  }

  private static func asciiLowercased(_ text: String) -> String {
    String(decoding: text.utf8.map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 0x20 : $0 }, as: UTF8.self)
  }

  private static func bool(_ text: String) -> Bool? {
    switch text {
    case "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON": true
    case "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF": false
    default: nil
    }
  }

  private static func isNull(_ text: String) -> Bool {
    switch text {
    case "~", "null", "Null", "NULL": true
    default: false
    }
  }
}

/// A forward reader over a few bytes.
struct ByteCursor {
  let bytes: [UInt8]
  var index = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { index >= bytes.count }
  var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  mutating func accept(_ byte: UInt8) -> Bool {
    guard current == byte else { return false }
    index += 1
    return true
  }

  mutating func acceptSign() {
    if current == 0x2B || current == 0x2D { index += 1 }
  }

  /// How many bytes were taken.
  @discardableResult
  mutating func skip(while accepted: (UInt8) -> Bool) -> Int {
    let start = index
    while let byte = current, accepted(byte) { index += 1 }
    return index - start
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  static func isDigitOrLow(_ byte: UInt8) -> Bool { isDigit(byte) || byte == 0x5F }
}
