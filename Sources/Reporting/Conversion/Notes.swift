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

  func line(_ number: Int, of file: FileReference) -> String? {
    guard let all = lines[file], number >= 1, number <= all.count else { return nil }
    return all[number - 1]
  }
}
