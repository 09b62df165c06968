import JSONText

/// Ansible tries JSON before YAML (`ansible.parsing.utils.yaml.from_yaml`): a file that is JSON has JSON's numbers,
/// and tabs between its tokens.
enum JSONDialect {
  /// Whether the text is one JSON document.
  static func holds(_ bytes: [UInt8], from start: Int) -> Bool {
    // A byte order mark is no JSON to Python.
    guard start == 0, let first = bytes.first(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }) else {
      return false
    }
    switch first {
    case 0x7B, 0x5B, 0x22, 0x2D, 0x30...0x39, 0x74, 0x66, 0x6E: break
    default: return false
    }
    return (try? JSONValue(parsing: bytes)) != nil
  }

  /// The same text with blanks for the tabs between tokens, which YAML does not take; every column stays.
  static func withoutTabs(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(0x09) else { return bytes }
    var result = bytes
    // JSON strings hold no raw tab, so every tab stands between tokens.
    for index in result.indices where result[index] == 0x09 { result[index] = 0x20 }
    return result
  }
}

extension EventReader {
  /// Unquoted scalars as JSON types them: `1e5` is a number there.
  mutating func retagAsJSON() {
    for index in nodes.indices where nodes[index].kind == .scalar && nodes[index].flags.contains(.plain) {
      let start = Int(nodes[index].start)
      let text = bytes[start..<start + Int(nodes[index].length)]
      guard let first = text.first, first == 0x2D || ByteCursor.isDigit(first) else { continue }
      let isFraction = text.contains { $0 == 0x2E || $0 | 0x20 == 0x65 }
      retag(index, as: isFraction ? .float : .int)
    }
  }
}
