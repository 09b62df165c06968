import ArgumentParser
import Checks
import Diagnostics
import Reporting
import TextFiles

/// Which findings `check` reports, and which fail.
struct CheckPolicy: ParsableArguments {
  @Option(
    help: "Configuration file; else `\(Configuration.fileName)` of the working directory, or at or above a PATH.",
    completion: .file())
  var config: String?

  @Option(help: "Report only what this baseline file does not hold.", completion: .file())
  var baseline: String?

  @Option(help: "Write the findings into a baseline file and report none.", completion: .file())
  var writeBaseline: String?

  @Option(help: "Exit with status 1 from this severity on: note, warning or error.")
  var failOn = Severity.error

  /// Reads the files that the options or their places name.
  func policy(paths: [String]) throws -> Policy {
    let path = config ?? Self.defaultConfiguration(paths)
    let configuration = try path.map { Configuration(try Self.read($0, as: "configuration file")) } ?? Configuration()
    guard writeBaseline == nil else { return Policy(configuration: configuration) }
    let beside = configuration.baseline.map { Self.beside(path ?? "", $0) }
    return Policy(configuration: configuration, baseline: try (baseline ?? beside).map(Self.readBaseline))
  }

  /// The working directory's, else the nearest one above the first PATH that has one: a file that is checked by itself
  /// gets that of its tree.
  private static func defaultConfiguration(_ paths: [String]) -> String? {
    if FileReading.exists(Configuration.fileName) { return Configuration.fileName }
    for path in paths {
      let isFolder = (try? FileReading.isDirectory(path)) ?? false
      var parts = FileReading.normalizedPath(path).split(separator: "/")
      if !isFolder { _ = parts.popLast() }
      for count in stride(from: parts.count, through: 0, by: -1) {
        let folder = parts.prefix(count).map { "/" + $0 }.joined()
        if FileReading.exists(folder + "/" + Configuration.fileName) { return folder + "/" + Configuration.fileName }
      }
    }
    return nil
  }

  private static func beside(_ path: String, _ name: String) -> String {
    guard !name.hasPrefix("/"), let slash = path.lastIndex(of: "/") else { return name }
    return path[...slash] + name
  }

  private static func readBaseline(_ path: String) throws -> Baseline {
    let text = try read(path, as: "baseline")
    do throws(Baseline.Fault) {
      return try Baseline(parsing: text.bytes, anchor: Anchor(ofFile: path))
    } catch {
      throw Failure("`\(TerminalText.escaped(path))` is no baseline: \(error.message)")
    }
  }

  private static func read(_ path: String, as what: String) throws -> TextFile {
    do throws(ReadFailure) {
      let name = path.split(separator: "/").last.map(String.init) ?? path
      return try FileReading.read(path, as: FileReference(root: -1, path: name, displayPath: path))
    } catch {
      throw Failure("the \(what) `\(TerminalText.escaped(path))` cannot be read: \(error)")
    }
  }
}

extension Severity: ExpressibleByArgument {}
