import PythonPackaging
import Testing

@Suite struct VersionTests {
  @Test(arguments: [
    ("1.0-ALPHA", "1.0a0"), ("v1.0", "1.0"), ("1!2.03", "1!2.3"), ("1.0-5", "1.0.post5"), ("1.0.Rev2", "1.0.post2"),
    ("1.0preview3", "1.0rc3"), ("1.0.dev", "1.0.dev0"), ("1.0+Ubuntu-1", "1.0+ubuntu.1"), (" 1.0\n", "1.0"),
    ("1.0a.dev1", "1.0a0.dev1"), ("18446744073709551616.0", "18446744073709551616.0"), ("1.0a-", "1.0a0"),
  ])
  func spellingsHaveOneForm(text: String, normal: String) {
    #expect(Version(text)?.description == normal)
  }

  @Test(arguments: ["", "1.", "1..0", "1.0+", "1.0+a_", "french toast", "1 .0", "١.٠", "1.0a b", "1.0ſ", "1!"])
  func whatIsNoVersionIsNone(text: String) {
    #expect(Version(text) == nil)
  }

  @Test func versionsSortAsPEP440Says() {
    let order = [
      "0.9", "1.0.dev1", "1.0a1.dev1", "1.0a1", "1.0a1.post1", "1.0b2", "1.0rc1", "1.0", "1.0+abc", "1.0+5",
      "1.0.post1",
      "1.1", "18446744073709551615", "18446744073709551616", "1!0.1",
    ].compactMap { Version($0) }
    #expect(order.count == 15)
    #expect(order.shuffled().sorted() == order)
    #expect(Version("1.0") == Version("1.0.0"))
    #expect(Version("1.0")?.hashValue == Version("1.0.0")?.hashValue)
  }

  @Test func hugeTextsEnd() {
    #expect(Version(String(repeating: "9", count: 4300)) != nil)
    #expect(Version("1.0+a." + String(repeating: "9", count: 4301)) == nil)
    #expect(Version(Array(repeating: "1", count: 10_000).joined(separator: ".")) != nil)
    #expect(Version(String(repeating: "1", count: 1 << 17)) == nil)
  }
}
