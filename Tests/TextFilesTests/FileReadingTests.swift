import Foundation
import TestSupport
import Testing
import TextFiles

@Suite struct FileReadingTests {
  private func failure(_ path: String, limit: Int = FileReading.defaultLimit) -> ReadFailure? {
    do throws(ReadFailure) {
      _ = try FileReading.read(path, as: FileReference(root: 0, path: "x"), limit: limit)
      return nil
    } catch {
      return error
    }
  }

  @Test func readsAFileWhole() throws {
    let folder = try TemporaryFolder(["a.yml": "key: value\n"])
    let text = try FileReading.read(folder.path + "/a.yml", as: FileReference(root: 0, path: "a.yml"))
    #expect(text.bytes == Array("key: value\n".utf8))
  }

  /// What people see is words, whoever puts the failure into a sentence.
  @Test func failuresAreWords() {
    let failures: [ReadFailure] = [
      .notFound, .isDirectory, .notRegular, .permissionDenied, .linkLoop, .unusablePath, .system(errno: EIO),
      .tooLarge(size: 3, limit: 2),
    ]
    #expect(
      failures.map { "\($0)" } == [
        "no such file or directory", "is a directory", "not a regular file", "permission denied",
        "symbolic links lead back to themselves", "no usable path", "input/output error",
        "3 bytes are over the limit of 2",
      ])
  }

  @Test func pathsAreResolvedWhetherOrNotTheFileIsThere() throws {
    let folder = try TemporaryFolder(["a/b.yml": ""])
    let root = FileReading.absolutePath(folder.path)
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/link", withDestinationPath: "a")
    #expect(FileReading.resolvedPath(folder.path + "/link/b.yml") == root + "/a/b.yml")
    #expect(FileReading.resolvedPath(folder.path + "/link/c.yml") == root + "/a/c.yml")
    #expect(FileReading.resolvedPath(folder.path + "/a/./x/../c.yml") == root + "/a/c.yml")
    #expect(FileReading.resolvedPath("/nowhere-at-all") == "/nowhere-at-all" && FileReading.resolvedPath("/") == "/")
  }

  @Test func aFileIsNamedBesideAnother() {
    let file = FileReference(root: 1, path: "a/b.yml", displayPath: "/etc/a/b.yml")
    #expect(file.beside("../c.txt").displayPath == "/etc/a/../c.txt" && file.beside("c.txt").path == "a/c.txt")
    #expect(file.beside("/srv/c").displayPath == "/srv/c" && file.beside("c").root == 1)
    #expect(FileReference(root: 0, path: "b.yml", displayPath: "x/b.yml").beside("c").displayPath == "x/c")
    #expect(FileReference.caller.beside("c").displayPath == "c")
  }

  @Test func readsWhatTheSystemSaysIsEmpty() throws {
    let text = try FileReading.read("/proc/self/status", as: FileReference(root: 0, path: "status"))
    #expect(!text.bytes.isEmpty)
  }

  @Test func whatIsNoRegularFileIsAFailureAndNeverBlocks() throws {
    let folder = try TemporaryFolder(["a/b": ""])
    mkfifo(folder.path + "/fifo", 0o600)
    try folder.link("loop", to: "loop")
    try folder.link("dangling", to: "nowhere")
    #expect(failure(folder.path + "/a") == .isDirectory)
    #expect(failure(folder.path + "/fifo") == .notRegular)
    #expect(failure("/dev/null") == .notRegular)
    #expect(failure(folder.path + "/loop") == .linkLoop)
    #expect(failure(folder.path + "/dangling") == .notFound)
    #expect(failure(folder.path + "/missing") == .notFound)
    #expect(failure(folder.path + "/a/b/c") == .notFound)
    #expect(failure("a\0b") == .unusablePath)
    #expect(failure(String(repeating: "x", count: 5000)) == .unusablePath)
  }

  @Test func aFileOverTheLimitIsRefused() throws {
    let folder = try TemporaryFolder(["big": String(repeating: "x", count: 100)])
    #expect(failure(folder.path + "/big", limit: 99) == .tooLarge(size: 100, limit: 99))
    #expect(failure(folder.path + "/big", limit: 100) == nil)
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func anUnreadableFileIsAFailure() throws {
    let folder = try TemporaryFolder(["secret": "x"])
    chmod(folder.path + "/secret", 0)
    #expect(failure(folder.path + "/secret") == .permissionDenied)
  }
}
