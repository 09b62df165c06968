import Foundation
import TestSupport
import Testing

/// Each folder of Cases holds `command` (arguments, one a line), `tree/`, and what is expected: `stdout`, `stderr` and
/// `status`. `OSA_SOURCES_RECORD=1` writes what is seen instead.
@Suite struct CommandTests {
  static let cases: [String] = {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Cases").path
    return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted().map { folder + "/" + $0 }
  }()

  static let program =
    Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL.deletingLastPathComponent()
    .appendingPathComponent("osa-sources").path ?? Vectors.root.appendingPathComponent(".build/debug/osa-sources").path

  @Test(arguments: cases)
  func printsWhatIsExpected(folder: String) throws {
    func read(_ name: String) -> String { (try? String(contentsOfFile: folder + "/" + name, encoding: .utf8)) ?? "" }
    let arguments = read("command").split(separator: "\n").map(String.init)
    let seen = try Program(
      Self.program, arguments, in: folder, environment: ["NO_COLOR": "1", "COLUMNS": "100", "GITHUB_ACTIONS": ""])
    if ProcessInfo.processInfo.environment["OSA_SOURCES_RECORD"] == "1" {
      try seen.output.write(toFile: folder + "/stdout", atomically: true, encoding: .utf8)
      try seen.errors.write(toFile: folder + "/stderr", atomically: true, encoding: .utf8)
      try "\(seen.status)\n".write(toFile: folder + "/status", atomically: true, encoding: .utf8)
    }
    #expect(seen.output == read("stdout"))
    #expect(seen.errors == read("stderr"))
    #expect("\(seen.status)\n" == read("status"))
  }

  @Test func thereAreCases() { #expect(Self.cases.count >= 8) }
}
