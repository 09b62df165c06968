import Diagnostics
import SourceCatalogue
import TextFiles
import YAMLTree

/// `.osa-sources.yml`: what is reported, and how much it matters.
package struct Configuration: Sendable {
  package static let fileName = ".osa-sources.yml"

  /// The one definition of its keys: the reader's and the published schema's.
  package static let shape = Shape.record(
    [
      .init(
        "severity", .map(.word(["ignore"] + Severity.allCases.map(\.rawValue))),
        "Severity by code (`OSA107: ignore`); `ignore` reports it no more."),
      .init(
        "exclude", .list(.text(nil)),
        "Paths whose findings are not reported, from this file's folder: `?`, `*`, `**`; a name without `/` anywhere."),
      .init("baseline", .text(nil), "Baseline file, relative to this one, where `--baseline` is not given."),
    ], oneOf: [])

  /// nil for codes that are not to be reported.
  private var severities: [DiagnosticCode: Severity?] = [:]
  private var excluded: [Glob] = []
  private var anchor: Anchor?
  package private(set) var baseline: String?
  /// What is wrong with the file.
  package private(set) var diagnostics: [Diagnostic] = []

  /// Nothing is changed.
  package init() {}

  package init(_ text: TextFile) {
    let reading = YAMLReader.read(text)
    diagnostics = reading.diagnostics
    guard let root = reading.document?.root, !root.isNull else { return }
    let value = VariableValue(root)
    var checking = ShapeChecking()
    checking.check(value, Self.shape, path: "")
    diagnostics += checking.diagnostics.map(Diagnostic.invalidConfiguration)
    for entry in value["severity"]?.entries ?? [] { setSeverity(entry) }
    anchor = Anchor(ofFile: text.reference.displayPath)
    excluded = (value["exclude"]?.list ?? []).compactMap { $0.text.map(Glob.init) }
    baseline = value["baseline"]?.text
  }

  private mutating func setSeverity(_ entry: VariableValue.Entry) {
    guard let code = DiagnosticCode(identifier: entry.key) else {
      return diagnostics.append(.unknownCode(entry.key, at: entry.keyLocation))
    }
    guard let word = entry.value.text else { return }
    if word == "ignore" {
      severities[code] = .some(nil)
    } else if let severity = Severity(rawValue: word) {
      severities[code] = severity
    }
  }

  /// The findings as the configuration wants them, without those that are not to be reported.
  package func adjusted(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    let files = excluded.isEmpty ? [] : diagnostics.compactMap(\.location?.file)
    let silent = Set((anchor?.paths(of: files) ?? [:]).filter { isExcluded($0.value) }.keys)
    return diagnostics.compactMap { diagnostic in
      if let file = diagnostic.location?.file, silent.contains(file) { return nil }
      return graded(diagnostic)
    }
  }

  private func isExcluded(_ path: String) -> Bool { excluded.contains { $0.matches(path) } }

  private func graded(_ diagnostic: Diagnostic) -> Diagnostic? {
    guard let wanted = severities[diagnostic.code] else { return diagnostic }
    guard let severity = wanted else { return nil }
    var adjusted = diagnostic
    adjusted.severity = severity
    return adjusted
  }
}
