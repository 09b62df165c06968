import ArgumentParser
import Glibc
import Reporting

/// `osa-sources check PATH...`
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Print what is wrong with a deployment's source data.",
    discussion: "The findings are the data: they go to standard output, in the chosen format.")

  @OptionGroup var deployment: DeploymentOptions
  @OptionGroup var diagnosticOptions: DiagnosticOptions

  @Option(help: "The same as --diagnostics json where it is json.")
  var format = DataFormat.text

  func run() throws {
    let catalogue = try deployment.catalogue()
    var options = diagnosticOptions
    if format == .json && options.diagnostics == nil { options.diagnostics = .json }
    try Output.finish(catalogue, options, to: STDOUT_FILENO)
  }
}
