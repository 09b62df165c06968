import ArgumentParser
import Checks
import Glibc
import JSONText
import Reporting

/// `osa-sources catalogue PATH...`
struct CatalogueCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "catalogue", abstract: "Print every source, venv and constraint layer of a deployment.")

  @OptionGroup var deployment: DeploymentOptions
  @OptionGroup var diagnosticOptions: DiagnosticOptions

  @Option(help: "text or json.")
  var format = DataFormat.text

  @Option(help: "Print only these sources and venvs.")
  var select: [String] = []

  func run() throws {
    let reading = try deployment.reading()
    var catalogue = reading.catalogue
    // The same findings as a lookup's.
    catalogue.diagnostics = CheckRegistry.runOnValues(in: CheckContext(reading, looksAtTexts: false))
    var selected: Set<String> = []
    for name in select {
      guard let key = catalogue.key(of: name) else {
        throw Failure("no source or venv is called `\(TerminalText.escaped(name))`")
      }
      selected.insert(key)
    }
    if !select.isEmpty { catalogue.diagnostics = catalogue.diagnostics(about: selected) }
    switch format {
    case .text: Output.write(CatalogueText(style: Output.style(of: STDOUT_FILENO)).render(catalogue))
    case .json:
      var writer = JSONWriter(pretty: true)
      CatalogueDocument(catalogue, selected: select.isEmpty ? nil : selected).write(to: &writer)
      Output.write(writer.bytes + [0x0A])
    }
    try Output.finish(catalogue, diagnosticOptions, to: STDERR_FILENO)
  }
}
