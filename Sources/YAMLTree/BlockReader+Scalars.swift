/// Scalars on one line, keys among them.
extension BlockReader {
  /// The key that starts here, up to its colon; nil where the line goes on without one.
  func key() throws(Unusual) -> Key? {
    switch byte(index) {
    case 0x22, 0x27: return try quotedKey(byte(index))
    case 0x5B, 0x7B, 0x7C, 0x3E: return nil
    default: break
    }
    guard isPlainStart else { throw Unusual() }
    var at = index
    while true {
      switch byte(at) {
      case 0x0A: return nil
      case 0x23 where byte(at - 1) == 0x20: return nil
      case 0x3A where byte(at + 1) == 0x20 || byte(at + 1) == 0x0A:
        guard at - index <= Self.keyLimit, byte(at - 1) != 0x20 else { throw Unusual() }
        return Key(start: index, end: at, colon: at, isPlain: true)
      default: at += 1
      }
    }
  }

  /// libyaml refuses keys of more than 1024 characters.
  static let keyLimit = 1000

  private func quotedKey(_ quote: UInt8) throws(Unusual) -> Key? {
    var at = index + 1
    while byte(at) != quote {
      // An escaped quote ends no text; such a text is read as a scalar, and as a key it is unusual.
      if byte(at) == 0x0A { throw Unusual() }
      if byte(at) == 0x5C, quote == 0x22 { at += 1 }
      at += 1
    }
    guard byte(at + 1) == 0x3A else { return nil }
    guard byte(at + 2) == 0x20 || byte(at + 2) == 0x0A, at - index <= Self.keyLimit else { throw Unusual() }
    for offset in index + 1..<at where byte(offset) == 0x5C && quote == 0x22 { throw Unusual() }
    return Key(start: index + 1, end: at, colon: at + 1, isPlain: false)
  }

  /// Whether a plain scalar can start here, as far as these are common.
  private var isPlainStart: Bool {
    switch byte(index) {
    case 0x2D: byte(index + 1) != 0x20 && byte(index + 1) != 0x0A
    // Indicators of YAML, and what none of its scalars starts with.
    case 0x0A, 0x20, 0x3F, 0x3A, 0x2C, 0x5B, 0x5D, 0x7B, 0x7D, 0x23, 0x26, 0x2A, 0x21, 0x7C, 0x3E, 0x27, 0x22, 0x25,
      0x40, 0x60:
      false
    default: true
    }
  }

  /// The scalar or flow collection that starts here, and the rest of its line; nothing of it may stand on the next.
  mutating func scalar(below parent: Int) throws(Unusual) {
    switch byte(index) {
    case 0x22: try doubleQuoted()
    case 0x27: try singleQuoted()
    case 0x5B, 0x7B: try flow()
    case 0x7C, 0x3E:
      try blockScalar(below: parent)
      guard indent <= parent else { throw Unusual() }
      return
    default: try plain()
    }
    try endLine()
    guard indent <= parent else { throw Unusual() }
  }

  private mutating func plain() throws(Unusual) {
    guard isPlainStart else { throw Unusual() }
    let start = index
    var end = start
    scan: while true {
      switch byte(index) {
      case 0x0A: break scan
      case 0x20:
        if byte(index + 1) == 0x23 { break scan }
        index += 1
        continue scan
      case 0x3A where byte(index + 1) == 0x20 || byte(index + 1) == 0x0A: throw Unusual()
      default: break
      }
      index += 1
      end = index
    }
    addScalar(from: start, to: end, isPlain: true, line: line, column: start - lineStart)
  }

  /// Between single quotes, where two stand for one.
  mutating func singleQuoted() throws(Unusual) {
    let column = self.column
    index += 1
    let start = index
    let own = extra.count
    var copied = start
    while true {
      switch byte(index) {
      case 0x0A: throw Unusual()
      case 0x27:
        guard byte(index + 1) == 0x27 else {
          addQuoted(from: start, copied: copied, own: own, column: column)
          return
        }
        append(copied..<index + 1)
        index += 2
        copied = index
      default: index += 1
      }
    }
  }

  /// Between double quotes, with the escapes that are common.
  mutating func doubleQuoted() throws(Unusual) {
    let column = self.column
    index += 1
    let start = index
    let own = extra.count
    var copied = start
    while true {
      switch byte(index) {
      case 0x0A: throw Unusual()
      case 0x22:
        addQuoted(from: start, copied: copied, own: own, column: column)
        return
      case 0x5C:
        append(copied..<index)
        extra.append(try escaped(byte(index + 1)))
        index += 2
        copied = index
      default: index += 1
      }
    }
  }

  private func escaped(_ letter: UInt8) throws(Unusual) -> UInt8 {
    switch letter {
    case 0x22, 0x5C: return letter
    case 0x6E: return 0x0A
    case 0x74: return 0x09
    case 0x72: return 0x0D
    default: throw Unusual()
    }
  }

  /// The scalar that ends at the quote here: a slice of the file where nothing in it was escaped.
  private mutating func addQuoted(from start: Int, copied: Int, own: Int, column: Int) {
    if copied == start {
      addScalar(from: start, to: index, isPlain: false, line: line, column: column)
    } else {
      append(copied..<index)
      addScalar(from: count + own, to: count + extra.count, isPlain: false, line: line, column: column)
    }
    index += 1
  }

  mutating func append(_ range: Range<Int>) {
    extra.append(contentsOf: slice(range))
  }
}
