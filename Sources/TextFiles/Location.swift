/// A place in a file: line and column count from 1, columns in Unicode code points.
package struct Location: Hashable, Sendable {
  package let file: FileReference
  package let line: Int32
  package let column: Int32

  package init(file: FileReference, line: Int32, column: Int32) {
    self.file = file
    self.line = line
    self.column = column
  }

  package init(file: FileReference, line: Int = 1, column: Int = 1) {
    self.init(file: file, line: Int32(clamping: line), column: Int32(clamping: column))
  }
}

extension Location {
  /// A whole line, to tell by what stands anywhere in it.
  package struct Line: Hashable, Sendable {
    package let file: FileReference
    package let number: Int32
  }

  package var wholeLine: Line { Line(file: file, number: line) }
}

extension Location: Comparable {
  package static func < (a: Location, b: Location) -> Bool {
    if a.file != b.file { return a.file < b.file }
    return a.line != b.line ? a.line < b.line : a.column < b.column
  }
}
