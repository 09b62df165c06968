import ArgumentParser
import BuildPlanning
import BuildRunning
import Glibc
import JSONText
import OSASources
import Reporting
import SourceCatalogue

/// `osa-sources fetch --into DIR PATH...`
struct FetchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch", abstract: "Fetch the git sources of a deployment, in parallel, with retries.",
    discussion: """
      Each source becomes a folder of DIR, at its commit, with as much history as its version needs. What fails is \
      named at the end and leaves the others alone. A second run fetches only what is missing. Fetched is what some \
      venv installs from git; where the deployment has no venv, every git source.
      """)

  @OptionGroup var deployment: DeploymentOptions
  @OptionGroup var fetching: FetchingOptions
  @OptionGroup var diagnosticOptions: DiagnosticOptions

  @Option(help: "text or json.")
  var format = DataFormat.text

  @Option(help: ArgumentHelp("Fetch only this source; may be repeated.", valueName: "NAME"))
  var only: [String] = []

  @Flag(help: "Fetch every git source, also those that no venv installs.")
  var allSources = false

  @Option(help: "How to show progress: \(FetchProgress.Mode.allCases.map(\.rawValue).joined(separator: ", ")).")
  var progress = FetchProgress.Mode.auto

  func run() throws {
    let catalogue = try deployment.catalogue()
    let rewrites = try fetching.rewrites()
    let requests = try requests(catalogue).map { $0.rewritten(rewrites) }
    let options = try fetching.options()
    try GitProgram.check(options.git)
    let mark = ProcessSweep.newMark()
    guard let runGuard = RunGuard("/proc/self/exe", [GuardCommand.configuration.commandName ?? ""], mark: mark) else {
      throw Failure("cannot start the process that cleans up")
    }
    let shown = FetchProgress(progress, total: requests.count)
    let results = FetchRun(options, mark: mark) { shown?.show($0) }.run(requests)
    shown?.finish()
    runGuard.finish()
    try report(results, catalogue)
  }

  private func requests(_ catalogue: Catalogue) throws -> [FetchRequest] {
    for name in only where catalogue.sources[name] == nil {
      let suggestion = Spelling.suggestion(for: name, among: catalogue.sourceNames)
      throw Failure(
        "no source is called `\(TerminalText.escaped(name))`" + (suggestion.map { ", did you mean `\($0)`?" } ?? ""))
    }
    if !only.isEmpty || allSources || catalogue.venvs.isEmpty {
      let wanted = Set(only)
      return catalogue.sourceNames.filter { wanted.isEmpty || wanted.contains($0) }
        .compactMap { catalogue.sources[$0].flatMap(FetchRequest.init) }
    }
    return try planned(catalogue)
  }

  /// What the venvs of the deployment install from git.
  private func planned(_ catalogue: Catalogue) throws -> [FetchRequest] {
    guard let machine = Machine.target() else {
      throw Failure("this machine does not say what it is: give `--all-sources` or `--only`")
    }
    return Planner.plan(catalogue, PlanRequest(targets: [machine])).fetch.compactMap(FetchRequest.init)
  }

  private func report(_ results: [FetchResult], _ catalogue: Catalogue) throws {
    let diagnostics = results.flatMap(\.diagnostics).sorted()
    switch format {
    case .text: Output.write(FetchText(style: Output.style(of: STDOUT_FILENO)).render(results))
    case .json:
      var writer = JSONWriter(pretty: true)
      FetchDocument(results, diagnostics: diagnostics).write(to: &writer)
      Output.write(writer.bytes + [0x0A])
    }
    try Output.finish(diagnostics, files: catalogue.files, diagnosticOptions, to: STDERR_FILENO)
  }
}

/// Ends what a killed `fetch` left behind; started by it, of no use to people.
struct GuardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "guard-children", shouldDisplay: false)

  func run() { RunGuard.serve() }
}

extension FetchProgress.Mode: ExpressibleByArgument {}
