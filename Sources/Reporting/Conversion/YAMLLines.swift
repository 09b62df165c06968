import TextFiles

/// Lines of a YAML document in block style, with comments.
struct YAMLLines {
  /// An entry of a list: the comment lines above it, the comment behind it, and those that end its list.
  struct Entry {
    let text: String
    var above: [String] = []
    var beside: String?
    var below: [String] = []

    var withoutAbove: Entry { Entry(text: text, beside: beside, below: below) }

    var isCommented: Bool { !above.isEmpty || beside != nil || !below.isEmpty }
  }

  private(set) var lines: [String] = []

  var text: String { lines.joined(separator: "\n") + "\n" }

  mutating func comment(_ text: String, indent: Int = 0) { comments([text], indent: indent) }

  /// Unless the comment that is being written has their words already: a document that is converted beside what it was
  /// made of says everything twice.
  mutating func comments(_ texts: [String], indent: Int = 0) {
    // A comment ends with its line, whatever a value may hold.
    let new = texts.flatMap(Self.commentLines).map { Self.blanks(indent) + "# " + $0 }
    let unsaid = new.filter { !Self.hasWords($0) || !isSaid($0) }
    if unsaid.contains(where: Self.hasWords) || !new.contains(where: Self.hasWords) { lines += unsaid }
  }

  /// A comment's text without what would end its line.
  private static func commentLines(_ text: String) -> [String] {
    text.unicodeScalars.split { [0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029].contains($0.value) }.map { part in
      String(String.UnicodeScalarView(part.filter { ($0.value >= 0x20 && !(0x7F...0x9F ~= $0.value)) || $0 == "\t" }))
    }
  }

  /// A comment behind a value, which is one line whatever it says.
  private static func behind(_ comment: String?) -> String {
    let text = commentLines(comment ?? "").map { $0.drop { $0 == " " } }.joined(separator: " ")
    return text.isEmpty ? "" : "  # " + text
  }

  /// Whether a key stands at the top of the document.
  func defines(_ key: String) -> Bool {
    let start = YAMLScalar.text(key) + ":"
    return lines.contains { $0.hasPrefix(start) }
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
    lines.append(Self.blanks(indent) + YAMLScalar.text(key) + ": " + value + Self.behind(beside))
  }

  /// The same with the comments above and behind the place that it comes from.
  mutating func raw(
    _ key: String, _ value: String, indent: Int, at place: Location, _ notes: inout CommentReader
  ) {
    comments(notes.above(place), indent: indent)
    raw(key, value, indent: indent, beside: notes.beside(place))
  }

  /// One entry a line; an empty list in brackets.
  mutating func list(_ key: String, _ entries: [Entry], indent: Int) {
    guard !entries.isEmpty else { return raw(key, "[]", indent: indent) }
    self.key(key, indent: indent)
    for entry in entries {
      for text in entry.above { comment(text, indent: indent + 2) }
      item(YAMLScalar.text(entry.text), indent: indent + 2, beside: entry.beside)
      for text in entry.below { comment(text, indent: indent + 2) }
    }
  }

  mutating func list(_ key: String, _ texts: [String], indent: Int) {
    list(key, texts.map { Entry(text: $0) }, indent: indent)
  }

  /// An entry of a list that is YAML already.
  mutating func item(_ value: String, indent: Int, beside: String? = nil) {
    lines.append(Self.blanks(indent) + "- " + value + Self.behind(beside))
  }

  /// Names in brackets on one line.
  mutating func names(_ key: String, _ names: [String], indent: Int, beside: String? = nil) {
    raw(key, "[" + names.map(YAMLScalar.text).joined(separator: ", ") + "]", indent: indent, beside: beside)
  }

  mutating func append(_ other: YAMLLines) { lines += other.lines }

  private static func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }
}
