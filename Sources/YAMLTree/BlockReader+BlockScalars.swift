/// `|` and `>`, as `yaml_parser_scan_block_scalar` of libyaml reads them, without indentation digits.
extension BlockReader {
  private enum Chomping {
    case strip
    case clip
    case keep
  }

  mutating func blockScalar(below parent: Int) throws(Unusual) {
    let (firstLine, firstColumn) = (line, column)
    let isFolded = byte(index) == 0x3E
    index += 1
    var chomping = Chomping.clip
    if byte(index) == 0x2D { chomping = .strip }
    if byte(index) == 0x2B { chomping = .keep }
    if chomping != .clip { index += 1 }
    try endHeader()
    let own = extra.count
    var emptyLines = 0
    while byte(index) == 0x0A, index < count {
      emptyLines += 1
      nextLine()
    }
    skipBlanks()
    let width = column
    // An empty scalar, or lines of blanks that would count for the indentation.
    guard width > parent, index < count, byte(index) != 0x0A else { throw Unusual() }
    content(width: width, isFolded: isFolded, emptyLines: emptyLines, chomping)
    addScalar(from: count + own, to: count + extra.count, isPlain: false, line: firstLine, column: firstColumn)
    index = lineStart
    try findContent()
  }

  /// Only a comment may stand behind the indicators.
  private mutating func endHeader() throws(Unusual) {
    let start = index
    skipBlanks()
    if byte(index) == 0x23, index > start {
      while byte(index) != 0x0A { index += 1 }
    }
    guard byte(index) == 0x0A, index < count else { throw Unusual() }
    nextLine()
  }

  /// From the first byte of content to the start of the line that is none of it.
  private mutating func content(width: Int, isFolded: Bool, emptyLines: Int, _ chomping: Chomping) {
    var emptyLines = emptyLines
    var hasBreak = false
    var startedBlank = false
    while column == width, index < count {
      let startsBlank = byte(index) == 0x20
      if isFolded, hasBreak, !startedBlank, !startsBlank {
        if emptyLines == 0 { extra.append(0x20) }
      } else if hasBreak {
        extra.append(0x0A)
      }
      append(lineFeeds: emptyLines)
      emptyLines = 0
      startedBlank = startsBlank
      let start = index
      while byte(index) != 0x0A { index += 1 }
      append(start..<index)
      hasBreak = index < count
      nextLine()
      while true {
        while column < width, byte(index) == 0x20 { index += 1 }
        guard byte(index) == 0x0A, index < count else { break }
        emptyLines += 1
        nextLine()
      }
    }
    if hasBreak, chomping != .strip { extra.append(0x0A) }
    if chomping == .keep { append(lineFeeds: emptyLines) }
  }

  private mutating func append(lineFeeds number: Int) {
    for _ in 0..<max(0, number) { extra.append(0x0A) }
  }
}
