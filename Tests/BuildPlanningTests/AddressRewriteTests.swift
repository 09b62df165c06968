import Testing

@testable import BuildPlanning

@Suite struct AddressRewriteTests {
  private func rewritten(_ address: String, _ rewrites: String...) -> String {
    AddressRewrite.apply(rewrites.compactMap(AddressRewrite.init), to: address)
  }

  @Test func theLongestBaseWinsWhereAComponentEnds() {
    #expect(rewritten("https://a/x/y", "https://a=https://b", "https://a/x=file:///srv") == "file:///srv/y")
    #expect(rewritten("https://ab/x", "https://a=https://b") == "https://ab/x")
    #expect(rewritten("https://a", "https://a/=https://b/c") == "https://b/c")
    #expect(rewritten("https://a/x", "https://a/=https://b/c/") == "https://b/c/x")
  }

  @Test(arguments: ["", "a=b", "https://a", "=https://b", "https://a=b", "https://=https://b", "https://a="])
  func refuses(text: String) {
    #expect(AddressRewrite(text) == nil)
  }
}
