import TextFiles

/// A fault in what the user wrote: a value, never thrown and never printed here.
package struct Diagnostic: Hashable, Sendable {
  /// Another place that has to do with the finding, and what it is.
  package struct Related: Hashable, Sendable {
    package let location: Location
    package let message: String

    package init(_ message: String, at location: Location) {
      self.message = message
      self.location = location
    }
  }

  package let code: DiagnosticCode
  package var severity: Severity
  /// Names the fault: lower case, one line, no final full stop, code between backticks.
  package let message: String
  package let location: Location?
  package let related: [Related]
  /// What to do about it.
  package let hint: String?

  package init(
    _ code: DiagnosticCode, _ message: String, at location: Location?, related: [Related] = [], hint: String? = nil,
    severity: Severity? = nil
  ) {
    self.code = code
    self.severity = severity ?? code.severity
    self.message = message
    self.location = location
    self.related = related
    self.hint = hint
  }
}

extension Diagnostic: Comparable {
  /// By place, then code, then message: the order of every report. What has no place comes first.
  package static func < (a: Diagnostic, b: Diagnostic) -> Bool {
    switch (a.location, b.location) {
    case (nil, .some): return true
    case (.some, nil): return false
    case (.some(let left), .some(let right)) where left != right: return left < right
    default: break
    }
    return a.code != b.code ? a.code.rawValue < b.code.rawValue : a.message < b.message
  }
}
