/// The bytes of one file in memory, with positions.
package struct TextFile: Sendable {
  package let reference: FileReference
  package let bytes: [UInt8]

  package init(reference: FileReference, bytes: [UInt8]) {
    self.reference = reference
    self.bytes = bytes
  }

  /// The position of a byte offset. LF, CR and CRLF each end a line; a column is a code point. Linear in `offset`:
  /// for a finding, not for every node.
  package func location(ofByte offset: Int) -> Location {
    var line = 1
    var column = 1
    var index = 0
    let end = min(max(offset, 0), bytes.count)
    while index < end {
      let byte = bytes[index]
      if byte == 0x0A || (byte == 0x0D && !(index + 1 < bytes.count && bytes[index + 1] == 0x0A)) {
        line += 1
        column = 1
      } else if byte != 0x0D && byte & 0xC0 != 0x80 {
        column += 1
      }
      index += 1
    }
    return Location(file: reference, line: line, column: column)
  }

  /// The text of a line (from 1) without its end, or nil where the file has no such line. Invalid UTF-8 is repaired.
  package func line(_ number: Int) -> String? {
    guard number >= 1 else { return nil }
    var current = 1
    var start = 0
    var index = 0
    while index < bytes.count, current < number {
      if let next = endOfBreak(at: index) {
        current += 1
        start = next
        index = next
      } else {
        index += 1
      }
    }
    guard current == number else { return nil }
    var end = start
    while end < bytes.count, endOfBreak(at: end) == nil { end += 1 }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// The offset behind the line break that starts at `index`, if one does.
  private func endOfBreak(at index: Int) -> Int? {
    switch bytes[index] {
    case 0x0A: return index + 1
    case 0x0D: return index + 1 < bytes.count && bytes[index + 1] == 0x0A ? index + 2 : index + 1
    default: return nil
    }
  }
}
