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

  @Test(arguments: [
    ("git@github.com:=https://m/github/", "git@github.com:openstack/nova", "https://m/github/openstack/nova"),
    ("git@github.com:openstack=https://m/os", "git@github.com:openstack/nova", "https://m/os/nova"),
    ("git@github.com:openstack=https://m/os", "git@github.com:openstack2/nova", "git@github.com:openstack2/nova"),
    ("https://opendev.org=/srv/mirror", "https://opendev.org/openstack/nova", "/srv/mirror/openstack/nova"),
    ("https://opendev.org=git@m:mirror", "https://opendev.org/openstack/nova", "git@m:mirror/openstack/nova"),
    ("/srv/a=/srv/b", "/srv/a/nova", "/srv/b/nova"), ("/srv/a=/srv/b", "/srv/ab/nova", "/srv/ab/nova"),
  ])
  func placesOfEveryForm(rewrite: String, address: String, expected: String) throws {
    let rewrite = try #require(AddressRewrite(rewrite))
    #expect(AddressRewrite.apply([rewrite], to: address) == expected)
  }

  @Test(arguments: [
    "a=b", "@h:=https://m", "u@:=https://m", "u@h=https://m", "/=https://m", "a/u@h:x=https://m", "=", "",
  ])
  func whatIsNoPlaceIsNone(text: String) { #expect(AddressRewrite(text) == nil) }
}
