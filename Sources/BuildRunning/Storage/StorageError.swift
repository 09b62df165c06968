import Glibc

/// A file operation that failed.
package struct StorageError: Error, Hashable, CustomStringConvertible {
  package let action: String
  package let path: String
  /// `errno`.
  package let code: Int32

  package init(_ action: String, _ path: String, _ code: Int32) {
    self.action = action
    self.path = path
    self.code = code
  }

  package var description: String { "cannot \(action) `\(path)`: \(String(cString: strerror(code)))" }
}
