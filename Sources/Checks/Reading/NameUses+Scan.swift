extension NameUses {
  /// One text that is looked through: what stands around a name in it.
  struct Scan {
    let text: UnsafeBufferPointer<UInt8>
    let kind: TextKind
    /// Made where the first name is found: most templates hold none.
    private var jinja: JinjaRanges?

    init(text: UnsafeBufferPointer<UInt8>, kind: TextKind) {
      self.text = text
      // A header may say that code stands between other signs.
      let isOther = kind == .template && text.starts(with: "#jinja2:".utf8)
      self.kind = isOther ? .script : kind
    }

    private var composing: ComposedName { ComposedName(text: text) }

    func holds(_ word: StaticString, at index: Int) -> Bool {
      index >= 0 && index + word.utf8CodeUnitCount <= text.count
        && text[index..<index + word.utf8CodeUnitCount].elementsEqual(
          UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }

    // MARK: Places that read nothing

    /// `name:` with nothing but blanks, a quote or the dash of a list before it, or behind the `{` or `,` of a mapping.
    func isDefinition(_ start: Int, _ end: Int) -> Bool {
      var after = end
      if after < text.count, text[after] == 0x22 || text[after] == 0x27 { after += 1 }
      guard after < text.count, text[after] == 0x3A else { return false }
      guard after + 1 >= text.count || [0x20, 0x0A, 0x0D].contains(text[after + 1]) else { return false }
      if text[lineStart(start)..<start].allSatisfy({ [0x20, 0x2D, 0x22, 0x27].contains($0) }) { return true }
      let isQuoted = composing.byte(start - 1) == 0x22 || composing.byte(start - 1) == 0x27
      let before = composing.byte(composing.skipBlanksBack(start - (isQuoted ? 2 : 1)))
      return kind != .script && kind != .template && (before == 0x7B || before == 0x2C)
    }

    mutating func isEvaluated(_ index: Int) -> Bool {
      guard kind == .template else { return !isComment(index) && !(kind != .script && isProse(index)) }
      let ranges = jinja ?? JinjaRanges(text)
      jinja = ranges
      return ranges.contains(index)
    }

    private func lineStart(_ index: Int) -> Int {
      var start = index
      while start > 0, text[start - 1] != 0x0A { start -= 1 }
      return start
    }

    /// Behind a `#` that starts the line or follows a blank outside quotes. A quote opens where a value may start: the
    /// one of `don't` is a letter.
    private func isComment(_ index: Int) -> Bool {
      var quote: UInt8 = 0
      var before: UInt8 = 0x20
      for byte in text[lineStart(index)..<index] {
        if quote != 0 {
          if byte == quote { quote = 0 }
        } else if byte == 0x23 && (before == 0x20 || before == 0x09) {
          return true
        } else if (byte == 0x22 || byte == 0x27) && !NameUses.isNameByte(before) {
          quote = byte
        }
        before = byte
      }
      return false
    }

    private static let prose: [[UInt8]] = ["name", "msg", "description", "short_description"].map { Array($0.utf8) }

    /// In a task's name or a message, outside the Jinja in it.
    private func isProse(_ index: Int) -> Bool {
      let start = lineStart(index)
      let line = text[start..<index].drop { $0 == 0x20 || $0 == 0x2D }
      guard let key = Self.prose.first(where: { line.starts(with: $0) }), line.dropFirst(key.count).first == 0x3A else {
        return false
      }
      var place = index - 1
      while place > start {
        if text[place] == 0x7D && text[place - 1] == 0x7D { return true }
        if text[place] == 0x7B && text[place - 1] == 0x7B { return false }
        place -= 1
      }
      return true
    }

    func isTested(_ end: Int) -> Bool { holds(" is defined", at: end) || holds(" is not defined", at: end) }

    // MARK: Names that are put together

    /// The patterns of a name that is one operand of several, has a place for a value beside it, or is a regular
    /// expression; none for a name that stands for itself.
    func composed(_ start: Int, _ end: Int) -> [String] {
      if let open = expressionStart(of: start) {
        let isAnchored = matcher(before: open)?.isAnchored ?? false
        return composing.chain(at: composing.chainStart(of: open), isExpression: true, isAnchored: isAnchored).patterns
      }
      if let pattern = composing.interpolated(start, end) { return [pattern] }
      if isJoined(start, end) {
        let found = composing.chain(at: composing.chainStart(of: start - 1), isExpression: false).patterns
        if !found.isEmpty { return found }
      }
      let name = String(decoding: text[start..<end], as: UTF8.self)
      // No variable begins or ends so: something else is put before or behind it.
      let (isOpenLeft, isOpenRight) = (text[start] == 0x5F, text[end - 1] == 0x5F)
      return isOpenLeft || isOpenRight ? [(isOpenLeft ? "*" : "") + name + (isOpenRight ? "*" : "")] : []
    }

    /// A literal beside an operator.
    private func isJoined(_ start: Int, _ end: Int) -> Bool {
      let quote = composing.byte(start - 1)
      guard quote == 0x22 || quote == 0x27, composing.byte(end) == quote else { return false }
      let before = composing.byte(composing.skipBlanksBack(start - 2))
      let after = composing.byte(composing.skipBlanks(end + 1))
      return [before, after].contains { $0 == 0x7E || $0 == 0x2B }
    }

    /// The opening quote of the literal around an index where a test or a lookup takes it for a regular expression.
    private func expressionStart(of index: Int) -> Int? {
      var open = index - 1
      while open > 0, index - open < 64, text[open] != 0x22, text[open] != 0x27, text[open] != 0x0A { open -= 1 }
      guard open >= 0, open < text.count, text[open] == 0x22 || text[open] == 0x27 else { return nil }
      return matcher(before: composing.chainStart(of: open)) == nil ? nil : open
    }

    private static let matchers: [(word: [UInt8], isAnchored: Bool)] = [
      ("match", true), ("fullmatch", true), ("search", false), ("regex", false), ("varnames", false),
      ("regex_search", false), ("regex_findall", false),
    ].map { (Array($0.0.utf8), $0.1) }

    /// The test or lookup whose argument starts at an index: `select('match', `, `is search(`.
    private func matcher(before argument: Int) -> (word: [UInt8], isAnchored: Bool)? {
      var index = composing.skipBlanksBack(argument - 1)
      guard composing.byte(index) == 0x2C || composing.byte(index) == 0x28 else { return nil }
      index = composing.skipBlanksBack(index - 1)
      if composing.byte(index) == 0x22 || composing.byte(index) == 0x27 { index -= 1 }
      var start = index
      while NameUses.isNameByte(composing.byte(start)) { start -= 1 }
      guard start < index, index < text.count else { return nil }
      let word = text[(start + 1)...index]
      return Self.matchers.first { word.elementsEqual($0.word) }
    }

    /// The patterns of the names that a look at `vars` by a value asks for, from the index behind that word.
    func indirect(behind index: Int) -> [String] {
      var index = index
      let isExpression = holds("names", at: index)
      if isExpression { index += 5 }
      switch composing.byte(index) {
      case 0x22, 0x27:
        let comma = composing.skipBlanks(index + 1)
        guard composing.byte(comma) == 0x2C else { return [] }
        return composing.arguments(at: comma + 1, isExpression: isExpression)
      case 0x5B:
        let first = composing.chain(at: index + 1, isExpression: false)
        // The first index of `hostvars` is a host.
        guard holds("host", at: index - 8) else { return first.patterns }
        let next = first.end + 1
        if composing.byte(next) == 0x5B { return composing.chain(at: next + 1, isExpression: false).patterns }
        return holds(".get(", at: next) ? composing.chain(at: next + 5, isExpression: false).patterns : []
      default: return holds(".get(", at: index) ? composing.chain(at: index + 5, isExpression: false).patterns : []
      }
    }
  }
}
