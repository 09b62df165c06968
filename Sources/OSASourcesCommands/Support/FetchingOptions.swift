import ArgumentParser
import BuildPlanning
import BuildRunning
import Glibc

/// How sources are obtained.
struct FetchingOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Folder that gets one folder per source.", valueName: "DIR"), completion: .directory)
  var into: String?

  @Option(
    help: ArgumentHelp("Folder of a cache that runs share; none unless given.", valueName: "DIR"),
    completion: .directory)
  var cache: String?

  @Option(name: .shortAndLong, help: "Sources fetched at once.")
  var jobs = 16

  @Option(help: ArgumentHelp("Seconds for one source, with all its tries.", valueName: "S"))
  var timeout = 1800.0

  @Option(help: ArgumentHelp("Seconds of silence after which a server is given up.", valueName: "S"))
  var stall = 60.0

  @Option(help: ArgumentHelp("Further tries after a transient failure.", valueName: "N"))
  var retries = 5

  @Option(help: ArgumentHelp("Longest first wait before a try; doubles each time.", valueName: "S"))
  var retryWait = 1.0

  @Flag(help: "Ask no server: only the cache and what is there.")
  var offline = false

  @Option(help: "History that comes along: version (to the last version tag), commit (none) or full.")
  var history = FetchOptions.History.version

  @Flag(help: "Accept a tag that names another commit than before.")
  var allowMovedTags = false

  @Option(
    help: ArgumentHelp("Allow a protocol besides https and ssh: http, git or file.", valueName: "NAME"))
  var allowProtocol: [GitAddress.Scheme] = []

  @Option(
    help: ArgumentHelp("Take what begins with FROM from TO instead; may be repeated.", valueName: "FROM=TO"))
  var rewrite: [String] = []

  @Option(
    help: ArgumentHelp("Certificate authorities for https.", valueName: "FILE"), completion: .file())
  var caFile: String?

  func validate() throws {
    guard into != nil || cache != nil else { throw ValidationError("give `--into DIR`, `--cache DIR` or both") }
    guard (1...256).contains(jobs) else { throw ValidationError("`--jobs` is a number from 1 to 256") }
    guard timeout > 0, stall > 0, retryWait >= 0, (0...100).contains(retries) else {
      throw ValidationError("`--timeout` and `--stall` are above 0, `--retries` is a number from 0 to 100")
    }
  }

  func options() throws -> FetchOptions {
    var options = FetchOptions(git: try GitProgram.path())
    if let curl = GitProgram.find("curl") { options.curl = curl }
    if let tar = GitProgram.find("tar") { options.tar = tar }
    options.cache = try cache.map(Self.folder)
    options.destination = try into.map(Self.folder)
    options.jobs = jobs
    options.timeout = timeout
    options.stall = stall
    options.retries = retries
    options.firstWait = retryWait
    options.isOffline = offline
    options.history = history
    options.allowsMovedTags = allowMovedTags
    options.protocols.formUnion(allowProtocol)
    options.authorities = try caFile.map(Self.absolute)
    return options
  }

  func rewrites() throws -> [AddressRewrite] { try AddressRewrite.all(rewrite) }

  /// The folder by its real path; it is made where it is missing.
  private static func folder(_ path: String) throws -> String {
    do { return try RealFolder.make(path) } catch { throw Failure("\(error)") }
  }

  private static func absolute(_ path: String) throws -> String {
    guard let resolved = realpath(path, nil) else { throw Failure("`\(path)` does not exist") }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}

extension AddressRewrite {
  /// Values of `--rewrite`. A wrong one is not repeated: it may hold a secret.
  static func all(_ texts: [String]) throws -> [AddressRewrite] {
    try texts.map { text in
      guard let rewrite = AddressRewrite(text) else { throw Failure("`--rewrite` takes FROM=TO, two base URLs") }
      return rewrite
    }
  }
}

extension GitAddress.Scheme: ExpressibleByArgument {}
extension FetchOptions.History: ExpressibleByArgument {}
