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
        "Paths whose findings are not reported, relative to their PATH: `?`, `*`, `**`; a name without `/` anywhere."),
      .init("baseline", .text(nil), "Baseline file, relative to this one, where `--baseline` is not given."),
    ], oneOf: [])

  /// nil for codes that are not to be reported.
  private var severities: [DiagnosticCode: Severity?] = [:]
  private var excluded: [Glob] = []
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

  /// The finding as the configuration wants it; nil where it is not to be reported.
  package func adjusted(_ diagnostic: Diagnostic) -> Diagnostic? {
    if let file = diagnostic.location?.file, excluded.contains(where: { $0.matches(file.path) }) { return nil }
    guard let wanted = severities[diagnostic.code] else { return diagnostic }
    guard let severity = wanted else { return nil }
    var adjusted = diagnostic
    adjusted.severity = severity
    return adjusted
  }
}
