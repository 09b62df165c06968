import JSONText

/// Ansible tries JSON before YAML (`ansible.parsing.utils.yaml.from_yaml`): a file that is JSON has JSON's numbers,
/// and tabs between its tokens.
enum JSONDialect {
  /// Whether the text is one JSON document.
  static func holds(_ bytes: [UInt8], from start: Int) -> Bool {
    // A byte order mark is no JSON to Python.
    guard start == 0, let at = bytes.firstIndex(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }) else {
      return false
    }
    // Nearly every variable file begins with `---` or `#`, and none of those is looked at any further.
    let (first, second) = (bytes[at], at + 1 < bytes.count ? bytes[at + 1] : 0)
    switch first {
    case 0x2D where !ByteCursor.isDigit(second) && second != 0x49: return false
    case 0x7B, 0x5B, 0x22, 0x2D, 0x30...0x39, 0x74, 0x66, 0x6E, 0x49, 0x4E: break
    default: return false
    }
    if (try? JSONValue(parsing: bytes)) != nil { return true }
    // A word of Python's is the whole text or stands in a list or mapping.
    guard [0x7B, 0x5B, 0x2D, 0x49, 0x4E].contains(first) else { return false }
    let plain = withoutWords(bytes)
    return plain != bytes && (try? JSONValue(parsing: plain)) != nil
  }

  /// Digits for the words `NaN` and `Infinity`, which Python takes for numbers.
  private static func withoutWords(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(0x49) || bytes.contains(0x4E) else { return bytes }
    var result = bytes
    var isInText = false
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if isInText {
        if byte == 0x5C { index += 1 }
        if byte == 0x22 { isInText = false }
      } else if byte == 0x22 {
        isInText = true
      } else if let word = words.first(where: { bytes[index...].starts(with: $0) }) {
        for place in index..<index + word.count { result[place] = 0x31 }
        index += word.count - 1
      }
      index += 1
    }
    return result
  }

  private static let words: [[UInt8]] = [Array("NaN".utf8), Array("Infinity".utf8)]

  /// The same text with blanks for the tabs between tokens, which YAML does not take; every column stays.
  static func withoutTabs(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(0x09) else { return bytes }
    var result = bytes
    // JSON strings hold no raw tab, so every tab stands between tokens.
    for index in result.indices where result[index] == 0x09 { result[index] = 0x20 }
    return result
  }
}

extension JSONDialect {
  /// The same text with `\U0001F600` for `\uD83D\uDE00`: JSON writes a character beyond the first plane as two halves,
  /// which YAML refuses. What follows on the line moves two columns to the left for each.
  static func withoutSurrogates(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(0x5C) else { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      guard bytes[index] == 0x5C, index + 1 < bytes.count else {
        result.append(bytes[index])
        index += 1
        continue
      }
      if let high = half(bytes, at: index), high >= 0xD800, high < 0xDC00, let low = half(bytes, at: index + 6),
        low >= 0xDC00, low < 0xE000
      {
        let digits = String(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00), radix: 16)
        let zeros = String(repeating: "0", count: max(0, 8 - digits.utf8.count))
        result += "\\U\(zeros)\(digits)".utf8
        index += 12
      } else {
        result += bytes[index...(index + 1)]
        index += 2
      }
    }
    return result
  }

  /// The number in `\uXXXX`; nil where there is no such escape.
  private static func half(_ bytes: [UInt8], at index: Int) -> Int? {
    guard index + 6 <= bytes.count, bytes[index] == 0x5C, bytes[index + 1] == 0x75 else { return nil }
    return Int(String(decoding: bytes[(index + 2)..<(index + 6)], as: UTF8.self), radix: 16)
  }
}

extension EventReader {
  /// Unquoted scalars as JSON types them: `1e5` is a number there.
  mutating func retagAsJSON() {
    for index in nodes.indices where nodes[index].kind == .scalar && nodes[index].flags.contains(.plain) {
      let start = Int(nodes[index].start)
      let text = bytes[start..<start + Int(nodes[index].length)]
      guard let first = text.first, first == 0x2D || first == 0x49 || first == 0x4E || ByteCursor.isDigit(first) else {
        continue
      }
      let isFraction = text.contains { $0 == 0x2E || $0 | 0x20 == 0x65 || $0 == 0x49 || $0 == 0x4E }
      retag(index, as: isFraction ? .float : .int)
    }
  }
}
