import Diagnostics
import JSONText
import PythonPackaging
import TextFiles

/// Findings that are known and accepted for now: only others are reported. An entry is a code, a file and a message
/// with how often it occurs; no line, so that edits above a finding do not make it new.
package struct Baseline: Sendable {
  package struct Entry: Hashable, Sendable {
    package let code: String
    /// From the folder of the baseline file, whatever PATH it was found by.
    package let file: String
    package let message: String
  }

  /// How often each is accepted.
  package private(set) var counts: [Entry: Int] = [:]
  private let anchor: Anchor

  /// What a baseline file that is written to a folder holds.
  package init(_ diagnostics: [Diagnostic], anchor: Anchor) {
    self.anchor = anchor
    for entry in Self.entries(diagnostics, anchor) { counts[entry, default: 0] += 1 }
  }

  /// Why a file is no baseline.
  package struct Fault: Error {
    package let message: String
  }

  /// Reads `{"format": 1, "findings": [{"code": ..., "file": ..., "message": ..., "count": ...}]}`.
  package init(parsing bytes: [UInt8], anchor: Anchor) throws(Fault) {
    self.anchor = anchor
    let value: JSONValue
    do throws(JSONParseError) {
      value = try JSONValue(parsing: bytes)
    } catch {
      throw Fault(message: "it is not JSON: \(error.description)")
    }
    guard value["format"] == .number("1"), case .array(let findings)? = value["findings"] else {
      throw Fault(message: "it has no `findings` of format 1")
    }
    for finding in findings {
      guard case .string(let code)? = finding["code"], case .string(let file)? = finding["file"],
        case .string(let message)? = finding["message"], case .number(let count)? = finding["count"],
        let number = Int(count), number > 0
      else { throw Fault(message: "a finding lacks `code`, `file`, `message` or `count`") }
      counts[Entry(code: code, file: file, message: message), default: 0] += number
    }
  }

  /// The findings beyond those that are accepted; of equal ones the last are new.
  package func new(among diagnostics: [Diagnostic]) -> [Diagnostic] {
    var left = counts
    return zip(diagnostics, Self.entries(diagnostics, anchor)).filter { _, entry in
      guard let count = left[entry], count > 0 else { return true }
      left[entry] = count - 1
      return false
    }.map(\.0)
  }

  private static func entries(_ diagnostics: [Diagnostic], _ anchor: Anchor) -> [Entry] {
    let paths = anchor.paths(of: diagnostics.compactMap(\.location?.file))
    return diagnostics.map { diagnostic in
      Entry(
        code: diagnostic.code.identifier, file: diagnostic.location.flatMap { paths[$0.file] } ?? "",
        message: URLText.redacted(diagnostic.message))
    }
  }
}
