/// Where a template holds code: between `{{` and `}}`, `{%` and `%}`. The rest is text that nothing evaluates.
struct JinjaRanges {
  /// In order, none touching another.
  private(set) var ranges: [Range<Int>] = []

  /// As Jinja's lexer: quotes and braces inside code hide its end.
  init(_ text: UnsafeBufferPointer<UInt8>) {
    var index = 0
    while index + 1 < text.count {
      guard text[index] == 0x7B, [0x7B, 0x25, 0x23].contains(text[index + 1]) else {
        index += 1
        continue
      }
      let kind = text[index + 1]
      let start = index + 2
      let end = kind == 0x23 ? Self.commentEnd(text, start) : Self.codeEnd(text, start, isExpression: kind == 0x7B)
      if kind != 0x23 { ranges.append(start..<end) }
      index = end
    }
  }

  func contains(_ index: Int) -> Bool {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].contains(index) { return true }
      if ranges[middle].lowerBound > index { high = middle } else { low = middle + 1 }
    }
    return false
  }

  private static func commentEnd(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var index = start
    while index + 1 < text.count, text[index] != 0x23 || text[index + 1] != 0x7D { index += 1 }
    return min(index + 2, text.count)
  }

  private static func codeEnd(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, isExpression: Bool) -> Int {
    var index = start
    var depth = 0
    while index < text.count {
      let next = index + 1 < text.count ? text[index + 1] : 0
      switch text[index] {
      case 0x22, 0x27:
        let quote = text[index]
        index += 1
        while index < text.count, text[index] != quote { index += text[index] == 0x5C ? 2 : 1 }
      case 0x25 where !isExpression && next == 0x7D && depth == 0: return index
      case 0x7D where isExpression && next == 0x7D && depth == 0: return index
      case 0x7B: depth += 1
      case 0x7D: depth -= 1
      default: break
      }
      index += 1
    }
    return text.count
  }
}
