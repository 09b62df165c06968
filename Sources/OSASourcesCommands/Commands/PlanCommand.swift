import ArgumentParser
import BuildPlanning
import Diagnostics
import Glibc
import JSONText
import Reporting

/// `osa-sources plan PATH...`
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Print what would be fetched, built and installed.",
    discussion: """
      Nothing is fetched and no server is asked. By default wheels are built of sources only and everything else comes \
      from an index; --all-wheels plans the rest too. Each step has a digest over everything that decides it: what \
      has the digest of a step that was carried out need not be carried out again.
      """)

  @OptionGroup var deployment: DeploymentOptions
  @OptionGroup var planning: PlanningOptions
  @OptionGroup var diagnosticOptions: DiagnosticOptions

  @Option(help: "text or json.")
  var format = DataFormat.text

  func run() throws {
    let (request, found) = try planning.request()
    let catalogue = try deployment.catalogue()
    let plan = Planner.plan(catalogue, request).with(catalogue.diagnostics + found)
    switch format {
    case .text: Output.write(PlanText(style: Output.style(of: STDOUT_FILENO)).render(plan))
    case .json:
      var writer = JSONWriter(pretty: true)
      PlanDocument(plan).write(to: &writer)
      Output.write(writer.bytes + [0x0A])
    }
    try Output.finish(plan.diagnostics, files: catalogue.files, diagnosticOptions, to: STDERR_FILENO)
  }
}
