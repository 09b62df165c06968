import ArgumentParser
import Checks
import Diagnostics
import Glibc
import Reporting
import SourceCatalogue
import TextFiles

/// `osa-sources check PATH...`
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Print what is wrong with a deployment's source data.",
    discussion: """
      The findings are the data: they go to standard output, in the chosen format. `explain OSA112` says what a code \
      means. A comment `# osa-sources: ignore[OSA112] REASON` takes back what its line is found guilty of.
      """)

  @OptionGroup var deployment: DeploymentOptions
  @OptionGroup var diagnosticOptions: DiagnosticOptions
  @OptionGroup var policyOptions: CheckPolicy
  @OptionGroup var legacyOptions: LegacyOptions
  @OptionGroup var layerFiles: LayerFiles

  @Option(help: "The same as --diagnostics json where it is json.")
  var format = DataFormat.text

  @Option(help: "An inventory in INI, YAML or JSON: groups without hosts are reported.", completion: .file())
  var inventory: String?

  func run() throws {
    let (findings, files) = try findings()
    let policy = try policyOptions.policy(paths: deployment.paths)
    let found = policy.reported(findings, in: files)
    if let path = policyOptions.writeBaseline {
      return try Output.write(BaselineDocument(Baseline(found, anchor: Anchor(ofFile: path))).rendered(), toFile: path)
    }
    var options = diagnosticOptions
    if format == .json && options.diagnostics == nil { options.diagnostics = .json }
    try Output.finish(found, files: files, options, to: STDOUT_FILENO, failingFrom: policyOptions.failOn)
  }

  private func findings() throws -> (findings: [Diagnostic], files: [TextFile]) {
    let given = try layerFiles.given(paths: deployment.paths)
    var deployment = deployment
    deployment.paths = given.paths
    // Constraint files alone are a question too.
    let isLayersAlone = given.paths.isEmpty && !given.layers.isEmpty
    let reading = isLayersAlone ? CatalogueReader.reading(paths: []) : try deployment.reading()
    if legacyOptions.isAsked {
      let report = LegacyReport(reading, release: legacyOptions.release)
      return (report.findings, report.files)
    }
    let hosts = try readInventory()
    // Of an inventory that is half read nothing is said but that.
    let isWhole = hosts?.diagnostics.isEmpty ?? false
    let context = CheckContext(
      reading, inventory: isWhole ? hosts?.inventory : nil, layers: given.layers, looseLayers: given.loose)
    return (CheckRegistry.run(in: context) + (hosts?.diagnostics ?? []), context.files)
  }

  private func readInventory() throws -> (inventory: Inventory, diagnostics: [Diagnostic])? {
    guard let inventory else { return nil }
    do throws(ReadFailure) {
      return try InventoryReader.read(inventory)
    } catch {
      throw Failure("the inventory `\(TerminalText.escaped(inventory))` cannot be read: \(error)")
    }
  }
}
