/// `[...]` and `{...}` on one line: plain words, quoted texts and collections of these.
extension BlockReader {
  mutating func flow() throws(Unusual) {
    if byte(index) == 0x5B { try flowSequence() } else { try flowMapping() }
  }

  private mutating func flowSequence() throws(Unusual) {
    let node = try open(.sequence)
    index += 1
    skipBlanks()
    if byte(index) != 0x5D {
      repeat { try flowEntry() } while acceptComma()
    }
    guard byte(index) == 0x5D else { throw Unusual() }
    index += 1
    close(node)
  }

  private mutating func flowMapping() throws(Unusual) {
    let node = try openFlowMapping()
    index += 1
    skipBlanks()
    if byte(index) != 0x7D {
      repeat {
        skipBlanks()
        let start = index
        try flowScalar()
        guard byte(index) == 0x3A, byte(index + 1) == 0x20, index - start <= Self.keyLimit else { throw Unusual() }
        index += 1
        try flowEntry()
      } while acceptComma()
    }
    guard byte(index) == 0x7D else { throw Unusual() }
    index += 1
    close(node)
  }

  private mutating func acceptComma() -> Bool {
    guard byte(index) == 0x2C else { return false }
    index += 1
    return true
  }

  /// An entry with the blanks around it.
  private mutating func flowEntry() throws(Unusual) {
    skipBlanks()
    if byte(index) == 0x5B || byte(index) == 0x7B { try flow() } else { try flowScalar() }
    skipBlanks()
    guard byte(index) != 0x3A else { throw Unusual() }
  }

  private mutating func flowScalar() throws(Unusual) {
    switch byte(index) {
    case 0x22: try doubleQuoted()
    case 0x27: try singleQuoted()
    default: try flowWords()
    }
  }

  /// Words of letters, digits and `_ . / + -` with blanks between them.
  private mutating func flowWords() throws(Unusual) {
    let start = index
    guard Self.isWordByte(byte(index)), byte(index) != 0x2D || Self.isWordByte(byte(index + 1)) else { throw Unusual() }
    var end = index
    while true {
      if Self.isWordByte(byte(index)) {
        index += 1
        end = index
      } else if byte(index) == 0x20 {
        index += 1
      } else {
        break
      }
    }
    index = end
    addScalar(from: start, to: end, isPlain: true, line: line, column: start - lineStart)
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2E, 0x2F, 0x2B, 0x2D: true
    default: false
    }
  }
}
