import Foundation
import TestSupport
import Testing

/// `constraints --output`: a file that is whole or not there, and left alone where nothing changes.
@Suite struct WholeFileTests {
  private func run(_ arguments: [String], in folder: TemporaryFolder) throws -> Program {
    try Program(CommandTests.program, ["constraints", "--layer", "upper=upper.txt"] + arguments, in: folder.path)
  }

  @Test func theFileIsWhatWouldBePrinted() throws {
    let folder = try TemporaryFolder(["upper.txt": "a===1\n"])
    let printed = try run([], in: folder)
    let written = try run(["--output", "out.txt"], in: folder)
    #expect(written.status == 0 && written.output.isEmpty)
    #expect(try String(contentsOfFile: folder.path + "/out.txt", encoding: .utf8) == printed.output)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["out.txt", "upper.txt"])
  }

  @Test func theSameBytesLeaveTheFileUntouched() throws {
    let folder = try TemporaryFolder(["upper.txt": "a===1\n"])
    func number() throws -> Int {
      let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/out.txt")
      return (attributes[.systemFileNumber] as? NSNumber)?.intValue ?? 0
    }
    _ = try run(["--output", "out.txt"], in: folder)
    let first = try number()
    _ = try run(["--output", "out.txt"], in: folder)
    #expect(try number() == first)
    try folder.write("upper.txt", Array("a===2\n".utf8))
    _ = try run(["--output", "out.txt"], in: folder)
    #expect(try number() != first)
    #expect(try String(contentsOfFile: folder.path + "/out.txt", encoding: .utf8).contains("a===2"))
  }

  @Test func whatCannotBeWrittenLeavesNothing() throws {
    let folder = try TemporaryFolder(["upper.txt": "a===1\n"])
    let seen = try run(["--output", "nowhere/out.txt"], in: folder)
    #expect(seen.status == 2)
    #expect(seen.errors.contains("`nowhere/out.txt` cannot be written"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["upper.txt"])
  }

  @Test func aLinkStaysALinkAndAFileKeepsItsPermissions() throws {
    let folder = try TemporaryFolder(["upper.txt": "a===1\n", "real/out.txt": "old\n"])
    let files = FileManager.default
    try files.createSymbolicLink(atPath: folder.path + "/out.txt", withDestinationPath: "real/out.txt")
    try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.path + "/real/out.txt")
    #expect(try run(["--output", "out.txt"], in: folder).status == 0)
    #expect(try files.destinationOfSymbolicLink(atPath: folder.path + "/out.txt") == "real/out.txt")
    #expect(try String(contentsOfFile: folder.path + "/real/out.txt", encoding: .utf8).contains("a===1"))
    let permissions = try files.attributesOfItem(atPath: folder.path + "/real/out.txt")[.posixPermissions] as? NSNumber
    #expect(permissions?.intValue == 0o600)
    #expect(try files.contentsOfDirectory(atPath: folder.path + "/real") == ["out.txt"])
  }

  /// A named pipe stands for every file that is none: what replaced it would break whoever reads it.
  @Test func whatIsNoFileIsWrittenToAndNeverReplaced() throws {
    let folder = try TemporaryFolder(["upper.txt": "a===1\n"])
    let pipe = folder.path + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    let reader = open(pipe, O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    let printed = try run([], in: folder).output
    #expect(try run(["--output", "pipe"], in: folder).status == 0)
    var bytes = [UInt8](repeating: 0, count: 4096)
    let got = read(reader, &bytes, bytes.count)
    #expect(String(decoding: bytes.prefix(max(got, 0)), as: UTF8.self) == printed)
    var status = stat()
    #expect(stat(pipe, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
  }
}
