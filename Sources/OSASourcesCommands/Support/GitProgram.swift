import BuildRunning
import Glibc

/// The git of PATH, and other programs of it.
enum GitProgram {
  static func path() throws -> String {
    guard let path = find("git") else { throw Failure("git is not on PATH") }
    return path
  }

  static func find(_ name: String) -> String? {
    let folders = getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
    // An empty or relative member means the working directory: nothing there is run.
    for folder in folders.split(separator: ":") where folder.hasPrefix("/") {
      let path = "\(folder)/\(name)"
      if access(path, X_OK) == 0 { return path }
    }
    return nil
  }

  /// Older ones ignore configuration from the environment, and with it what makes them safe.
  static func check(_ path: String) throws {
    let environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C", "GIT_CONFIG_NOSYSTEM": "1"]
    let outcome = ChildProcess(path, ["version"], environment: environment, deadline: .now.adding(seconds: 30)).run()
    guard outcome.succeeded, let version = GitVersion.parse(String(decoding: outcome.output, as: UTF8.self)) else {
      throw Failure("`\(path)` does not say its version")
    }
    guard GitVersion.isEnough(version) else {
      let oldest = GitVersion.oldest.map(String.init).joined(separator: ".")
      throw Failure("`\(path)` is git \(version.map(String.init).joined(separator: ".")); \(oldest) or newer is needed")
    }
  }
}
