/// PEP 508, with the tokens of `packaging._tokenizer`; WS is blanks and tabs:
///
///     requirement := WS? identifier WS? extras? WS? ("@" WS? url (WS marker?)? | versions WS? marker?) end
///     extras      := "[" WS? (identifier (WS? "," WS? identifier)*)? WS? "]"
///     versions    := "(" WS? list WS? ")" | list
///     list        := (specifier (WS? "," WS? specifier)* ","?)?
///     marker      := ";" expression WS?
///     identifier  := [A-Za-z0-9][A-Za-z0-9._-]* ending at a word boundary
///     url         := [^ \t]+
///     end         := the end, or a line feed before it
///
/// The markers' grammar stands in `RequirementParser+Marker.swift`.
struct RequirementParser {
  var scanner: Scanner
  var depth = 0
  /// What a requirement without a marker has instead.
  var otherMarker: Marker?
  /// A part of the text that is wrong by itself: told only where the whole is in order, as `packaging` does.
  private var deferred: ParseError?

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    scanner = Scanner(bytes)
  }

  mutating func wholeRequirement() throws(ParseError) -> Requirement {
    skipBlanks()
    guard let name = identifier() else {
      throw fault("Expected package name at the start of dependency specifier")
    }
    skipBlanks()
    let extras = try extras()
    skipBlanks()
    let isURL = scanner.accept(0x40)
    let requirement = isURL ? try located(name, extras) : try versioned(name, extras)
    guard isAtEnd else { throw fault("Expected end of dependency specifier") }
    if let deferred { throw deferred }
    return requirement
  }

  private mutating func located(_ name: String, _ extras: [String]) throws(ParseError) -> Requirement {
    skipBlanks()
    let start = scanner.index
    while let byte = scanner.current, byte != 0x20, byte != 0x09 { scanner.index += 1 }
    guard scanner.index > start else { throw fault("Expected URL after @") }
    let url = scanner.text(from: start, to: scanner.index)
    if isAtEnd { return Requirement(name: name, extras: extras, url: url, marker: otherMarker) }
    guard skipBlanks() else { throw fault("Expected whitespace after URL") }
    if isAtEnd { return Requirement(name: name, extras: extras, url: url, marker: otherMarker) }
    let marker = try requirementMarker(from: start, expected: "semicolon (after URL and whitespace)")
    return Requirement(name: name, extras: extras, url: url, marker: marker)
  }

  private mutating func versioned(_ name: String, _ extras: [String]) throws(ParseError) -> Requirement {
    let start = scanner.index
    let specifiers = try specifiers()
    skipBlanks()
    if isAtEnd { return Requirement(name: name, extras: extras, specifiers: specifiers, marker: otherMarker) }
    let expected =
      specifiers.isEmpty
      ? "semicolon (after name with no version specifier)"
      : "comma (within version specifier), semicolon (after version specifier)"
    let marker = try requirementMarker(from: start, expected: expected)
    return Requirement(name: name, extras: extras, specifiers: specifiers, marker: marker)
  }

  private mutating func requirementMarker(from start: Int, expected: String) throws(ParseError) -> Marker {
    guard scanner.accept(0x3B) else { throw fault("Expected \(expected) or end", from: start) }
    let marker = try marker()
    skipBlanks()
    return marker
  }

  // MARK: Parts

  private mutating func extras() throws(ParseError) -> [String] {
    let open = scanner.index
    guard scanner.accept(0x5B) else { return [] }
    skipBlanks()
    var found: [String] = []
    if let first = identifier() {
      found.append(first)
      while true {
        skipBlanks()
        if peekIdentifier() { throw fault("Expected comma between extra names") }
        guard scanner.accept(0x2C) else { break }
        skipBlanks()
        guard let next = identifier() else { throw fault("Expected extra name after comma") }
        found.append(next)
      }
    }
    skipBlanks()
    guard scanner.accept(0x5D) else {
      throw fault("Expected matching RIGHT_BRACKET for LEFT_BRACKET, after extras", from: open)
    }
    if found.count < 2 { return found }
    return Set(found).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private mutating func specifiers() throws(ParseError) -> SpecifierSet {
    let open = scanner.index
    let isEnclosed = scanner.accept(0x28)
    if isEnclosed { skipBlanks() }
    let found = try specifierList()
    if isEnclosed {
      skipBlanks()
      guard scanner.accept(0x29) else {
        throw fault("Expected matching RIGHT_PARENTHESIS for LEFT_PARENTHESIS, after version specifier", from: open)
      }
    }
    return found
  }

  private mutating func specifierList() throws(ParseError) -> SpecifierSet {
    // Nearly always one, which needs no array.
    var first: Specifier?
    var others: [Specifier] = []
    while true {
      let start = scanner.index
      guard let specifier = scanner.specifier() else { break }
      if specifier.operator == .arbitrary, scanner.holds(0x2C, from: start) {
        others += parts(of: specifier)
      } else if first == nil {
        first = specifier
      } else {
        others.append(specifier)
      }
      if scanner.current == 0x2E, scanner.peek(1) == 0x2A {
        throw ParseError(
          ".* suffix can only be used with `==` or `!=` operators", start: place(start), end: place(scanner.index) + 1)
      }
      if scanner.current == 0x2B, let next = scanner.peek(1), Scanner.isDigit(next) || (next >= 0x61 && next <= 0x7A) {
        throw fault("Local version label can only be used with `==` or `!=` operators", from: start)
      }
      skipBlanks()
      guard scanner.accept(0x2C) else { break }
      skipBlanks()
    }
    guard let first else { return SpecifierSet(others) }
    return others.isEmpty ? SpecifierSet(first) : SpecifierSet([first] + others)
  }

  /// `===` takes commas too; the set is split at commas afterwards, so each part must be a specifier.
  private mutating func parts(of specifier: Specifier) -> [Specifier] {
    if let parts = SpecifierSet(specifier.description) { return parts.specifiers }
    deferred = deferred ?? ParseError("Invalid specifier: `\(specifier)`", start: 0, end: 0, hasSpan: false)
    return []
  }

  // MARK: Tokens

  @discardableResult
  mutating func skipBlanks() -> Bool {
    let start = scanner.index
    while let byte = scanner.current, byte == 0x20 || byte == 0x09 { scanner.index += 1 }
    return scanner.index > start
  }

  var isAtEnd: Bool { scanner.isAtEnd }

  private func peekIdentifier() -> Bool {
    var copy = self
    return copy.identifier() != nil
  }

  mutating func identifier() -> String? {
    let start = scanner.index
    guard let first = scanner.current, Scanner.isAlphanumeric(first), !isWordBefore(start) else { return nil }
    var end = start + 1
    while end < scanner.bytes.count {
      let byte = scanner.bytes[end]
      guard Scanner.isAlphanumeric(byte) || Scanner.isSeparator(byte) else { break }
      end += 1
    }
    let isAtWord = end < scanner.bytes.count && (scanner.bytes[end] >= 0x80 || scanner.bytes[end] == 0x5F)
    if Scanner.isAlphanumeric(scanner.bytes[end - 1]), !isAtWord {
      scanner.index = end
      return scanner.text(from: start, to: end)
    }
    // Back to where a word ends, or starts.
    while end > start, isWordBefore(end) == isWordAt(end) { end -= 1 }
    guard end > start else { return nil }
    scanner.index = end
    return scanner.text(from: start, to: end)
  }

  /// Whether Python's `\w` matches the character that ends at an offset.
  func isWordBefore(_ offset: Int) -> Bool {
    guard offset > 0 else { return false }
    var start = offset - 1
    while start > 0, scanner.bytes[start] & 0xC0 == 0x80, offset - start < 4 { start -= 1 }
    return isWordAt(start)
  }

  func isWordAt(_ offset: Int) -> Bool {
    guard offset < scanner.bytes.count else { return false }
    let byte = scanner.bytes[offset]
    if byte < 0x80 { return Scanner.isAlphanumeric(byte) || byte == 0x5F }
    let end = min(offset + 4, scanner.bytes.count)
    guard let scalar = String(decoding: scanner.bytes[offset..<end], as: UTF8.self).unicodeScalars.first else {
      return false
    }
    return PythonIdentifier.isWord(scalar)
  }

  // MARK: Faults

  /// From `start`, or from here, to here.
  func fault(_ message: String, from start: Int? = nil) -> ParseError {
    ParseError(message, start: place(start ?? scanner.index), end: place(scanner.index))
  }

  /// A byte offset in code points.
  func place(_ offset: Int) -> Int {
    var count = 0
    for index in 0..<min(offset, scanner.bytes.count) where scanner.bytes[index] & 0xC0 != 0x80 { count += 1 }
    return count
  }
}
