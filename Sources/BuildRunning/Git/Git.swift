/// Runs git commands for one source. Options and words of our own come first, then `--`, then the values.
struct Git: Sendable {
  private let environment: GitEnvironment
  private let options: FetchOptions
  private let deadline: Monotonic
  let redactor: Redactor
  /// How often one command is tried while it fails for reasons that pass.
  var tries = 1

  init(_ options: FetchOptions, mark: String, deadline: Monotonic, secrets: [String]) {
    environment = GitEnvironment(options: options, mark: mark)
    self.options = options
    self.deadline = deadline
    redactor = Redactor(secrets + environment.secrets + Netrc.secrets())
  }

  /// A command that speaks with a server.
  func remote(
    _ words: [String], values: [String], repository: String?, address: GitAddress,
    onErrors: (@Sendable (ArraySlice<UInt8>) -> Void)? = nil
  ) throws(FetchFailure) -> [UInt8] {
    var child = process(words + ["--"] + values, repository: repository, address: address)
    child.stall = options.stall
    child.onErrors = onErrors
    var random = SystemRandomNumberGenerator()
    for failures in 1... {
      let outcome = child.run()
      if outcome.succeeded && (words.first != "ls-remote" || !outcome.output.isEmpty) { return outcome.output }
      let reading = GitFailure(outcome, options: options, redactor: redactor)
      // git takes any page for a repository of old without a branch: a proxy's login, a site's own "not found".
      if outcome.succeeded && !reading.isWebPage { return outcome.output }
      let failure = reading.failure
      guard failure.isTransient, failure.kind == .failed, failures < tries else { throw failure }
      let wait = Backoff(first: options.firstWait).wait(
        after: failures, retryAfter: failure.retryAfter, using: &random)
      guard Monotonic.now.adding(seconds: wait) < deadline else { throw failure }
      Monotonic.sleep(seconds: wait)
    }
    return []
  }

  /// For programs that are not git.
  var plainEnvironment: [String: String] { environment.plain }

  /// A command on a repository of ours; `tree` is the folder of files. Without one git would look for a repository, and
  /// obey what it finds.
  func local(
    _ words: [String], repository: String, tree: String? = nil, outputLimit: Int? = nil
  ) throws(FetchFailure) -> [UInt8] {
    var child = process(words, repository: repository, address: nil)
    if let outputLimit { child.outputLimit = outputLimit }
    if let tree {
      child.folder = tree
      child.environment["GIT_WORK_TREE"] = tree
    }
    let outcome = child.run()
    if outcome.succeeded { return outcome.output }
    throw GitFailure(outcome, options: options, redactor: redactor).localFailure
  }

  private func process(_ arguments: [String], repository: String?, address: GitAddress?) -> ChildProcess {
    ChildProcess(
      options.git, arguments, environment: environment.variables(repository: repository, address: address),
      deadline: deadline)
  }
}
