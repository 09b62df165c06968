/// What single lines of YAML are, as far as comments ask.
extension Notes {
  static func indent(_ line: String) -> Int { line.utf8.prefix { $0 == 0x20 }.count }

  /// Whether the line is a key whose value begins below.
  static func opens(_ line: String) -> Bool {
    let text = trimmed(trailingStart(line).map { line[..<$0] } ?? line[...])
    return text.hasSuffix(":") && !text.hasPrefix("-")
  }

  /// Whether an entry of a list in block style begins there.
  static func isEntry(_ line: String) -> Bool {
    let text = line.drop { $0 == " " }
    return text.hasPrefix("- ") || text == "-"
  }

  static func isBlank(_ line: String) -> Bool {
    line.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
  }

  static func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }

  static func isCommentOrBlank(_ line: String) -> Bool {
    let first = line.utf8.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }
    return first == nil || first == 0x23
  }

  static func wholeComment(_ line: String) -> String? {
    let text = line.drop { $0 == " " || $0 == "\t" }
    guard text.hasPrefix("#") else { return nil }
    return trimmed(text.drop { $0 == "#" })
  }

  static func trailing(_ line: String) -> String? {
    guard let start = trailingStart(line) else { return nil }
    let text = trimmed(line[start...].drop { $0 == "#" })
    return text.isEmpty ? nil : text
  }

  /// A `#` behind a blank, outside quotes.
  static func trailingStart(_ line: String) -> String.Index? {
    var quote: UInt8?
    var previous: UInt8 = 0x23
    let bytes = line.utf8
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if let open = quote {
        let next = bytes.index(after: index)
        if open == 0x22, byte == 0x5C, next < bytes.endIndex {
          index = next
        } else if byte == open, open == 0x27, next < bytes.endIndex, bytes[next] == open {
          index = next
        } else if byte == open {
          quote = nil
        }
      } else if (byte == 0x22 || byte == 0x27) && opensQuote(after: previous) {
        quote = byte
      } else if byte == 0x23, previous == 0x20 || previous == 0x09 {
        return index
      }
      previous = byte
      index = bytes.index(after: index)
    }
    return nil
  }

  /// Blank, `[`, `{` or `,`: elsewhere a quote is a part of plain text.
  static func opensQuote(after byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x5B || byte == 0x7B || byte == 0x2C || byte == 0x09
  }

  static func trimmed(_ text: Substring) -> String {
    var text = text.drop { $0 == " " || $0 == "\t" }
    while let last = text.unicodeScalars.last, last == " " || last == "\t" || last == "\r" { text = text.dropLast() }
    return String(text)
  }

  static func isKey(_ line: String, of name: String) -> Bool {
    let text = trimmed(line[...])
    guard let colon = text.utf8.firstIndex(of: 0x3A) else { return false }
    let key = text[..<colon].drop { $0 == "\"" }.prefix { $0 != "\"" }
    return !key.isEmpty && (line.hasPrefix(" ") ? name.hasSuffix("." + key) : name == key)
  }

  /// `key: |-`, `- >`, `key: !unsafe |2`.
  static func opensBlock(_ line: String) -> Bool {
    let text = trimmed(trailingStart(line).map { line[..<$0] } ?? line[...])
    guard let mark = text.utf8.lastIndex(where: { $0 == 0x7C || $0 == 0x3E }) else { return false }
    let before = text.utf8[..<mark]
    let header = text.utf8[text.utf8.index(after: mark)...]
    guard header.allSatisfy({ $0 == 0x2B || $0 == 0x2D || ($0 >= 0x30 && $0 <= 0x39) }), before.last == 0x20 else {
      return false
    }
    let opening = trimmed(text[..<mark])
    return opening.hasSuffix(":") || opening.hasSuffix("-")
      || opening.split(separator: " ").last?.hasPrefix("!") == true
  }
}
