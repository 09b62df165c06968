import SourceCatalogue

/// Texts as YAML scalars that every loader reads as text again.
enum YAMLScalar {
  /// Words that YAML 1.1 takes for something else than text.
  private static let words: Set<String> = [
    "y", "n", "yes", "no", "true", "false", "on", "off", "null", "none", "nan", "inf",
  ]

  /// Plain where the text begins with a letter and holds nothing that YAML gives a meaning to; else in double quotes.
  static func text(_ value: String) -> String { isPlain(value) ? value : quoted(value) }

  static func quoted(_ value: String) -> String {
    var text = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case "\r": text += "\\r"
      default: text += isPrintable(scalar) ? String(scalar) : escape(scalar.value)
      }
    }
    return text + "\""
  }

  /// A whole value on one line; nil where something in it is encrypted, which only Ansible can open.
  static func flow(_ value: VariableValue) -> String? {
    switch value.content {
    case .null: return "null"
    case .bool(let flag): return flag ? "true" : "false"
    // What YAML made of it, which another spelling would not tell.
    case .scalar(let text): return ["inf": ".inf", "-inf": "-.inf", "nan": ".nan"][text] ?? text
    case .string(let text): return value.isUnsafe ? "!unsafe " + quoted(text) : quoted(text)
    case .list(let entries):
      let texts = entries.compactMap(flow)
      return texts.count == entries.count ? "[" + texts.joined(separator: ", ") + "]" : nil
    case .mapping(let entries):
      let texts = entries.compactMap { entry in flow(entry.value).map { quoted(entry.key) + ": " + $0 } }
      return texts.count == entries.count ? "{" + texts.joined(separator: ", ") + "}" : nil
    case .opaque: return nil
    }
  }

  /// What YAML 1.1 allows unescaped, without the line breaks that a loader would fold.
  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }

  private static func escape(_ value: UInt32) -> String {
    let digits = String(value, radix: 16)
    let (letter, width) = value < 0x100 ? ("x", 2) : value < 0x10000 ? ("u", 4) : ("U", 8)
    return "\\" + letter + String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }

  private static func isPlain(_ value: String) -> Bool {
    guard let first = value.utf8.first, isLetter(first) || first == 0x5F else { return false }
    let isSafe = value.utf8.allSatisfy {
      isLetter($0) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F || $0 == 0x2F
    }
    return isSafe && !words.contains(value.lowercased())
  }

  private static func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }
}
