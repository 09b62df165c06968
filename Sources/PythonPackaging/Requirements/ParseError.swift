/// Why a text is not what it should be, and where: code points from 0, the end excluded, as `packaging` counts.
package struct ParseError: Error, Hashable, Sendable {
  package let message: String
  package let start: Int
  package let end: Int
  /// Where a part by itself is wrong and no place is told.
  package let hasSpan: Bool

  init(_ message: String, start: Int, end: Int, hasSpan: Bool = true) {
    self.message = message
    self.start = start
    self.end = max(start, end)
    self.hasSpan = hasSpan
  }
}
