import SourceCatalogue
import Testing

@testable import BuildRunning

@Suite struct GitReferenceNameTests {
  static let sha = "D5B82E107E46A8E29483C22F9713335F2E028939"

  @Test func readsEachKind() throws {
    #expect(try GitReferenceName(Reference(.commit, Self.sha)) == .commit(Self.sha.lowercased()))
    #expect(try GitReferenceName(Reference(.branch, "refs/heads/stable/2026.1")) == .branch("stable/2026.1"))
    #expect(try GitReferenceName(Reference(.tag, "30.1.0")) == .tag("30.1.0"))
    #expect(
      try GitReferenceName(Reference(.change, "refs/changes/24/923324/10")) == .change("refs/changes/24/923324/10"))
    #expect(try GitReferenceName(Reference(.branch, "master")).candidates.count == 3)
  }

  @Test(arguments: [
    "", "-", "--upload-pack=touch x", "-u", "a/-b", "a b", "a\nb", "a\u{0}b", "a\u{7F}", "a..b", "../../etc", "a~1",
    "a^{}", "a:b",
    "a?b", "a*", "a[b", "a\\b", ".a", "a/.b", "a.lock", "a.lock/b", "a/", "/a", "a//b", "a.", "@", "a@{1}",
    "{{ branch }}",
    "ä", "a\u{202E}b", "a\u{1B}[31m",
  ])
  func refusesNames(name: String) {
    for kind in [Reference.Kind.branch, .tag] {
      #expect(throws: Refusal.self) { try GitReferenceName(Reference(kind, name)) }
    }
  }

  @Test func refusesWhatIsNoneOfGits() {
    for (kind, value) in [
      (Reference.Kind.commit, "d5b82e1"), (.commit, "--output=x"), (.release, "1.0"), (.unresolved, "{{ x }}"),
      (.change, "refs/heads/x"), (.change, "refs/changes/"), (.change, "refs/changes/../x"),
      (.branch, String(repeating: "a", count: 256)),
    ] {
      #expect(throws: Refusal.self) { try GitReferenceName(Reference(kind, value)) }
    }
  }
}
