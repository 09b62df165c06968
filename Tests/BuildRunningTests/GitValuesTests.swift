import PythonPackaging
import SourceCatalogue
import Testing

@testable import BuildRunning

@Suite struct GitValuesTests {
  @Test(arguments: [
    ("30.1.0", "Fix it", "30.1.1"), ("30.1.0", "x\n\n  Sem-Ver: feature", "30.2.0"),
    ("1.2", "Sem-Ver: bugfix", "1.2.1"),
    ("30.1.0", "sem-ver: api-break,feature", "31.0.0"), ("30.0.0.0rc1", "y", "30.0.0.0rc2"),
    ("30.0.0.0rc1", "SEM-VER: deprecation", "30.1.0"), ("v2", "not Sem-Ver: feature", "2.0.1"),
  ])
  func countsAsPbr(tag: String, message: String, next: String) throws {
    #expect(NextVersion(after: try #require(Version(tag)), messages: message.utf8).text == next)
  }

  @Test func readsGitsVersion() {
    #expect(GitVersion.parse("git version 2.39.5\n") == [2, 39])
    #expect(GitVersion.parse("git version 2.32.1 (Apple Git-133)") == [2, 32])
    #expect(GitVersion.parse("git version 2.17") == [2, 17])
    #expect(GitVersion.parse("hg 1") == nil && GitVersion.parse("git version x.y") == nil)
    #expect(GitVersion.isEnough([2, 32]) && GitVersion.isEnough([3, 0]) && !GitVersion.isEnough([2, 31]))
  }

  @Test func waitsWithFullJitterAndNoShorterThanAsked() {
    let backoff = Backoff(first: 1, longest: 10)
    #expect((1...6).map { backoff.bound(after: $0) } == [1, 2, 4, 8, 10, 10])
    var random = SystemRandomNumberGenerator()
    let waits = (0..<200).map { _ in backoff.wait(after: 3, retryAfter: nil, using: &random) }
    #expect(waits.allSatisfy { (0...4).contains($0) })
    #expect(Set(waits).count > 150)
    #expect(backoff.wait(after: 1, retryAfter: 30, using: &random) == 30)
  }

  @Test func choosesWhatAReferenceIs() throws {
    let (a, b) = (String(repeating: "a", count: 40), String(repeating: "b", count: 40))
    func answer(_ lines: String, _ kind: Reference.Kind, inferred: Bool = true) throws -> RemoteReferences.Answer {
      try RemoteReferences(output: Array(lines.utf8))
        .answer(for: GitReferenceName(Reference(kind, "x", inferred: inferred)), inferred: inferred)
    }
    #expect(try answer("\(a)\trefs/heads/x\n", .branch).remark == nil)
    let peeled = try answer("\(a)\trefs/tags/x\n\(b)\trefs/tags/x^{}\n", .branch)
    #expect(peeled.commit == b && peeled.kind == .tag)
    #expect(peeled.remark == .otherType(as: .branch, is: .tag))
    let both = "\(a)\trefs/heads/x\n\(b)\trefs/tags/x\n"
    #expect(try answer(both, .tag).remark == .ambiguous(taken: .tag))
    #expect(try answer(both, .tag, inferred: false).remark == nil)
    // The patterns of ls-remote match the end of a name only.
    #expect(throws: FetchFailure.self) { try answer("\(a)\trefs/heads/y/refs/heads/x\n", .branch) }
    #expect(throws: FetchFailure.self) { try answer("\(a)\trefs/tags/x\n", .branch, inferred: false) }
    #expect(throws: FetchFailure.self) { try answer("", .tag) }
    #expect(throws: FetchFailure.self) { try answer("not an object\trefs/heads/x\n", .branch) }
  }

  @Test(arguments: [
    "", ".", "..", "a/b", "-a", "a.", ".a", "a b", "a\n", "a~", "ä", "a\u{0}", String(repeating: "a", count: 101),
  ])
  func refusesNamesThatAreNoFolders(name: String) {
    #expect(throws: FetchFailure.self) { try Destination.check(name: name) }
  }

  @Test func checksSubdirectories() throws {
    for good in ["a", "a/b", "src/.x"] { try Destination.check(subdirectory: good) }
    for bad in ["", "/a", "..", "a/../..", "-a", "a\nb", "a\\b"] {
      #expect(throws: FetchFailure.self) { try Destination.check(subdirectory: bad) }
    }
  }

  @Test func takesGitsLastLineOfProgress() {
    let bytes = Array("Receiving objects:  10% (1/10)\rReceiving objects:  43% (4/10), 1 MiB\r".utf8)
    #expect(ProgressLine.last(in: bytes[...]) == "Receiving objects:  43% (4/10), 1 MiB")
    #expect(ProgressLine.last(in: Array("remote: 3%\n".utf8)[...]) == nil)
  }
}
