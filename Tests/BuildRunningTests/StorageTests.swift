import CGNU
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import BuildRunning

@Suite struct StorageTests {
  @Test func oneHoldsTheLockAndTheNextWaits() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/lock"
    let first = try FileLock(path, until: .now)
    #expect(throws: FileLock.Failure.self) { try FileLock(path, until: .now.adding(seconds: 0.05)) }
    #expect(FileBytes.line(path) == String(getpid()))
    first.unlock()
    // Processes that other tests start hold it too until they run their own program.
    try FileLock(path, until: .now.adding(seconds: 60)).unlock()
  }

  @Test func threadsExcludeEachOther() throws {
    let folder = try TemporaryFolder()
    let inside = Mutex(0)
    let most = Mutex(0)
    let count = Mutex(0)
    Workers.run(8) {
      for _ in 0..<5 {
        guard let lock = try? FileLock(folder.path + "/lock", until: .now.adding(seconds: 60)) else { return }
        let now = inside.withLock { value in
          value += 1; return value
        }
        most.withLock { $0 = max($0, now) }
        inside.withLock { $0 -= 1 }
        count.withLock { $0 += 1 }
        lock.unlock()
      }
    }
    #expect(most.withLock { $0 } == 1)
    #expect(count.withLock { $0 } == 40)
  }

  @Test func publishesAndExchanges() throws {
    let folder = try TemporaryFolder(["new/a": "new", "old/a": "old"])
    try Durable.flushTree(folder.path + "/new")
    try Durable.exchange(folder.path + "/new", with: folder.path + "/old")
    #expect(FileBytes.line(folder.path + "/old/a") == "new")
    try Durable.publish(folder.path + "/old", as: folder.path + "/third")
    #expect(FileKind.of(folder.path + "/old") == .missing)
    #expect(throws: StorageError.self) { try Durable.publish(folder.path + "/gone", as: folder.path + "/x") }
  }

  @Test func removesTreesButNotWhatLinksLeadTo() throws {
    let folder = try TemporaryFolder(["kept/a": "1", "tree/b/c": "2"])
    try folder.link("tree/link", to: folder.path + "/kept")
    chmod(folder.path + "/tree/b", 0o500)
    Folder.remove(folder.path + "/tree")
    #expect(FileKind.of(folder.path + "/tree") == .missing)
    #expect(FileBytes.line(folder.path + "/kept/a") == "1")
  }

  @Test func temporariesBelongToOneName() throws {
    let folder = try TemporaryFolder(["a~1-x.tmp": "", "a.commit~1-x.tmp": "", "a~x.keep": "", "ab~1.tmp": ""])
    Temporaries.remove(of: folder.path + "/a")
    #expect(Folder.names(in: folder.path) == ["a.commit~1-x.tmp", "ab~1.tmp", "a~x.keep"])
    #expect(Temporaries.path(of: "/x/a") != Temporaries.path(of: "/x/a"))
  }

  @Test func linksOrCopiesTrees() throws {
    let folder = try TemporaryFolder(["from/pack/a.pack": "pack", "from/info/x": "1"])
    try FileLink.tree(folder.path + "/from", to: folder.path + "/to")
    #expect(FileBytes.line(folder.path + "/to/pack/a.pack") == "pack")
    try FileLink.copy(folder.path + "/from/info/x", to: folder.path + "/y")
    #expect(throws: StorageError.self) { try FileLink.copy(folder.path + "/from/info/x", to: folder.path + "/y") }
  }

  @Test func recordsReadBack() throws {
    let folder = try TemporaryFolder()
    var record = SourceRecord(commit: "abc", version: SourceVersion(text: "1.0", tag: "v1", distance: 3))
    (record.repository, record.tag, record.history) = ("h/a", "v1", "version")
    try record.write(in: folder.path)
    #expect(SourceRecord(in: folder.path) == record)
    try folder.write("osa-sources.json", Array("{\"commit\": 1}".utf8))
    #expect(SourceRecord(in: folder.path) == nil)
  }

  @Test func foldersAreMadeAndNamed() throws {
    let folder = try TemporaryFolder(["file": ""])
    #expect(try RealFolder.make(folder.path + "/a/../a/b//").hasSuffix("/a/b"))
    #expect(throws: StorageError.self) { try RealFolder.make(folder.path + "/file/x") }
    #expect(throws: StorageError.self) { try RealFolder.make("") }
    #expect("\(StorageError("write", "/x", ENOSPC))" == "cannot write `/x`: No space left on device")
  }

  /// By ext4's own answer; elsewhere there is nothing to see but that nothing fails.
  @Test func foldersThatAreStrangersAreSpreadOverTheDisk() throws {
    let folder = try TemporaryFolder(["state/a": "1", "other/a": "1"])
    try folder.link("link", to: folder.path + "/other")
    for name in ["state", "state", "link", "state/a", "gone"] { Placement.spread(below: folder.path + "/" + name) }
    let isExt4 = Self.isExt4(folder.path)
    #expect(Self.isTop(folder.path + "/state") == isExt4)
    #expect(!Self.isTop(folder.path + "/other"))
    #expect(Folder.names(in: folder.path + "/state") == ["a"])
  }

  private static func flags(_ path: String) -> CInt {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    defer { close(descriptor) }
    var flags: CInt = 0
    return ioctl(descriptor, OSA_GET_FLAGS, &flags) == 0 ? flags : 0
  }

  /// ext4 alone says of a folder that it has extents.
  private static func isExt4(_ path: String) -> Bool { flags(path) & 0x80000 != 0 }
  private static func isTop(_ path: String) -> Bool { flags(path) & OSA_TOP_DIRECTORY_FLAG != 0 }
}
