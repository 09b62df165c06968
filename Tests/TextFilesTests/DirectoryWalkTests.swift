import Glibc
import TestSupport
import Testing
import TextFiles

@Suite struct DirectoryWalkTests {
  @Test func filesComeInByteOrderWhateverTheFileSystemSays() throws {
    let folder = try TemporaryFolder(["b/z": "", "a": "", "B": "", "b/a": "", "ä": ""])
    let found = DirectoryWalk().entries(below: folder.path)
    #expect(found == ["B", "a", "b/a", "b/z", "ä"].map { .file($0) })
  }

  @Test func aLinkBackIntoTheWalkIsReportedOnce() throws {
    let folder = try TemporaryFolder(["roles/x/defaults/main.yml": ""])
    try folder.link("roles/x/again", to: "../..")
    let found = DirectoryWalk().entries(below: folder.path)
    #expect(found == [.failure("roles/x/again", .linkLoop), .file("roles/x/defaults/main.yml")])
  }

  /// The link leads above the start, and a real directory back into it.
  @Test func aWayBackBelowALinkIsReported() throws {
    let folder = try TemporaryFolder(["start/a/x.yml": "", "beside/y.yml": ""])
    try folder.link("start/up", to: "..")
    #expect(
      DirectoryWalk().entries(below: folder.path + "/start") == [
        .file("a/x.yml"), .file("up/beside/y.yml"), .failure("up/start", .linkLoop),
      ])
  }

  /// More names than the system gives at once.
  @Test func aLargeFolderIsReadWhole() throws {
    let names = (0..<1500).map { "file-with-a-rather-long-name-\(10_000 + $0).yml" }
    let folder = try TemporaryFolder(Dictionary(uniqueKeysWithValues: names.map { ("many/" + $0, "") }))
    #expect(DirectoryWalk().entries(below: folder.path) == names.map { .file("many/" + $0) })
  }

  @Test func severalWalksComeBackApart() throws {
    let folder = try TemporaryFolder(["one/a/x": "", "two/b/y": "", "two/z": ""])
    let walks = ["two", "none", "one"].map { (folder.path + "/" + $0, DirectoryWalk()) }
    #expect(
      DirectoryWalk.entries(walks) == [[.file("b/y"), .file("z")], [.failure("", .notFound)], [.file("a/x")]])
  }

  @Test func linkedFoldersAreFollowed() throws {
    let folder = try TemporaryFolder(["real/main.yml": ""])
    try folder.link("linked", to: "real")
    #expect(DirectoryWalk().entries(below: folder.path) == [.file("linked/main.yml"), .file("real/main.yml")])
  }

  @Test func aNameThatIsNoTextIsAFailureOfItsOwn() throws {
    let folder = try TemporaryFolder(["a.yml": ""])
    for name in [[0x62, 0xFF, 0x2E, 0x79, 0x6D, 0x6C, 0], [0x63, 0xFE, 0]] as [[UInt8]] {
      let path = Array((folder.path + "/").utf8) + name
      if name.count > 3 {
        let descriptor = path.withUnsafeBytes {
          open($0.assumingMemoryBound(to: CChar.self).baseAddress!, O_CREAT, 0o600)
        }
        close(descriptor)
      } else {
        _ = path.withUnsafeBytes { mkdir($0.assumingMemoryBound(to: CChar.self).baseAddress!, 0o700) }
      }
    }
    let walk = DirectoryWalk(takes: { $0.hasSuffix(".yml") })
    let expected: [DirectoryWalk.Entry] = [
      .file("a.yml"), .failure("b\u{FFFD}.yml", .foreignName), .failure("c\u{FFFD}", .foreignName),
    ]
    #expect(walk.entries(below: folder.path) == expected)
  }

  @Test func foldersAndFilesCanBeLeftOut() throws {
    let folder = try TemporaryFolder(["tests/a.yml": "", "vars/a.yml": "", "vars/b.txt": ""])
    let walk = DirectoryWalk(enters: { $0 != "tests" }, takes: { $0.hasSuffix(".yml") })
    #expect(walk.entries(below: folder.path) == [.file("vars/a.yml")])
  }

  @Test func aMissingStartIsAFailure() {
    #expect(DirectoryWalk().entries(below: "/nowhere/at/all") == [.failure("", .notFound)])
  }
}
