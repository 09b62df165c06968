import Diagnostics
import TextFiles

/// A requirement file as the old lookup read it: the first word of each line that is neither empty nor begins with `#`
/// (R1, R2).
struct LegacyRequirementFile: Sendable {
  /// A line and what was read of it.
  struct Line: Sendable {
    let word: String
    let whole: String
    let location: Location
  }

  private(set) var lines: [Line] = []
  /// Where the old lookup ended with an error.
  private(set) var fault: Diagnostic?

  init(_ text: TextFile) {
    guard String(validating: text.bytes, as: UTF8.self) != nil else {
      fault = .legacyAbort("the file is not UTF-8", at: Location(file: text.reference))
      return
    }
    for (number, line) in LegacyText.lines(of: text.bytes).enumerated() where !line.isEmpty && line.first != 0x23 {
      let location = Location(file: text.reference, line: number + 1)
      guard let word = line.split(maxSplits: 1, whereSeparator: LegacyText.isBlank).first else {
        fault = .legacyAbort("the line holds nothing but blanks", at: location)
        return
      }
      lines.append(
        Line(
          word: String(decoding: word, as: UTF8.self), whole: String(decoding: line, as: UTF8.self),
          location: location))
    }
  }
}
