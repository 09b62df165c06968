import Testing

@testable import PythonPackaging

@Suite struct VersionRangeTests {
  /// Versions around 1.0 in their order.
  static let line = [
    "0.dev0", "0.9", "1.0.dev0", "1.0a1.dev0", "1.0a1", "1.0a1+x", "1.0a1.post0", "1.0a2.dev0", "1.0rc1", "1.0",
    "1.0+x",
    "1.0.post0.dev0", "1.0.post0", "1.0.post0+x", "1.0.post1", "1.0.1.dev0", "1.0.1", "1.1.dev0", "1.1", "2", "1!0",
  ]

  @Test(arguments: [
    ("<1.0", ["0.dev0", "0.9"]), (">1.0", ["1.0.1.dev0", "1.0.1", "1.1.dev0", "1.1", "2", "1!0"]),
    ("<1.0a1", ["0.dev0", "0.9", "1.0.dev0", "1.0a1.dev0"]),
    (">1.0rc1,<=1.0", ["1.0", "1.0+x"]), ("==1.0", ["1.0", "1.0+x"]), ("==1.0+x", ["1.0+x"]),
    (">1.0.post0,<2", ["1.0.post1", "1.0.1.dev0", "1.0.1", "1.1.dev0", "1.1"]),
    ("~=1.0.0", ["1.0", "1.0+x", "1.0.post0.dev0", "1.0.post0", "1.0.post0+x", "1.0.post1", "1.0.1.dev0", "1.0.1"]),
    ("==0.*", ["0.dev0", "0.9"]), ("!=1.*,<2", ["0.dev0", "0.9"]), (">=1.0.post0,!=1.0.post0,<1.0.1", ["1.0.post1"]),
    (">1.0a1,<1.0rc1", ["1.0a2.dev0"]),
  ])
  func specifiersTakeVersions(text: String, taken: [String]) throws {
    let range = try #require(SpecifierSet(text)).range
    #expect(Self.line.filter { Version($0).map(range.contains) ?? false } == taken)
  }

  @Test func complementsTakeTheRest() throws {
    for text in [">=1.0", "<1.0", "!=1.0,!=2", "==1.0.*", ">1.0", "<=1.0", "~=1.0", ">=0.dev0"] {
      let range = try #require(SpecifierSet(text)).range
      for version in Self.line.compactMap(Version.init) {
        #expect(range.contains(version) != range.complement.contains(version), "\(text) \(version)")
      }
      #expect(range.intersection(range.complement).isEmpty)
    }
  }

  @Test(arguments: [
    ">1.0,<1.0.post0", ">1.0a1,<1.0a2.dev0", ">1.0.dev0,<1.0.dev1", "<0.dev0", ">=2,<1", "==1.0,!=1.0", "==1.0,==1.1",
    "===1.0,===1.1", "===1.0,>1.0", "===foo,>=1", ">1.0,<=1.0.post0",
  ])
  func nothingLiesBetween(text: String) throws {
    #expect(try #require(SpecifierSet(text)).isUnsatisfiable())
  }

  @Test(arguments: [
    ("", true, true), (">=1.0,<1.0.1", true, true), (">1.0a1,<1.0rc1", true, false), (">=1.0.dev0,<1.0a1", true, false),
    ("===1.0", true, true), ("===1.0a1", true, false), (">1.0rc1,<=1.0", true, true), ("==1.0.post0.dev0", true, false),
    (">=1.0a1.post0,<1.0b1", true, false),
  ])
  func somethingDoes(text: String, withPrereleases: Bool, without: Bool) throws {
    let set = try #require(SpecifierSet(text))
    #expect(!set.isUnsatisfiable() == withPrereleases)
    #expect(!set.isUnsatisfiable(prereleases: false) == without)
  }

  @Test func setsHoldEachOther() throws {
    let whole = try #require(SpecifierSet(">=1"))
    let part = try #require(SpecifierSet(">=1.2,<2,!=1.5"))
    let other = try #require(SpecifierSet("<1"))
    #expect(try part.isSubset(of: whole))
    #expect(try !whole.isSubset(of: part))
    #expect(try other.isDisjoint(from: whole))
    #expect(try !part.isDisjoint(from: whole))
    #expect(try !SpecifierSet.any.isSubset(of: whole))
    #expect(try whole.isSubset(of: .any))
    #expect(throws: SpecifierSet.RelationFault.self) { try whole.isSubset(of: #require(SpecifierSet("===1"))) }
  }
}

@Suite struct SpecifierMatchingTests {
  private func filter(_ set: String, _ texts: [String], _ prereleases: Bool? = nil) throws -> [String] {
    try #require(SpecifierSet(set)).filter(texts.map { VersionCandidate($0) }, prereleases: prereleases).map(\.text)
  }

  @Test func prereleasesCountWhereNothingElseDoes() throws {
    #expect(try filter(">=1", ["1.1a1", "1.0", "2.0"]) == ["1.0", "2.0"])
    #expect(try filter(">=1", ["1.1a1", "0.9"]) == ["1.1a1"])
    #expect(try filter(">=1", ["1.1a1", "1.0"], true) == ["1.1a1", "1.0"])
    #expect(try filter(">=1", ["1.1a1"], false).isEmpty)
    #expect(try filter(">=1a1", ["1.1a1", "1.0"]) == ["1.1a1", "1.0"])
    #expect(try filter("!=1a1", ["1.1a1", "1.0"]) == ["1.0"])
    #expect(try filter("", ["1.1a1", "junk", "1.0"]) == ["junk", "1.0"])
    #expect(try filter("", ["1.1a1", "junk"]) == ["1.1a1", "junk"])
  }

  @Test func arbitraryEqualityComparesTexts() throws {
    #expect(try filter("===1.0", ["1.0", "1.0.0", "1.0+x"]) == ["1.0"])
    #expect(try filter("===FOO", ["foo", "bar"]) == ["foo"])
    let specifier = try #require(Specifier("===1.0.0-rc1"))
    #expect(specifier.contains(VersionCandidate("1.0.0-RC1")))
    #expect(!specifier.contains(VersionCandidate(try #require(Version("1.0.0-rc1")))))
  }

  @Test func anInstalledPrereleaseCounts() throws {
    let set = try #require(SpecifierSet(">=1"))
    let candidate = VersionCandidate("1.5b1")
    #expect(set.contains(candidate))
    #expect(!set.contains(candidate, prereleases: false))
    #expect(set.contains(candidate, prereleases: false, isInstalled: true))
  }
}
