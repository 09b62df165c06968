import ArgumentParser
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
    let catalogue = try deployment.catalogue()
    for name in select where catalogue.sources[name] == nil && catalogue.venvs[name] == nil {
      throw Failure("no source or venv is called `\(TerminalText.escaped(name))`")
    }
    switch format {
    case .text: Output.write(CatalogueText(style: Output.style(of: STDOUT_FILENO)).render(catalogue))
    case .json:
      var writer = JSONWriter(pretty: true)
      CatalogueDocument(catalogue, selected: select.isEmpty ? nil : Set(select)).write(to: &writer)
      Output.write(writer.bytes + [0x0A])
    }
    try Output.finish(catalogue, diagnosticOptions, to: STDERR_FILENO)
  }
}
