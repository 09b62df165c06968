import PythonPackaging

/// Names of variables that are put together at run time, as patterns in which `*` stands for what is not written down.
///
///     chain   := operand (("~" | "+") operand)*
///     operand := literal | anything up to the next operator or the end of the argument, which is `*`
///     literal := quoted text; `{{ x }}`, `{}`, `%s` in it are `*`
///
/// Whatever else changes a literal - a filter, a method - makes it `*` too. Not followed: names joined from lists.
struct ComposedName {
  let text: UnsafeBufferPointer<UInt8>

  /// Longer expressions are not followed: no name is.
  private static let limit = 512

  /// The byte at an index, 0 outside.
  func byte(_ index: Int) -> UInt8 { text.indices.contains(index) ? text[index] : 0 }

  // MARK: Whole expressions

  /// The patterns of an expression that starts at an index, and where it ends.
  func chain(at start: Int, isExpression: Bool, isAnchored: Bool = false) -> (patterns: [String], end: Int) {
    var index = start
    var parts: [UInt8] = []
    var isName = true
    repeat {
      index = skipBlanks(index)
      if Self.isQuote(byte(index)) {
        let (literal, close) = literal(at: index)
        let end = operandEnd(from: close + 1)
        if isExpression {
          parts += literal
        } else if let pattern = keepsText(close + 1, end) ? Self.pattern(literal) : [0x2A] {
          parts += pattern
        } else {
          isName = false
        }
        index = end
      } else {
        parts += isExpression ? [0x2E, 0x2A] : [0x2A]
        index = operandEnd(from: index)
      }
      guard byte(index) == 0x7E || byte(index) == 0x2B else { break }
      index += 1
    } while index < text.count && index - start < Self.limit
    let patterns = isExpression ? NameExpression(parts).patterns(isAnchored: isAnchored) : isName ? [parts] : []
    return (patterns.map { String(decoding: $0, as: UTF8.self) }, index)
  }

  /// Where the expression starts whose operand starts at an index: to the left over operators and what they join.
  func chainStart(of operand: Int) -> Int {
    var start = operand
    while operand - start < Self.limit {
      let sign = skipBlanksBack(start - 1)
      guard byte(sign) == 0x7E || byte(sign) == 0x2B else { return start }
      let before = operandStart(endingAt: skipBlanksBack(sign - 1))
      guard before < sign else { return start }
      start = before
    }
    return start
  }

  /// The patterns of the arguments behind a function's comma, up to its closing parenthesis.
  func arguments(at start: Int, isExpression: Bool) -> [String] {
    var index = start
    var found: [String] = []
    while index < text.count, index - start < Self.limit {
      let (patterns, end) = chain(at: index, isExpression: isExpression)
      found += patterns
      guard byte(end) == 0x2C else { break }
      index = end + 1
    }
    return found
  }

  // MARK: Texts with places for values

  /// A name at a range inside a text, with the `{{ x }}`, `{}` and `%s` that touch it; nil where none does.
  func interpolated(_ start: Int, _ end: Int) -> String? {
    var (left, right) = (start, end)
    var pattern = Array(text[start..<end])
    if byte(left - 1) == 0x25, pattern.first == 0x73 || pattern.first == 0x64 {
      pattern[0] = 0x2A
      left = extend(&pattern, leftOf: left - 1)
    }
    while byte(left - 1) == 0x7D, byte(left - 2) != 0x25, let open = opening(before: left - 1) {
      pattern.insert(0x2A, at: 0)
      left = extend(&pattern, leftOf: open)
    }
    while let close = valueEnd(at: right), close - right < Self.limit {
      right = close
      pattern.append(0x2A)
      while NameUses.isNameByte(byte(right)) {
        pattern.append(byte(right))
        right += 1
      }
    }
    return pattern.contains(0x2A) ? String(decoding: pattern, as: UTF8.self) : nil
  }

  /// Takes the letters that stand before an index; the index of the first.
  private func extend(_ pattern: inout [UInt8], leftOf index: Int) -> Int {
    var left = index
    while NameUses.isNameByte(byte(left - 1)) {
      left -= 1
      pattern.insert(byte(left), at: 0)
    }
    return left
  }

  /// The end of a place for a value that starts at an index.
  private func valueEnd(at index: Int) -> Int? {
    if byte(index) == 0x25, byte(index + 1) == 0x73 || byte(index + 1) == 0x64 { return index + 2 }
    guard byte(index) == 0x7B, byte(index + 1) != 0x25, byte(index + 1) != 0x23 else { return nil }
    var depth = 0
    for place in index..<min(index + Self.limit, text.count) {
      if byte(place) == 0x7B { depth += 1 }
      if byte(place) == 0x7D { depth -= 1 }
      if depth == 0 { return place + 1 }
    }
    return nil
  }

  /// The brace that opens what a brace closes.
  private func opening(before close: Int) -> Int? {
    var depth = 0
    for place in stride(from: close, through: max(0, close - Self.limit), by: -1) {
      if byte(place) == 0x7D { depth += 1 }
      if byte(place) == 0x7B { depth -= 1 }
      if depth == 0 { return place }
    }
    return nil
  }

  /// A literal as a pattern; nil for a text that is no name.
  private static func pattern(_ literal: [UInt8]) -> [UInt8]? {
    literal.withUnsafeBufferPointer { bytes -> [UInt8]? in
      let whole = ComposedName(text: bytes)
      var found: [UInt8] = []
      var index = 0
      while index < bytes.count {
        if let end = whole.valueEnd(at: index) {
          found.append(0x2A)
          index = end
        } else {
          guard NameUses.isNameByte(bytes[index]) else { return nil }
          found.append(bytes[index])
          index += 1
        }
      }
      return found
    }
  }
}

// MARK: - Operands

extension ComposedName {
  private static func isQuote(_ byte: UInt8) -> Bool { byte == 0x22 || byte == 0x27 }

  /// White space, or the backslash that continues a line.
  private func isBlank(_ index: Int) -> Bool { [0x20, 0x09, 0x0A, 0x0D, 0x5C].contains(byte(index)) }

  func skipBlanks(_ index: Int) -> Int {
    var index = index
    while isBlank(index) { index += 1 }
    return index
  }

  func skipBlanksBack(_ index: Int) -> Int {
    var index = index
    while isBlank(index) { index -= 1 }
    return index
  }

  /// What stands between the quotes, and the index of the closing one.
  private func literal(at open: Int) -> (bytes: [UInt8], close: Int) {
    var index = open + 1
    let end = min(text.count, open + Self.limit)
    while index < end, text[index] != text[open] { index += 1 }
    // `\"` inside a double-quoted scalar.
    let last = index > open + 1 && byte(index - 1) == 0x5C ? index - 1 : index
    return (Array(text[min(open + 1, last)..<last]), index)
  }

  /// Whether what follows a literal leaves its text as it is, but for places that it fills.
  private func keepsText(_ from: Int, _ end: Int) -> Bool {
    let rest = String(decoding: text[min(from, end)..<end].drop { $0 == 0x20 || $0 == 0x0A }, as: UTF8.self)
    guard let first = rest.utf8.first, [0x7C, 0x2E, 0x5B].contains(first) else { return true }
    return rest.hasPrefix(".format(") || first == 0x7C && rest.holds("format(")
  }

  /// The next operator, or the end of the argument, behind an operand's start.
  private func operandEnd(from start: Int) -> Int {
    var depth = 0
    var index = start
    while index < text.count, index - start < Self.limit {
      let byte = text[index]
      switch byte {
      // The quote that closes a YAML scalar.
      case 0x22 where isLineEnd(index + 1), 0x27 where isLineEnd(index + 1): return index
      case 0x22, 0x27: index = literal(at: index).close
      case 0x28, 0x5B, 0x7B: depth += 1
      case 0x29, 0x5D, 0x7D:
        if depth == 0 { return index }
        depth -= 1
      case 0x2C, 0x7E, 0x2B: if depth == 0 { return index }
      case 0x0A:
        let next = self.byte(skipBlanks(index))
        if depth == 0 && next != 0x7E && next != 0x2B { return index }
      default: break
      }
      index += 1
    }
    return min(index, text.count)
  }

  private func isLineEnd(_ index: Int) -> Bool { index >= text.count || [0x0A, 0x0D].contains(byte(index)) }

  /// The start of the operand whose last byte stands at an index.
  private func operandStart(endingAt end: Int) -> Int {
    var index = end
    var depth = 0
    while index >= 0, end - index < Self.limit {
      let byte = byte(index)
      if Self.isQuote(byte),
        let open = stride(from: index - 1, through: max(0, index - Self.limit), by: -1)
          .first(where: { self.byte($0) == byte })
      {
        index = open - 1
        if depth == 0 { return open }
        continue
      }
      if [0x29, 0x5D].contains(byte) { depth += 1 }
      if [0x28, 0x5B].contains(byte) { depth -= 1 }
      let isInside = depth > 0 || NameUses.isNameByte(byte) || [0x2E, 0x28, 0x5B].contains(byte)
      if depth < 0 || !isInside { return index + 1 }
      index -= 1
    }
    return index + 1
  }
}
