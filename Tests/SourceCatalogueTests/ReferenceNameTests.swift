import TestSupport
import Testing

@testable import SourceCatalogue

@Suite struct ReferenceNameTests {
  static let bad = [
    "a b", " ", "master ", "a\nb", "..", "a..b", "a~1", "a^", "a:b", "a?", "a*", "a[b", "a\\b", "@", "a@{1}", "a.",
    "/a",
    "a/", "a//b", ".a", "a/.b", "a.lock", "a.lock/b", "a\u{7F}", "refs/heads/a b",
  ]
  static let good = [
    "master", "stable/2026.1", "v1.0", "a@b", "a.b", "HEAD", "feature/x_y-z", "refs/heads/master", "refs/tags/v1",
    "bränch", "a{b", "lock", "x.locked",
  ]

  @Test(arguments: bad) func gitRefuses(name: String) {
    #expect(Reference(.branch, name).nameFault != nil)
    #expect(Reference(.tag, name).nameFault != nil)
  }

  @Test(arguments: good) func gitTakes(name: String) { #expect(Reference(.branch, name).nameFault == nil) }

  /// git itself is of the same opinion.
  @Test func gitAgrees() throws {
    for name in Self.bad + Self.good where !name.hasPrefix("refs/") {
      let seen = try Program("/usr/bin/env", ["git", "check-ref-format", "refs/heads/" + name])
      // A component `HEAD` or `@` is refused by `--branch` alone.
      if name != "@" { #expect((seen.status == 0) == (Reference(.branch, name).nameFault == nil), "\(name)") }
    }
  }

  @Test func otherKindsHaveRulesOfTheirOwn() {
    #expect(Reference(.commit, "abc").nameFault != nil)
    #expect(Reference(.commit, sha).nameFault == nil)
    #expect(Reference(.unresolved, "{{ a }}").nameFault == nil)
    #expect(Reference(.release, "1.0 ").nameFault == nil)
    #expect(Reference(.change, "refs/changes/24/923324/10").nameFault == nil)
  }
}
