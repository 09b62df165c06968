import ArgumentParser
import BuildPlanning
import BuildRunning
import Diagnostics
import Glibc
import JSONText
import OSASources
import Reporting
import SourceCatalogue

/// `osa-sources fetch --into DIR PATH...`
struct FetchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch", abstract: "Fetch the sources of a deployment, in parallel, with retries.",
    discussion: """
      Each source becomes a folder of DIR, at its commit, with as much history as its version needs. What fails is \
      named at the end and leaves the others alone. A second run fetches only what is missing. Fetched is what the \
      plan of the same options fetches; where the deployment has no venv, every source.
      """)

  @OptionGroup var deployment: DeploymentOptions
  @OptionGroup var fetching: FetchingOptions
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var diagnosticOptions: DiagnosticOptions

  @Option(help: "text or json.")
  var format = DataFormat.text

  @Option(help: ArgumentHelp("Fetch only this source; may be repeated.", valueName: "NAME"))
  var only: [String] = []

  @Flag(help: "Fetch every source, also those that no venv installs.")
  var allSources = false

  @Option(help: "How to show progress: \(FetchProgress.Mode.allCases.map(\.rawValue).joined(separator: ", ")).")
  var progress = FetchProgress.Mode.auto

  func validate() throws {
    guard selection.isEmpty || (only.isEmpty && !allSources) else {
      throw ValidationError(
        "`--only` and `--all-sources` say by themselves what is fetched: select nothing beside them")
    }
  }

  func run() throws {
    let catalogue = try deployment.catalogue()
    // Any source may be another than the one that can be read.
    guard catalogue.fileErrors.isEmpty else { return try report(nil, catalogue, catalogue.diagnostics.errors) }
    let (plan, found) = try plan(catalogue)
    let choice = FetchChoice(plan, of: catalogue)
    try report(choice.all(fetch(choice.requests)), catalogue, found)
  }

  private func fetch(_ requests: [FetchRequest]) throws -> [FetchResult] {
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
    return results
  }

  /// What is fetched, and what is wrong with the deployment or the choice.
  private func plan(_ catalogue: Catalogue) throws -> (Plan, [Diagnostic]) {
    for name in only where catalogue.sources[name] == nil {
      let suggestion = Spelling.suggestion(for: name, among: catalogue.sourceNames)
      throw Failure(
        "no source is called `\(TerminalText.escaped(name))`" + (suggestion.map { ", did you mean `\($0)`?" } ?? ""))
    }
    var (request, found) = try selection.request()
    request.rewrites = try fetching.rewrites()
    let isByName = !only.isEmpty || allSources || (catalogue.venvs.isEmpty && selection.isEmpty)
    let plan =
      isByName
      ? Planner.fetching(only.isEmpty ? nil : Set(only), of: catalogue, request) : Planner.plan(catalogue, request)
    let said = only.isEmpty ? catalogue.diagnostics : catalogue.diagnostics(about: Set(only))
    return (plan, found + plan.with(said.errors).diagnostics.filter(Self.concernsFetching))
  }

  /// What is an error of the plan is one here. It also says what only building and installing need to know.
  private static func concernsFetching(_ diagnostic: Diagnostic) -> Bool {
    switch diagnostic.code {
    case .unplannableSource, .uncheckedArchive, .scopedSource: true
    default: diagnostic.severity == .error
    }
  }

  /// Without results nothing was tried.
  private func report(_ results: [FetchResult]?, _ catalogue: Catalogue, _ found: [Diagnostic]) throws {
    let diagnostics = (found + (results ?? []).flatMap(\.diagnostics)).sorted()
    switch format {
    case .text: Output.write(FetchText(style: Output.style(of: STDOUT_FILENO)).render(results))
    case .json:
      var writer = JSONWriter(pretty: true)
      FetchDocument(results ?? [], diagnostics: diagnostics).write(to: &writer)
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

extension [Diagnostic] {
  fileprivate var errors: [Diagnostic] { filter { $0.severity == .error } }
}

extension FetchProgress.Mode: ExpressibleByArgument {}
