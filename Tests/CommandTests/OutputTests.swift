import TestSupport
import Testing

@Suite struct OutputTests {
  private static func shell(_ text: String) throws -> Program {
    let folder = try TemporaryFolder(["osa/group_vars/all.yml": "x_git_repo: https://h/x\n"])
    return try Program(
      "/bin/sh", ["-c", text.replacing("PROGRAM", with: CommandTests.program)], in: folder.path,
      environment: ["NO_COLOR": "1", "GITHUB_ACTIONS": ""])
  }

  /// Half a document must not pass for a whole one.
  @Test(arguments: ["catalogue --format json osa", "check osa", "schema", "explain OSA112"])
  func aFullDiskIsAnError(arguments: String) throws {
    let seen = try Self.shell("PROGRAM \(arguments) > /dev/full")
    #expect(seen.status == 2)
    #expect(seen.errors.hasSuffix("error: the output cannot be written: No space left on device\n"))
  }

  /// What a newcomer tries first has nothing to be told.
  @Test(arguments: ["structured", "flat"])
  func theExamplesAreWithoutFindings(name: String) throws {
    let seen = try Program(CommandTests.program, ["check", Vectors.root.path + "/examples/" + name])
    #expect(seen.status == 0)
    #expect(seen.output == "0 errors, 0 warnings, 0 notes\n" || seen.output.isEmpty, "\(seen.output)")
  }

  @Test func aClosedPipeIsQuiet() throws {
    let seen = try Self.shell("{ PROGRAM schema; echo status $? >&2; } | true")
    #expect(!seen.errors.contains("cannot be written"))
  }
}
