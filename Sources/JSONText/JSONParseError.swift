/// Where and why a text is not JSON.
package struct JSONParseError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Byte offset, from 0.
  package let offset: Int
  /// From 1; columns in bytes.
  package let line: Int
  package let column: Int
  package let message: String

  package var description: String { "\(message) at line \(line), column \(column)" }
}
