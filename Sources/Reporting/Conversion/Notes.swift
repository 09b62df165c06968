import PythonPackaging
import TextFiles

/// Comments beside and above the values of a deployment, to carry them along when it is converted.
struct Notes {
  /// Comment lines without a blank one between them.
  struct Paragraph: Equatable {
    let comments: [Comment]
    /// It is at its file's head and not about what follows: a licence.
    var isHead = false

    var texts: [String] { comments.map(\.text) }
  }

  /// What the one comment of a line says.
  struct Comment: Equatable {
    let line: Int
    /// Empty for a blank line.
    let text: String
  }

  private let lines: [FileReference: [String]]

  init(_ files: [TextFile]) {
    lines = Dictionary(
      files.map { file in
        let lines = file.bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let texts = lines.map { String(decoding: $0, as: UTF8.self) }
        return (file.reference, file.reference.path.hasSuffix(".txt") ? texts : Self.withoutBlocks(texts))
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The same lines, with those of block scalars made text that is no comment.
  private static func withoutBlocks(_ lines: [String]) -> [String] {
    var block: Int?
    return lines.map { line in
      if let outside = block {
        if isBlank(line) || indent(line) > outside { return isBlank(line) ? line : blanks(indent(line)) + "x" }
        block = nil
      }
      if wholeComment(line) == nil, opensBlock(line) { block = indent(line) }
      return line
    }
  }

  /// `key: |-`, `- >`, `key: !unsafe |2`.
  private static func opensBlock(_ line: String) -> Bool {
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

  /// The comment behind the value on its line.
  func beside(_ place: Location) -> String? { line(Int(place.line), of: place.file).flatMap(Self.trailing) }

  /// The paragraphs of comment lines above the line of a value, blank lines between passed over; those above the keys
  /// that a value is the first member of count too, those that end a list before it do not.
  func above(_ place: Location) -> [Paragraph] {
    var found: [Comment] = []
    var number = Int(place.line) - 1
    var next = Int(place.line)
    var pending: [Int] = []
    var indent = line(next, of: place.file).map(Self.indent) ?? 0
    while let line = line(number, of: place.file) {
      let own = Self.indent(line)
      if Self.isCommentOrBlank(line) {
        pending.insert(number, at: 0)
      } else if Self.opens(line), own < indent, own > 0 || isContinued(place) {
        found.insert(contentsOf: texts(pending, of: place.file), at: 0)
        if let text = Self.trailing(line) { found.insert(Comment(line: number, text: text), at: 0) }
        (indent, next, pending) = (own, number, [])
      } else {
        break
      }
      number -= 1
    }
    let ending = Set(self.ending(pending, after: number, before: next, of: place.file))
    found.insert(contentsOf: texts(pending.filter { !ending.contains($0) }, of: place.file), at: 0)
    let paragraphs = found.split(whereSeparator: \.text.isEmpty).map(Array.init)
    let isFirst = number == 0 || line(number, of: place.file).map { Self.trimmed($0[...]) } == "---"
    let isAdjacent = found.last?.text.isEmpty == false
    return paragraphs.enumerated().map { index, comments in
      let isApart = index < paragraphs.count - 1 || !isAdjacent || Self.isLicence(comments.map(\.text))
      return Paragraph(comments: comments, isHead: isFirst && isApart)
    }
  }

  /// Whether a paragraph right above a value is about its file all the same.
  private static func isLicence(_ texts: [String]) -> Bool {
    texts.contains { $0.hasPrefix("Copyright") || $0.hasPrefix("Licensed") || $0.holds("SPDX-License-Identifier") }
  }

  func topKey(_ key: String, of file: FileReference) -> Location? {
    let start = key + ":"
    guard let index = lines[file]?.firstIndex(where: { $0.hasPrefix(start) }) else { return nil }
    return Location(file: file, line: index + 1, column: 1)
  }

  /// What all comments of a text say, those that were joined behind one value each by itself too.
  static func texts(in text: String) -> Set<String> {
    let file = FileReference(root: -1, path: "")
    let all = Notes([TextFile(reference: file, bytes: Array(text.utf8))]).all(of: file).map(\.text)
    return Set(all).union(all.flatMap { $0.split(separator: ";").map { trimmed($0) } })
  }

  func all(of file: FileReference) -> [Comment] {
    (lines[file] ?? []).enumerated().compactMap { index, line in
      (Self.wholeComment(line) ?? Self.trailing(line)).flatMap { text in
        text.isEmpty ? nil : Comment(line: index + 1, text: text)
      }
    }
  }

  /// Whether a value stands below its key by itself: it is no entry, and no member of a mapping.
  private func isContinued(_ place: Location) -> Bool {
    guard let line = line(Int(place.line), of: place.file) else { return false }
    return !Self.isEntry(line) && !Self.trimmed(line[...]).holds(": ") && !Self.opens(line)
  }

  /// Every comment within the value that begins at a place, and at its end.
  func within(_ place: Location) -> [Comment] {
    guard let first = line(Int(place.line), of: place.file) else { return [] }
    let (isList, start) = (Self.isEntry(first), Self.indent(first))
    guard isList else { return [] }
    var found: [Comment] = []
    var number = Int(place.line)
    while let line = line(number, of: place.file) {
      let isPart = Self.indent(line) > start || (Self.indent(line) == start && Self.isEntry(line))
      guard Self.isCommentOrBlank(line) || isPart else { break }
      let text = Self.wholeComment(line) ?? (isPart ? Self.trailing(line) : nil)
      if isPart || text != nil { found.append(Comment(line: number, text: text ?? "")) }
      number += 1
    }
    // What stands behind the last entry is the list's only as far as it ends it.
    let last = found.last { entry in
      line(entry.line, of: place.file).map { !Self.isCommentOrBlank($0) } ?? false
    }
    let own = found.prefix { $0.line <= last?.line ?? Int(place.line) }
    return (own + below(place)).filter { !$0.text.isEmpty }
  }

  /// The comments from the last entry of a flow list over several lines to its bracket.
  private func behindFlow(_ place: Location) -> [Comment] {
    var found: [Comment] = []
    var number = Int(place.line) + 1
    if let first = line(number - 1, of: place.file), Self.trimmed(withoutComment(first)).hasSuffix("]") { return [] }
    while let line = line(number, of: place.file), number < Int(place.line) + 500 {
      let text = Self.trimmed(withoutComment(line))
      if let comment = Self.wholeComment(line) ?? (text.hasSuffix("]") ? Self.trailing(line) : nil) {
        found.append(Comment(line: number, text: comment))
      }
      if text.hasSuffix("]") { return found }
      // A key begins something else.
      if !line.hasPrefix(" "), !text.isEmpty { return [] }
      number += 1
    }
    return []
  }

  private func withoutComment(_ line: String) -> Substring {
    if Self.wholeComment(line) != nil { return "" }
    return Self.trailingStart(line).map { line[..<$0] } ?? line[...]
  }

  /// The comment lines that end the list, or the requirement file, in which an entry stands.
  func below(_ place: Location) -> [Comment] {
    let isFile = place.file.path.hasSuffix(".txt")
    guard isFile || line(Int(place.line), of: place.file).map(Self.isEntry) == true else { return behindFlow(place) }
    let dash = line(Int(place.line), of: place.file).map(Self.indent) ?? 0
    var (last, number) = (Int(place.line), Int(place.line) + 1)
    var gap: [Int] = []
    while let line = line(number, of: place.file) {
      if Self.isCommentOrBlank(line) {
        gap.append(number)
      } else if isFile || Self.indent(line) > dash || (Self.indent(line) == dash && Self.isEntry(line)) {
        (last, gap) = (number, [])
      } else {
        break
      }
      number += 1
    }
    let own = isFile ? gap : ending(gap, after: last, before: number, of: place.file)
    return texts(own, of: place.file).filter { !$0.text.isEmpty }
  }

  /// Which of the lines between two others are about the list that ends before them: those as deep as its entries where
  /// what follows is not, and otherwise those right behind it, if a blank line follows or they are entries themselves.
  private func ending(_ gap: [Int], after last: Int, before next: Int, of file: FileReference) -> [Int] {
    guard let dash = dash(of: last, in: file) else { return [] }
    let following = line(next, of: file)
    let outside = following.map(Self.indent) ?? -1
    if let following, outside > dash || (outside == dash && Self.isEntry(following)) { return [] }
    let adjacent = gap.prefix { line($0, of: file).flatMap(Self.wholeComment) != nil }
    let isApart = following == nil || adjacent.count < gap.count
    let entries = gap.prefix { line($0, of: file).flatMap(Self.wholeComment)?.hasPrefix("- ") == true }
    let behind = isApart ? adjacent : entries
    return gap.filter { number in
      guard let line = line(number, of: file), Self.wholeComment(line) != nil else { return false }
      return behind.contains(number) || (Self.indent(line) >= dash && dash > outside)
    }
  }

  /// How deep the entry of a list stands whose last line this is; nil for any other line.
  private func dash(of number: Int, in file: FileReference) -> Int? {
    var number = number
    var least = Int.max
    while let line = line(number, of: file), least > 0 {
      if !Self.isCommentOrBlank(line) {
        let own = Self.indent(line)
        if own < least, Self.isEntry(line) { return own }
        least = min(least, own)
      }
      number -= 1
    }
    return nil
  }

  private func texts(_ numbers: [Int], of file: FileReference) -> [Comment] {
    numbers.map { Comment(line: $0, text: line($0, of: file).flatMap(Self.wholeComment) ?? "") }
  }

  /// Where the name of a variable stands whose first entry is at `place`; in the structured format the name is a path,
  /// and the last of its keys stands in the file.
  func key(of name: String, above place: Location) -> Location? {
    var number = Int(place.line)
    while let line = line(number, of: place.file) {
      if Self.isKey(line, of: name) { return Location(file: place.file, line: number, column: 1) }
      number -= 1
    }
    return nil
  }

  private static func isKey(_ line: String, of name: String) -> Bool {
    let text = trimmed(line[...])
    guard let colon = text.utf8.firstIndex(of: 0x3A) else { return false }
    let key = text[..<colon].drop { $0 == "\"" }.prefix { $0 != "\"" }
    return !key.isEmpty && (line.hasPrefix(" ") ? name.hasSuffix("." + key) : name == key)
  }

  private func line(_ number: Int, of file: FileReference) -> String? {
    guard let all = lines[file], number >= 1, number <= all.count else { return nil }
    return all[number - 1]
  }

  private static func indent(_ line: String) -> Int { line.utf8.prefix { $0 == 0x20 }.count }

  /// Whether the line is a key whose value begins below.
  private static func opens(_ line: String) -> Bool {
    let text = trimmed(trailingStart(line).map { line[..<$0] } ?? line[...])
    return text.hasSuffix(":") && !text.hasPrefix("-")
  }

  /// Whether an entry of a list in block style begins there.
  private static func isEntry(_ line: String) -> Bool {
    let text = line.drop { $0 == " " }
    return text.hasPrefix("- ") || text == "-"
  }

  private static func isBlank(_ line: String) -> Bool {
    line.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
  }

  private static func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }

  private static func isCommentOrBlank(_ line: String) -> Bool {
    let first = line.utf8.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }
    return first == nil || first == 0x23
  }

  private static func wholeComment(_ line: String) -> String? {
    let text = line.drop { $0 == " " || $0 == "\t" }
    guard text.hasPrefix("#") else { return nil }
    return trimmed(text.drop { $0 == "#" })
  }

  private static func trailing(_ line: String) -> String? {
    guard let start = trailingStart(line) else { return nil }
    let text = trimmed(line[start...].drop { $0 == "#" })
    return text.isEmpty ? nil : text
  }

  /// A `#` behind a blank, outside quotes.
  private static func trailingStart(_ line: String) -> String.Index? {
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
  private static func opensQuote(after byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x5B || byte == 0x7B || byte == 0x2C || byte == 0x09
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text.drop { $0 == " " || $0 == "\t" }
    while let last = text.unicodeScalars.last, last == " " || last == "\t" || last == "\r" { text = text.dropLast() }
    return String(text)
  }
}
