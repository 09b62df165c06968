import ArgumentParser
import Diagnostics
import Glibc
import JSONText
import Reporting
import SourceCatalogue

/// `osa-sources explain NAME[.FIELD] PATH...` and `osa-sources explain OSA###`
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Say why a value is what it is, or what a diagnostic's code means.",
    usage: "osa-sources explain NAME[.FIELD] PATH...\n       osa-sources explain OSA112")

  @Argument(help: "A source, a member of one (`nova.reference`), or a code.")
  var name: String

  @OptionGroup var deployment: DeploymentOptions

  @Option(help: "text or json.")
  var format = DataFormat.text

  func run() throws {
    if let code = DiagnosticCode(identifier: name) { return explain(code) }
    let catalogue = try deployment.catalogue()
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    let key = catalogue.sources[name] != nil ? name : parts.first ?? name
    guard let source = catalogue.sources[key] else {
      let suggestion = Spelling.suggestion(for: key, among: catalogue.sourceNames)
      throw Failure(
        "no source is called `\(TerminalText.escaped(key))`" + (suggestion.map { ", did you mean `\($0)`?" } ?? ""))
    }
    switch format {
    case .json:
      var writer = JSONWriter(pretty: true)
      CatalogueDocument(catalogue, view: .sources, selected: [key]).write(to: &writer)
      Output.write(writer.bytes + [0x0A])
    case .text:
      let field = key == name ? nil : parts.dropFirst().first
      guard let text = ExplainText(style: Output.style(of: STDOUT_FILENO)).render(source, field: field) else {
        throw Failure("source `\(TerminalText.escaped(key))` has no `\(TerminalText.escaped(field ?? ""))`")
      }
      Output.write(text)
    }
  }

  private func explain(_ code: DiagnosticCode) {
    Output.write("\(code.identifier) \(code.name) (\(code.severity.rawValue))\n")
  }
}
