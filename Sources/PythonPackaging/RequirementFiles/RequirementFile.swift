/// What a requirement file and everything that it includes come to.
package struct RequirementFile: Sendable {
  /// Paths in the order in which they were first opened; a `Position` names them by index.
  package internal(set) var files: [String] = []
  /// In the order of the text, included files where their line stands.
  package internal(set) var entries: [Entry] = []
  /// What the lines without a requirement set.
  package internal(set) var options = Options()
  /// In the order of the text; at most one where reading stops at the first.
  package internal(set) var faults: [Fault] = []

  /// A place in one of the files; lines end as Python's `str.splitlines` has it.
  package struct Position: Hashable, Sendable {
    private let index: Int32
    private let lineNumber: Int32
    private let columnNumber: Int32

    /// Index into `files`.
    package var file: Int { Int(index) }
    /// From 1.
    package var line: Int { Int(lineNumber) }
    /// From 1, in code points.
    package var column: Int { Int(columnNumber) }

    package init(file: Int, line: Int, column: Int) {
      index = Int32(clamping: file)
      lineNumber = Int32(clamping: line)
      columnNumber = Int32(clamping: column)
    }
  }

  /// A digest that an archive must have.
  package struct Hash: Hashable, Sendable {
    /// `sha256`, `sha384` or `sha512`.
    package let algorithm: String
    package let digest: String
  }

  /// One setting for the build backend; a name may come more than once.
  package struct ConfigSetting: Hashable, Sendable {
    package let name: String
    package let value: String
  }

  /// The path of the file of a position.
  package func path(of position: Position) -> String {
    files.indices.contains(position.file) ? files[position.file] : ""
  }
}
