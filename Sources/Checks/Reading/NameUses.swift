import SourceCatalogue

/// Which variables of sources and venvs any text reads: wherever a name stands that is not the key of a definition, not
/// in a comment and not in a name that only people read. Text, not Jinja: what is composed in filters, `when:` and `vars:`
/// counts alike.
package struct NameUses {
  /// What a file is, and so where in it a name is read.
  package enum TextKind: Sendable {
    /// YAML whose variables are in the catalogue.
    case variables
    /// YAML of tasks and plays: what they define is not.
    case tasks
    /// Text with Jinja in it: only that is evaluated.
    case template
    /// Anything else that is run.
    case script
  }

  package private(set) var names: Set<String> = []
  /// Names that are tested with `is defined`: their absence is a choice.
  package private(set) var tested: Set<String> = []
  /// Names that tasks and plays give a value: parameters of roles, `vars:`, facts.
  package private(set) var defined: Set<String> = []
  /// Names that are put together (`item ~ '_git_repo'`, `vars['nova_' + key]`), with `*` for what is not written down.
  package private(set) var patterns: Set<String> = []
  private var globs: [Glob] = []

  package init() {}

  /// Whether anything reads the variable, as far as texts show.
  package func reads(_ name: String) -> Bool { names.contains(name) || globs.contains { $0.matches(name) } }

  /// Inside names of source and venv variables, behind their first underscore.
  private static let marks: [[UInt8]] = [
    "git_", "upper_constraints_url", "developer_constraints", "venv_python_executable", "packages_to_symlink",
  ].map { Array($0.utf8) }

  /// One pass: megabytes of tasks and templates, of which almost no byte is an underscore before a mark.
  package mutating func add(_ bytes: [UInt8], as kind: TextKind) {
    bytes.withUnsafeBufferPointer { text in
      var scan = Scan(text: text, kind: kind)
      var index = 0
      while index < text.count {
        switch text[index] {
        case 0x5F:
          if let mark = Self.mark(in: text, at: index + 1) {
            index = addName(around: index, until: index + 1 + mark, &scan)
            continue
          }
        case 0x76: addComposed(at: index, &scan)
        default: break
        }
        index += 1
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

  static func isNameByte(_ byte: UInt8) -> Bool {
    (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte == 0x5F
  }

  /// Takes the whole name around a mark; the index behind it.
  private mutating func addName(around index: Int, until markEnd: Int, _ scan: inout Scan) -> Int {
    let text = scan.text
    var start = index
    while start > 0, Self.isNameByte(text[start - 1]) { start -= 1 }
    var end = markEnd
    while end < text.count, Self.isNameByte(text[end]) { end += 1 }
    guard !scan.isDefinition(start, end) else {
      if scan.kind == .tasks { defined.insert(String(decoding: text[start..<end], as: UTF8.self)) }
      return end
    }
    guard scan.isEvaluated(start) else { return end }
    let composed = scan.composed(start, end)
    guard composed.isEmpty else {
      for pattern in composed { add(pattern: pattern) }
      return end
    }
    let name = String(decoding: text[start..<end], as: UTF8.self)
    names.insert(name)
    if scan.isTested(end) { tested.insert(name) }
    return end
  }

  /// `lookup('vars', ...)`, `vars[...]`, `hostvars[...][...]` and their like at an index.
  private mutating func addComposed(at index: Int, _ scan: inout Scan) {
    guard scan.holds("vars", at: index) else { return }
    let found = scan.indirect(behind: index + 4)
    guard !found.isEmpty, scan.isEvaluated(index) else { return }
    for pattern in found { add(pattern: pattern) }
  }

  /// What is all unknown is chosen from names that stand somewhere else in full.
  private mutating func add(pattern: String) {
    guard pattern.utf8.contains(where: { $0 != 0x2A && $0 != 0x5F }) else { return }
    guard pattern.utf8.contains(0x2A) else {
      names.insert(pattern)
      return
    }
    if patterns.insert(pattern).inserted { globs.append(Glob(pattern)) }
  }
}
