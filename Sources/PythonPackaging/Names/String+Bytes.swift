/// Searching by bytes: the standard library's own search of texts brings the regular-expression engine along, a third
/// of the library's size.
extension StringProtocol {
  /// The first place of a text, compared by bytes; nil where it does not stand.
  package func firstBytes(of other: StaticString) -> Range<Index>? {
    let length = other.utf8CodeUnitCount
    guard length > 0 else { return nil }
    let bytes = utf8
    var start = bytes.startIndex
    while start != bytes.endIndex {
      if bytes[start] == other.utf8Start[0] {
        var end = start
        var matched = 0
        while matched < length, end != bytes.endIndex, bytes[end] == other.utf8Start[matched] {
          end = bytes.index(after: end)
          matched += 1
        }
        if matched == length { return start..<end }
      }
      start = bytes.index(after: start)
    }
    return nil
  }

  package func holds(_ other: StaticString) -> Bool { firstBytes(of: other) != nil }
}

extension String {
  /// Equality as Python has it: by code points, not by what looks the same.
  func sameBytes(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }

  /// What stands before and behind the first of a byte; nil where it does not stand. ASCII only: a combining mark
  /// behind the character hides nothing from it.
  func cut(at byte: UInt8) -> (before: String, after: String)? {
    guard let place = utf8.firstIndex(of: byte) else { return nil }
    return (String(self[..<place]), String(self[utf8.index(after: place)...]))
  }

  /// The parts between an ASCII byte, empty ones too.
  func parts(at byte: UInt8) -> [String] {
    utf8.split(separator: byte, omittingEmptySubsequences: false).map { String(Substring($0)) }
  }

  func starts(withBytes prefix: String) -> Bool { utf8.starts(with: prefix.utf8) }
}

extension Sequence<UInt8> {
  /// Whether a text stands somewhere in it.
  func contains(_ text: String) -> Bool {
    let bytes = Array(self)
    let wanted = Array(text.utf8)
    guard bytes.count >= wanted.count else { return false }
    return (0...(bytes.count - wanted.count)).contains { bytes[$0..<($0 + wanted.count)].elementsEqual(wanted) }
  }
}

extension String {
  /// The same over memory in one piece, as nearly every text's is.
  package func holds(_ other: StaticString) -> Bool {
    let length = other.utf8CodeUnitCount
    guard length > 0 else { return false }
    let found = utf8.withContiguousStorageIfAvailable { bytes -> Bool in
      guard bytes.count >= length else { return false }
      for start in 0...bytes.count - length where bytes[start] == other.utf8Start[0] {
        var matched = 1
        while matched < length, bytes[start + matched] == other.utf8Start[matched] { matched += 1 }
        if matched == length { return true }
      }
      return false
    }
    return found ?? (firstBytes(of: other) != nil)
  }
}

extension String {
  /// Whether a byte stands in it. The loop has no other way out, so that it looks at many bytes at once.
  package func holds(byte: UInt8) -> Bool {
    utf8.withContiguousStorageIfAvailable { bytes in
      var found = false
      for other in bytes { found = other == byte || found }
      return found
    } ?? utf8.contains(byte)
  }
}
