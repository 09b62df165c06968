/// Reads the part of YAML that nearly every variable file keeps to, several times as fast as libyaml does and to the
/// very same nodes; leaves every other file to libyaml, also each one that has a fault, so that what is wrong is said
/// in one place only (docs/decisions/0080).
///
///     file     := "---"? block                      ASCII without tabs, LF at line ends, one document
///     block    := mapping | sequence                each entry at the column of the first
///     mapping  := (key ":" value)+                  key: one line, plain or quoted, no blank before the colon
///     sequence := ("-" value)+                      also at the column of the key that holds it, also `- - a`
///     value    := nothing | scalar | "|" | ">" | flow | block on the lines below
///     scalar   := plain | '...' | "..."             on one line
///     flow     := "[" ... "]" | "{" ... "}"         on one line, of plain words and quoted texts
///
/// No anchors, aliases, tags, directives, `? ` keys, folded scalars, indentation digits.
struct BlockReader {
  /// The text holds something that is libyaml's to read or to refuse.
  struct Unusual: Error {}

  /// A key up to its colon.
  struct Key {
    let start: Int
    let end: Int
    let colon: Int
    let isPlain: Bool
  }

  private let text: UnsafeBufferPointer<UInt8>
  /// Of the byte to read next.
  var index = 0
  var lineStart = 0
  var line: Int32 = 1
  /// Blanks before the content at `index`, after a line was ended; -1 at the end of the text.
  var indent = -1
  private var depth = 0
  private(set) var nodes: [RawNode] = []
  private(set) var mappings: [Int32] = []
  private(set) var suspects: [Int32] = []
  /// Texts of scalars that are not slices of the file; they stand behind it.
  var extra: [UInt8] = []

  private init(_ text: UnsafeBufferPointer<UInt8>) {
    self.text = text
    nodes.reserveCapacity(text.count / 24)
  }

  /// What libyaml would make of the text, or nil where it has to be asked.
  static func read(_ bytes: [UInt8]) -> EventReader.Arena? {
    bytes.withUnsafeBufferPointer { text -> EventReader.Arena? in
      guard text.count < Int(Int32.max) / 2, isCommon(text) else { return nil }
      var reader = BlockReader(text)
      do throws(Unusual) { try reader.file() } catch { return nil }
      var arena = EventReader.Arena()
      arena.nodes = reader.nodes
      arena.bytes = reader.extra.isEmpty ? bytes : bytes + reader.extra
      arena.mappings = reader.mappings
      arena.suspects = reader.suspects
      return arena
    }
  }

  /// Whether there is nothing but printable ASCII and line feeds, so that a column is a byte.
  private static func isCommon(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    // Without a branch, so that many bytes are looked at at once.
    var unusual: UInt8 = 0
    for byte in text {
      let isOutside: UInt8 = byte &- 0x20 < 0x5F ? 0 : 1
      let isNoLineFeed: UInt8 = byte == 0x0A ? 0 : 1
      unusual |= isOutside & isNoLineFeed
    }
    return unusual == 0
  }

  // MARK: Lines

  /// The byte at an offset, a line feed behind the end.
  @inline(__always)
  func byte(_ offset: Int) -> UInt8 { offset >= 0 && offset < text.count ? text[offset] : 0x0A }

  var count: Int { text.count }

  func slice(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: text[range.clamped(to: 0..<text.count)])
  }

  var column: Int { index - lineStart }

  /// Goes to the next line that holds something; only blanks and a comment may stand on the rest of this one.
  mutating func endLine() throws(Unusual) {
    let start = index
    skipBlanks()
    if byte(index) == 0x23, index > start {
      skipLine()
    } else if byte(index) != 0x0A {
      throw Unusual()
    }
    nextLine()
    try findContent()
  }

  /// Goes to the start of the next line, or to the end of the text.
  mutating func nextLine() {
    if index < text.count {
      index += 1
      line &+= 1
    }
    lineStart = index
  }

  /// From the start of a line to the first byte that is neither blank nor comment.
  mutating func findContent() throws(Unusual) {
    while index < text.count {
      skipBlanks()
      switch byte(index) {
      case 0x0A: break
      case 0x23: skipLine()
      default:
        indent = column
        if indent == 0, isMarker(0x2D) || isMarker(0x2E) { throw Unusual() }
        return
      }
      nextLine()
    }
    indent = -1
  }

  private func isMarker(_ mark: UInt8) -> Bool {
    byte(index) == mark && byte(index + 1) == mark && byte(index + 2) == mark
  }

  @inline(__always)
  mutating func skipBlanks() { while byte(index) == 0x20 { index += 1 } }

  private mutating func skipLine() { while byte(index) != 0x0A { index += 1 } }

  // MARK: Collections

  private mutating func file() throws(Unusual) {
    do throws(Unusual) { try findContent() } catch {
      // The start of the document; what follows on its line is unusual.
      guard isMarker(0x2D), indent == 0 else { throw Unusual() }
      index += 3
      try endLine()
    }
    guard indent >= 0 else { throw Unusual() }
    if isDash {
      try sequence(at: indent)
    } else {
      guard let key = try key() else { throw Unusual() }
      try mapping(at: indent, first: key)
    }
    guard indent < 0 else { throw Unusual() }
  }

  /// Whether an entry of a sequence starts here.
  private var isDash: Bool { byte(index) == 0x2D && (byte(index + 1) == 0x20 || byte(index + 1) == 0x0A) }

  private mutating func mapping(at column: Int, first: Key) throws(Unusual) {
    let node = try open(.mapping)
    mappings.append(Int32(truncatingIfNeeded: node))
    var key = first
    while true {
      add(key)
      index = key.colon + 1
      try value(ofKeyAt: column)
      guard indent == column else { break }
      guard !isDash, let next = try self.key() else { throw Unusual() }
      key = next
    }
    guard indent < column else { throw Unusual() }
    close(node)
  }

  private mutating func value(ofKeyAt column: Int) throws(Unusual) {
    let (emptyLine, emptyColumn, emptyIndex) = (line, self.column, index)
    skipBlanks()
    guard isEndOfEntry(emptyIndex) else { return try scalar(below: column) }
    index = emptyIndex
    try endLine()
    if indent > column {
      try node(below: column)
    } else if indent == column, isDash {
      try sequence(at: column, isIndentless: true)
    } else {
      addEmpty(line: emptyLine, column: emptyColumn)
    }
  }

  /// Whether nothing but a comment follows; `start` is where the blanks began.
  private func isEndOfEntry(_ start: Int) -> Bool {
    byte(index) == 0x0A || (byte(index) == 0x23 && index > start)
  }

  private mutating func sequence(at column: Int, isIndentless: Bool = false) throws(Unusual) {
    let node = try open(.sequence)
    repeat {
      index += 1
      try entry(ofSequenceAt: column)
    } while indent == column && isDash
    guard indent < column || (isIndentless && indent == column) else { throw Unusual() }
    close(node)
  }

  private mutating func entry(ofSequenceAt column: Int) throws(Unusual) {
    let (emptyLine, emptyColumn, emptyIndex) = (line, self.column, index)
    skipBlanks()
    guard isEndOfEntry(emptyIndex) else { return try node(below: column) }
    index = emptyIndex
    try endLine()
    if indent > column {
      try node(below: column)
    } else {
      addEmpty(line: emptyLine, column: emptyColumn)
    }
  }

  /// A collection or a scalar that starts here.
  private mutating func node(below parent: Int) throws(Unusual) {
    let column = self.column
    if isDash {
      try sequence(at: column)
    } else if let key = try key() {
      try mapping(at: column, first: key)
    } else {
      try scalar(below: parent)
    }
  }

  // MARK: Nodes

  mutating func open(_ kind: RawNode.Kind) throws(Unusual) -> Int {
    guard depth < EventReader.depthLimit else { throw Unusual() }
    depth += 1
    nodes.append(
      RawNode(
        kind: kind, tag: .none, flags: [], line: line, column: Int32(truncatingIfNeeded: column + 1), start: 0,
        length: 0, end: 0))
    return nodes.count - 1
  }

  mutating func close(_ node: Int) {
    depth -= 1
    if node < nodes.count { nodes[node].end = Int32(truncatingIfNeeded: nodes.count) }
  }

  mutating func openFlowMapping() throws(Unusual) -> Int {
    let node = try open(.mapping)
    mappings.append(Int32(truncatingIfNeeded: node))
    return node
  }

  private mutating func add(_ key: Key) {
    let column = (key.isPlain ? key.start : key.start - 1) - lineStart
    addScalar(from: key.start, to: key.end, isPlain: key.isPlain, line: line, column: column)
  }

  private mutating func addEmpty(line: Int32, column: Int) {
    addScalar(from: 0, to: 0, isPlain: true, line: line, column: column)
  }

  /// A scalar whose text stands in the file or, from its length on, in `extra`.
  mutating func addScalar(from start: Int, to end: Int, isPlain: Bool, line: Int32, column: Int) {
    if isPlain, end > start, EventReader.mayBeRefused(startingWith: byte(start)) {
      suspects.append(Int32(truncatingIfNeeded: nodes.count))
    }
    nodes.append(
      RawNode(
        kind: .scalar, tag: isPlain ? .none : .text, flags: isPlain ? .plain : [], line: line,
        column: Int32(truncatingIfNeeded: column + 1), start: Int32(truncatingIfNeeded: start),
        length: Int32(truncatingIfNeeded: end - start), end: Int32(truncatingIfNeeded: nodes.count + 1)))
  }
}
