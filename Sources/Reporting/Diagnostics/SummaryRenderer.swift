import Diagnostics

/// How many of each code, most severe first.
enum SummaryRenderer {
  static func render(_ diagnostics: [Diagnostic]) -> String {
    let byCode = Dictionary(grouping: diagnostics, by: \.code)
    let rows = byCode.sorted { a, b in
      let (left, right) = (worst(a.value), worst(b.value))
      return left != right ? left > right : a.key.rawValue < b.key.rawValue
    }
    var text = ""
    for (code, found) in rows {
      text += "\(found.count)\t\(worst(found).rawValue)[\(code.identifier)] \(code.name)\n"
    }
    return text + line(diagnostics) + "\n"
  }

  private static func worst(_ found: [Diagnostic]) -> Severity { found.map(\.severity).max() ?? .note }

  /// `2 errors, 1 warning, 0 notes`.
  static func line(_ diagnostics: [Diagnostic]) -> String {
    func count(_ severity: Severity) -> String {
      let number = diagnostics.count { $0.severity == severity }
      return "\(number) \(severity.rawValue)\(number == 1 ? "" : "s")"
    }
    return "\(count(.error)), \(count(.warning)), \(count(.note))"
  }
}
