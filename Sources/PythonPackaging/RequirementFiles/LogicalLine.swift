/// A line as pip parses it: continuations joined, comment and blanks around it removed, environment variables replaced.
struct LogicalLine {
  /// UTF-8.
  var bytes: [UInt8]
  /// Where its bytes come from, in order; the first starts at 0.
  var pieces: [Piece]

  /// A run of bytes from one place of a file.
  struct Piece {
    var start: Int
    /// From 1.
    let line: Int
    /// From 1, in code points.
    var column: Int
    /// The value of a variable: its bytes all stand where the variable does.
    var isReplaced = false
  }

  /// Adds a line of the file; whether the next one belongs to it too. Backslashes around a line that goes on do not
  /// count, and a comment never goes on.
  mutating func join(_ line: UnsafeBufferPointer<UInt8>, line number: Int) -> Bool {
    let isComment = LineScanner.isComment(line)
    guard line.last == 0x5C, !isComment else {
      if isComment {
        // A comment behind other text needs white space in front.
        add([0x20], line: number, column: 1)
      }
      add(Array(line), line: number, column: 1)
      return false
    }
    let leading = line.prefix { $0 == 0x5C }.count
    let content = line[leading...]
    let trailing = content.reversed().prefix { $0 == 0x5C }.count
    add(Array(content.dropLast(trailing)), line: number, column: 1 + leading)
    return true
  }

  private mutating func add(_ text: [UInt8], line: Int, column: Int) {
    guard !text.isEmpty else { return }
    pieces.append(Piece(start: bytes.count, line: line, column: column))
    bytes += text
  }

  /// The place of a byte.
  func place(of offset: Int) -> (line: Int, column: Int) {
    guard let piece = pieces.last(where: { $0.start <= offset }) ?? pieces.first else { return (1, 1) }
    if piece.isReplaced { return (piece.line, piece.column) }
    return (piece.line, piece.column + CodePoints.count(bytes, from: piece.start, to: offset))
  }

  mutating func removeFirst(_ count: Int) {
    guard count > 0 else { return }
    let start = place(of: count)
    bytes.removeFirst(count)
    pieces = pieces.filter { $0.start > count }.map { piece in
      var piece = piece
      piece.start -= count
      return piece
    }
    if pieces.first?.start != 0 { pieces.insert(Piece(start: 0, line: start.line, column: start.column), at: 0) }
  }

  /// Comment and blanks around it go.
  mutating func strip() {
    let end = bytes.withUnsafeBufferPointer { LineScanner.contentEnd($0) }
    bytes.removeSubrange(end...)
    removeFirst(bytes.withUnsafeBufferPointer { LineScanner.contentStart($0) })
  }

  /// `${NAME}` of upper-case letters, digits and `_` becomes the variable's value; what is unset or empty stays. Names
  /// are those of the text as it was, and each replaces wherever it then stands.
  mutating func expand(_ variable: (String) -> String?) {
    for name in variableNames() {
      guard let value = variable(name), !value.isEmpty else { continue }
      replace(Array("${\(name)}".utf8), with: Array(value.utf8))
    }
  }

  private func variableNames() -> [String] {
    var names: [String] = []
    var index = 0
    while index + 3 < bytes.count {
      guard bytes[index] == 0x24, bytes[index + 1] == 0x7B else {
        index += 1
        continue
      }
      let name = bytes[(index + 2)...].prefix { byte in
        (byte >= 0x41 && byte <= 0x5A) || Scanner.isDigit(byte) || byte == 0x5F
      }
      if !name.isEmpty, name.endIndex < bytes.count, bytes[name.endIndex] == 0x7D {
        names.append(String(decoding: name, as: UTF8.self))
        index = name.endIndex
      }
      index += 1
    }
    return names
  }

  /// Longer lines than this do not grow any further.
  private static let lengthLimit = 1 << 20

  private mutating func replace(_ old: [UInt8], with new: [UInt8]) {
    var result = LogicalLine(bytes: [], pieces: [])
    var index = 0
    var copied = 0
    while index + old.count <= bytes.count {
      guard result.bytes.count < Self.lengthLimit, bytes[index..<(index + old.count)].elementsEqual(old) else {
        index += 1
        continue
      }
      result.append(self, copied..<index)
      let place = place(of: index)
      result.pieces.append(
        Piece(start: result.bytes.count, line: place.line, column: place.column, isReplaced: true))
      result.bytes += new
      index += old.count
      copied = index
    }
    result.append(self, copied..<bytes.count)
    self = result
  }

  /// A part of another line, with its places.
  mutating func append(_ other: LogicalLine, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    let start = bytes.count
    let first = other.place(of: range.lowerBound)
    let isReplaced = other.pieces.last { $0.start <= range.lowerBound }?.isReplaced ?? false
    pieces.append(Piece(start: start, line: first.line, column: first.column, isReplaced: isReplaced))
    for var piece in other.pieces where piece.start > range.lowerBound && piece.start < range.upperBound {
      piece.start += start - range.lowerBound
      pieces.append(piece)
    }
    bytes += other.bytes[range]
  }
}

/// Columns and spans count code points.
enum CodePoints {
  static func count(_ bytes: some Collection<UInt8>) -> Int {
    bytes.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
  }

  static func count(_ bytes: [UInt8], from start: Int, to end: Int) -> Int {
    let end = min(max(end, 0), bytes.count)
    return count(bytes[min(max(start, 0), end)..<end])
  }
}

extension CodePoints {
  /// The byte offset of a code point.
  static func offset(_ count: Int, in text: String) -> Int {
    let scalars = text.unicodeScalars
    let index = scalars.index(scalars.startIndex, offsetBy: max(0, count), limitedBy: scalars.endIndex)
    return text.utf8.distance(from: text.startIndex, to: index ?? text.endIndex)
  }
}
