/// Reads the grammar that stands at the head of `TemplateExpression`. Linear, and bounded in depth.
struct TemplateParser {
  static let depthLimit = 32

  private let bytes: [UInt8]
  private var index = 0
  private var depth = 0

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  private func isAt(_ first: UInt8, _ second: UInt8) -> Bool {
    index + 1 < bytes.count && bytes[index] == first && bytes[index + 1] == second
  }

  mutating func segments() -> [Template.Segment] {
    var found: [Template.Segment] = []
    var literalStart = 0
    /// `-` at a delimiter takes the blanks on its side of it away.
    func literal(_ range: Range<Int>, isTrimmedAfter: Bool) {
      let end =
        isTrimmedAfter ? range.upperBound - bytes[range].reversed().prefix(while: Self.isBlank).count : range.upperBound
      append(range.lowerBound..<end, to: &found)
    }
    while index < bytes.count {
      let isExpression = isAt(0x7B, 0x7B)
      guard isExpression || isAt(0x7B, 0x25) || isAt(0x7B, 0x23) else {
        index += 1
        continue
      }
      let start = index
      literal(literalStart..<start, isTrimmedAfter: start + 2 < bytes.count && bytes[start + 2] == 0x2D)
      if isExpression, let expression = delimitedExpression() {
        found.append(.expression(expression))
      } else {
        index = end(ofDelimitedFrom: start)
        found.append(.unsupported(text(start..<index)))
      }
      if index >= 3, bytes[index - 3] == 0x2D, index - 3 > start + 1 { skipBlanks() }
      literalStart = index
    }
    append(literalStart..<bytes.count, to: &found)
    return found
  }

  private func append(_ range: Range<Int>, to found: inout [Template.Segment]) {
    if !range.isEmpty { found.append(.literal(text(range))) }
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// Behind the `}}`, `%}` or `#}` that closes what opens at `start`; strings do not hide the end of a bad template.
  private func end(ofDelimitedFrom start: Int) -> Int {
    let closer: UInt8 = bytes[start + 1] == 0x7B ? 0x7D : bytes[start + 1]
    var at = start + 2
    while at + 1 < bytes.count {
      if bytes[at] == closer && bytes[at + 1] == 0x7D { return at + 2 }
      at += 1
    }
    return bytes.count
  }

  private mutating func delimitedExpression() -> TemplateExpression? {
    index += 2
    if current == 0x2D { index += 1 }
    guard let expression = expression() else { return nil }
    skipBlanks()
    if current == 0x2D { index += 1 }
    guard isAt(0x7D, 0x7D) else { return nil }
    index += 2
    return expression
  }

  private mutating func expression() -> TemplateExpression? {
    guard depth < Self.depthLimit else { return nil }
    depth += 1
    defer { depth -= 1 }
    guard let first = filtered() else { return nil }
    guard accept(0x7E) else { return first }
    var parts = [first]
    repeat {
      guard let next = filtered() else { return nil }
      parts.append(next)
    } while accept(0x7E)
    return .concatenation(parts)
  }

  private mutating func filtered() -> TemplateExpression? {
    guard var value = primary() else { return nil }
    while true {
      if accept(0x7C) {
        guard let next = filter(of: value) else { return nil }
        value = next
      } else if acceptWord("is") {
        guard case .name(let name) = value else { return nil }
        let isNegated = acceptWord("not")
        guard acceptWord("defined") else { return nil }
        value = .defined(name, isNegated: isNegated)
      } else {
        return value
      }
    }
  }

  private mutating func filter(of value: TemplateExpression) -> TemplateExpression? {
    switch name() {
    case "default", "d":
      guard accept(0x28), let other = expression(), let boolean = booleanArgument(), accept(0x29) else { return nil }
      return .fallback(value, to: other, boolean: boolean)
    case "ternary":
      guard accept(0x28), let yes = expression(), accept(0x2C), let no = expression(), accept(0x29) else { return nil }
      return .ternary(value, yes: yes, no: no)
    case "bool": return .truth(value)
    default: return nil
    }
  }

  /// Takes the word if it stands next.
  private mutating func acceptWord(_ word: StaticString) -> Bool {
    let start = index
    skipBlanks()
    let end = index + word.utf8CodeUnitCount
    let isHere =
      end <= bytes.count && (0..<word.utf8CodeUnitCount).allSatisfy { bytes[index + $0] == word.utf8Start[$0] }
      && (end == bytes.count || !Self.isNameByte(bytes[end]))
    index = isHere ? end : start
    return isHere
  }

  /// The second argument of `default`; false where there is none, nil where it is something else.
  private mutating func booleanArgument() -> Bool? {
    guard accept(0x2C) else { return false }
    guard var word = name() else { return nil }
    if word == "boolean" {
      guard accept(0x3D), let value = name() else { return nil }
      word = value
    }
    switch word {
    case "true", "True": return true
    case "false", "False": return false
    default: return nil
    }
  }

  private mutating func primary() -> TemplateExpression? {
    skipBlanks()
    guard let byte = current else { return nil }
    switch byte {
    case 0x27, 0x22: return string(closedBy: byte)
    case 0x28:
      index += 1
      guard let inner = expression(), accept(0x29) else { return nil }
      return inner
    case 0x5B:
      index += 1
      return accept(0x5D) ? .emptyList : nil
    case 0x30...0x39: return integer()
    default:
      guard let name = name() else { return nil }
      return name.utf8.count <= 6 && Self.reserved.contains(name) ? nil : .name(name)
    }
  }

  /// Words that are values or operators of Jinja, not variables: of six letters at most.
  private static let reserved: Set<String> = [
    "true", "false", "none", "True", "False", "None", "not", "and", "or", "if", "else", "is", "in", "omit", "lookup",
    "query", "q",
  ]

  /// A literal without a backslash. Which ones Ansible takes as they are differs between its releases.
  private mutating func string(closedBy quote: UInt8) -> TemplateExpression? {
    index += 1
    let start = index
    while let byte = current, byte != quote, byte != 0x5C { index += 1 }
    guard current == quote else { return nil }
    index += 1
    return .string(text(start..<(index - 1)))
  }

  private mutating func integer() -> TemplateExpression? {
    let start = index
    while let byte = current, byte >= 0x30, byte <= 0x39 { index += 1 }
    if let next = current, next == 0x2E || Self.isNameByte(next) { return nil }
    // Python has no decimal number that begins with zero.
    guard bytes[start] != 0x30 || index == start + 1 else { return nil }
    return .string(text(start..<index))
  }

  private mutating func name() -> String? {
    skipBlanks()
    let start = index
    while let byte = current, Self.isNameByte(byte) { index += 1 }
    guard index > start, !(bytes[start] >= 0x30 && bytes[start] <= 0x39) else { return nil }
    return text(start..<index)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: true
    default: false
    }
  }

  private mutating func accept(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard current == byte else { return false }
    index += 1
    return true
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

  private mutating func skipBlanks() {
    while let byte = current, Self.isBlank(byte) { index += 1 }
  }
}
