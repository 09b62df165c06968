import SourceCatalogue

/// Which variables of sources and venvs any text reads: wherever a name stands that is not the key of a definition and
/// not in a comment. Text, not Jinja: what is composed in filters, `when:` and `vars:` counts alike.
package struct NameUses {
  package private(set) var names: Set<String> = []
  /// Names that are tested with `is defined`: their absence is a choice.
  package private(set) var tested: Set<String> = []
  /// A suffix stands by itself (`item ~ '_git_repo'`): any name may be read.
  package private(set) var isDynamic = false

  package init() {}

  /// Inside names of source and venv variables, behind their first underscore.
  private static let marks: [[UInt8]] = [
    "git_", "upper_constraints_url", "developer_constraints", "venv_python_executable", "packages_to_symlink",
  ].map { Array($0.utf8) }

  /// One pass: megabytes of tasks and templates, of which almost no byte is an underscore before a mark.
  package mutating func add(_ bytes: [UInt8], isTemplate: Bool) {
    bytes.withUnsafeBufferPointer { text in
      var index = 0
      while index < text.count {
        guard text[index] == 0x5F, let mark = Self.mark(in: text, at: index + 1) else {
          index += 1
          continue
        }
        index = addName(around: index, until: index + 1 + mark, in: text, isTemplate: isTemplate)
      }
    }
  }

  /// The length of the mark that stands at an index.
  private static func mark(in text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
    guard index < text.count else { return nil }
    let first = text[index]
    for mark in marks where mark[0] == first && index + mark.count <= text.count {
      var length = 1
      while length < mark.count, text[index + length] == mark[length] { length += 1 }
      if length == mark.count { return length }
    }
    return nil
  }

  /// Takes the whole name around a mark; the index behind it.
  private mutating func addName(
    around index: Int, until markEnd: Int, in text: UnsafeBufferPointer<UInt8>, isTemplate: Bool
  ) -> Int {
    var start = index
    while start > 0, Self.isNameByte(text[start - 1]) { start -= 1 }
    var end = markEnd
    while end < text.count, Self.isNameByte(text[end]) { end += 1 }
    if Self.isDefinition(text, start, end) || (!isTemplate && Self.isComment(text, start)) { return end }
    let name = String(decoding: text[start..<end], as: UTF8.self)
    if SourceNaming.rules.contains(where: { $0.suffix == name }) { isDynamic = true }
    names.insert(name)
    if Self.isTested(text, end) { tested.insert(name) }
    return end
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte == 0x5F
  }

  private static func lineStart(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
    var start = index
    while start > 0, text[start - 1] != 0x0A { start -= 1 }
    return start
  }

  /// `name:` with nothing but blanks, a quote or the dash of a list before it.
  private static func isDefinition(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var after = end
    if after < text.count, text[after] == 0x22 || text[after] == 0x27 { after += 1 }
    guard after < text.count, text[after] == 0x3A else { return false }
    guard after + 1 >= text.count || [0x20, 0x0A, 0x0D].contains(text[after + 1]) else { return false }
    return text[lineStart(text, start)..<start].allSatisfy { [0x20, 0x2D, 0x22, 0x27].contains($0) }
  }

  /// Behind a `#` that starts the line or follows a blank outside quotes.
  private static func isComment(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    var quote: UInt8 = 0
    var before: UInt8 = 0x20
    for byte in text[lineStart(text, index)..<index] {
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == 0x23 && before == 0x20 {
        return true
      } else if byte == 0x22 || byte == 0x27 {
        quote = byte
      }
      before = byte
    }
    return false
  }

  private static func isTested(_ text: UnsafeBufferPointer<UInt8>, _ end: Int) -> Bool {
    text[end..<min(end + 20, text.count)].starts(with: " is defined".utf8)
      || text[end..<min(end + 20, text.count)].starts(with: " is not defined".utf8)
  }
}
