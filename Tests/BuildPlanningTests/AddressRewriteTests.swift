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

  @Test(arguments: [
    ("x @ https://a/x.zip ; python_version>'3'", "x @ https://m/x.zip ; python_version>'3'"),
    ("x@git+https://a/x@1.0#egg=x", "x@git+https://m/x@1.0#egg=x"), ("https://a/x", "https://m/x"),
    ("--find-links=https://a/x", "--find-links=https://m/x"), ("x==1", "x==1"), ("", ""),
    ("x @ https://ab/x https://a/y", "x @ https://ab/x https://m/y"), ("x @ https://b/?u=https://a/x", nil),
    ("-r https://u:p@a/x", nil), ("git+ssh://git@a/x", nil),
  ])
  func addressesInsideAText(text: String, expected: String?) {
    let rewrites = ["https://a=https://m"].compactMap(AddressRewrite.init)
    #expect(AddressRewrite.apply(rewrites, inside: text) == expected ?? text)
    #expect(AddressRewrite.apply([], inside: text) == text)
  }

  /// pip knows nothing but addresses.
  @Test(arguments: [
    ("https://a=/srv/m", "x @ https://a/x.zip", "x @ file:///srv/m/x.zip"), ("/srv=/mnt", "-f /srv/x", "-f /mnt/x"),
    ("https://a=/srv/m", "git+https://a/x@1", "git+file:///srv/m/x@1"),
    ("https://a=git@m:os", "git+https://a/x@1", "git+ssh://git@m/~/os/x@1"),
    ("https://a=git@m:/os", "git+https://a/x@1", "git+ssh://git@m/os/x@1"),
    ("https://a=git@m:os", "https://a/x.zip", "https://a/x.zip"),
  ])
  func placesWithoutASchemeBecomeAddresses(rewrite: String, text: String, expected: String) throws {
    #expect(AddressRewrite.apply([try #require(AddressRewrite(rewrite))], inside: text) == expected)
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
