/// Markers (PEP 508), with the tokens of `packaging._tokenizer`:
///
///     expression := atom (("and" | "or") atom)*
///     atom       := WS? ("(" WS? expression WS? ")" | operand WS? operator WS? operand) WS?
///     operand    := variable | "'" [^']* "'" | '"' [^"]* '"'       a Python string literal
///     operator   := "===" | "==" | "~=" | "!=" | "<=" | ">=" | "<" | ">" | "in" | "not" WS "in"
///
/// `os.name`, `sys.platform`, `platform.*` and `python_implementation` are old spellings.
extension RequirementParser {
  mutating func wholeMarker() throws(ParseError) -> Marker {
    let found = try marker()
    guard scanner.isAtEnd else { throw fault("Expected end of marker expression") }
    return found
  }

  mutating func marker() throws(ParseError) -> Marker { Marker(try expression()) }

  private mutating func expression() throws(ParseError) -> Marker.Expression {
    guard depth < Marker.depthLimit else { throw fault("Expected no more than \(Marker.depthLimit) parentheses") }
    depth += 1
    defer { depth -= 1 }
    let first = try atom()
    var elements = [first]
    var joints: [Marker.Joint] = []
    while let joint = joint() {
      joints.append(joint)
      elements.append(try atom())
    }
    if elements.count == 1 { return first }
    return .list(elements, joints)
  }

  private mutating func atom() throws(ParseError) -> Marker.Expression {
    skipBlanks()
    let open = scanner.index
    guard scanner.accept(0x28) else {
      let comparison = try comparison()
      skipBlanks()
      return .comparison(comparison)
    }
    skipBlanks()
    let inner = try expression()
    skipBlanks()
    guard scanner.accept(0x29) else {
      throw fault("Expected matching RIGHT_PARENTHESIS for LEFT_PARENTHESIS, after marker expression", from: open)
    }
    skipBlanks()
    return inner
  }

  private mutating func comparison() throws(ParseError) -> Marker.Comparison {
    let left = try operand()
    skipBlanks()
    let `operator` = try markerOperator()
    skipBlanks()
    let right = try operand()
    return Self.normalized(left, `operator`, right)
  }

  /// Names of extras and dependency groups are compared in canonical form (PEP 685, PEP 735).
  private static func normalized(
    _ left: Marker.Operand, _ op: Marker.Operator, _ right: Marker.Operand
  ) -> Marker.Comparison {
    switch (left, right) {
    case (.variable(.extra), .value(let name)):
      Marker.Comparison(left: left, operator: op, right: .value(PackageName.canonical(name)))
    case (.value(let name), .variable(.extra)):
      Marker.Comparison(left: .value(PackageName.canonical(name)), operator: op, right: right)
    case (.value(let name), .variable(let set)) where set.isSet:
      Marker.Comparison(left: .value(PackageName.canonical(name)), operator: op, right: right)
    default: Marker.Comparison(left: left, operator: op, right: right)
    }
  }

  // MARK: Tokens

  private mutating func joint() -> Marker.Joint? {
    if acceptKeyword("and") { return .and }
    return acceptKeyword("or") ? .or : nil
  }

  /// A word of ASCII lower-case letters between word boundaries.
  private mutating func acceptKeyword(_ word: StaticString) -> Bool {
    let start = scanner.index
    let end = start + word.utf8CodeUnitCount
    guard end <= scanner.bytes.count else { return false }
    for offset in 0..<word.utf8CodeUnitCount where scanner.bytes[start + offset] != word.utf8Start[offset] {
      return false
    }
    guard !isWordBefore(start), !isWordAt(end) else { return false }
    scanner.index = end
    return true
  }

  private mutating func markerOperator() throws(ParseError) -> Marker.Operator {
    if acceptKeyword("in") { return .isIn }
    if acceptKeyword("not") {
      guard skipBlanks() else { throw fault("Expected whitespace after 'not'") }
      guard acceptKeyword("in") else { throw fault("Expected 'in' after 'not'") }
      return .isNotIn
    }
    let operators: [(StaticString, Marker.Operator)] = [
      ("===", .arbitrary), ("==", .equal), ("~=", .compatible), ("!=", .notEqual), ("<=", .lessOrEqual),
      (">=", .greaterOrEqual), ("<", .less), (">", .greater),
    ]
    for (text, found) in operators where scanner.acceptWord(text) { return found }
    throw fault("Expected marker operator, one of <=, <, !=, ==, >=, >, ~=, ===, in, not in")
  }

  private mutating func operand() throws(ParseError) -> Marker.Operand {
    if let variable = variable() { return .variable(variable) }
    let start = scanner.index
    guard let quote = scanner.current, quote == 0x27 || quote == 0x22, let end = closing(quote, from: start + 1) else {
      throw fault("Expected a marker variable or quoted string")
    }
    scanner.index = end + 1
    let content = UnsafeBufferPointer(rebasing: scanner.bytes[(start + 1)..<end])
    guard let text = PythonLiteral.string(content) else { throw fault("Invalid quoted string", from: start) }
    return .value(text)
  }

  private func closing(_ quote: UInt8, from start: Int) -> Int? {
    var index = start
    while index < scanner.bytes.count, scanner.bytes[index] != quote { index += 1 }
    return index < scanner.bytes.count ? index : nil
  }

  private mutating func variable() -> Marker.Variable? {
    let start = scanner.index
    guard let first = scanner.current, first >= 0x61, first <= 0x7A, !isWordBefore(start) else { return nil }
    var end = start
    while end < scanner.bytes.count {
      let byte = scanner.bytes[end]
      guard (byte >= 0x61 && byte <= 0x7A) || byte == 0x5F || byte == 0x2E else { break }
      end += 1
    }
    // A name ends where a word does, and a dot ends one too: of `python_version.` the dot is left.
    while end > start {
      if !isWordAt(end), let found = Self.variables[scanner.text(from: start, to: end)] {
        scanner.index = end
        return found
      }
      end -= 1
      while end > start, scanner.bytes[end] != 0x2E { end -= 1 }
    }
    return nil
  }

  private static let variables: [String: Marker.Variable] = {
    var names = Dictionary(uniqueKeysWithValues: Marker.Variable.allCases.map { ($0.rawValue, $0) })
    names["os.name"] = .osName
    names["sys.platform"] = .sysPlatform
    names["platform.version"] = .platformVersion
    names["platform.machine"] = .platformMachine
    names["platform.python_implementation"] = .platformPythonImplementation
    names["python_implementation"] = .platformPythonImplementation
    return names
  }()
}
