/// Lines of a YAML document in block style, with comments.
struct YAMLLines {
  /// An entry of a list: the comment lines above it, and the comment behind it.
  struct Entry {
    let text: String
    var above: [String] = []
    var beside: String?
  }

  private(set) var lines: [String] = []

  var text: String { lines.joined(separator: "\n") + "\n" }

  mutating func comment(_ text: String, indent: Int = 0) { comments([text], indent: indent) }

  /// Unless the comment that is being written has their words already: a document that is converted beside what it was
  /// made of says everything twice.
  mutating func comments(_ texts: [String], indent: Int = 0) {
    // A comment ends with its line, whatever a value may hold.
    let new = texts.flatMap { $0.split(whereSeparator: \.isNewline) }.map { part in
      Self.blanks(indent) + "# " + String(part.unicodeScalars.filter { $0.value >= 0x20 || $0 == "\t" })
    }
    let words = new.filter(Self.hasWords)
    if words.isEmpty || !words.allSatisfy(isSaid) { lines += new }
  }

  /// A rule of dashes has none.
  private static func hasWords(_ line: String) -> Bool {
    line.utf8.contains { ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 >= 0x80 }
  }

  private func isSaid(_ line: String) -> Bool {
    for other in lines.reversed() {
      guard other.utf8.first(where: { $0 != 0x20 }) == 0x23 else { return false }
      if other == line { return true }
    }
    return false
  }

  /// Not behind another, and not behind the key that it would set apart from what it holds.
  mutating func blank() {
    guard let last = lines.last, !last.isEmpty, last.hasPrefix(" ") || !last.hasSuffix(":") else { return }
    lines.append("")
  }

  mutating func key(_ key: String, indent: Int) { lines.append(Self.blanks(indent) + YAMLScalar.text(key) + ":") }

  mutating func member(_ key: String, _ value: String, indent: Int, beside: String? = nil) {
    raw(key, YAMLScalar.text(value), indent: indent, beside: beside)
  }

  /// A value that is YAML already.
  mutating func raw(_ key: String, _ value: String, indent: Int, beside: String? = nil) {
    lines.append(Self.blanks(indent) + YAMLScalar.text(key) + ": " + value + (beside.map { "  # " + $0 } ?? ""))
  }

  /// One entry a line; an empty list in brackets.
  mutating func list(_ key: String, _ entries: [Entry], indent: Int) {
    guard !entries.isEmpty else { return raw(key, "[]", indent: indent) }
    self.key(key, indent: indent)
    for entry in entries {
      for text in entry.above { comment(text, indent: indent + 2) }
      let beside = entry.beside.map { "  # " + $0 } ?? ""
      lines.append(Self.blanks(indent + 2) + "- " + YAMLScalar.text(entry.text) + beside)
    }
  }

  mutating func list(_ key: String, _ texts: [String], indent: Int) {
    list(key, texts.map { Entry(text: $0) }, indent: indent)
  }

  /// An entry of a list that is YAML already.
  mutating func item(_ value: String, indent: Int) { lines.append(Self.blanks(indent) + "- " + value) }

  /// Names in brackets on one line.
  mutating func names(_ key: String, _ names: [String], indent: Int, beside: String? = nil) {
    raw(key, "[" + names.map(YAMLScalar.text).joined(separator: ", ") + "]", indent: indent, beside: beside)
  }

  mutating func append(_ other: YAMLLines) { lines += other.lines }

  private static func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }
}
