import ArgumentParser
import BuildPlanning
import BuildRunning
import Reporting
import TextFiles

/// Where constraint layers are that are files of sources which were fetched.
struct FetchedLayerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Read constraint layers from a cache that `fetch` filled.", valueName: "DIR"),
    completion: .directory)
  var cache: String?

  @Option(
    help: ArgumentHelp("Read constraint layers from a folder that `fetch --into` filled.", valueName: "DIR"),
    completion: .directory)
  var checkouts: String?

  /// Repositories of this machine are read as they are.
  func files() throws -> SourceFiles {
    for folder in [cache, checkouts].compactMap({ $0 }) where (try? FileReading.isDirectory(folder)) != true {
      throw Failure("`\(TerminalText.escaped(folder))` is not a folder")
    }
    let git = GitProgram.find("git")
    if cache != nil && git == nil { throw Failure("git is not on PATH") }
    let committed = git.map { CommittedFiles(git: $0, cache: cache.map(FileReading.absolutePath)).files }
    guard let checkouts else { return committed ?? SourceFiles { _, _, _ in nil } }
    let files = SourceFiles.checkouts(checkouts)
    return committed.map(files.or) ?? files
  }
}
