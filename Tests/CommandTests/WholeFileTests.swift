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
}
