import Testing

@testable import PythonPackaging

@Suite struct TrustedHostTests {
  @Test(arguments: [
    ("Example.COM", "example.com"), ("e.com:80", "e.com:80"), ("e.com:", "e.com"), ("u:p@e.com", "e.com"),
    ("::1", "::1"), ("[::1]:80", "[::1]:80"), ("[FE80::1%Eth0]", "fe80::1%Eth0"), ("./d", "."), ("e.com/x", "e.com"),
    ("::ffff:1.2.3.4", "::ffff:1.2.3.4"), ("", nil), (":80", nil), ("e.com:x", nil), ("e.com:65536", nil),
    ("a,:none:,b", nil), ("[::1", nil), ("e.com:1:2", nil), ("1:2:3:4:5:6:7:8:9", nil), ("::1::", nil), (":1::", nil),
  ])
  func hostsAsPipTakesThem(_ text: String, _ host: String?) {
    #expect(TrustedHost.normal(text) == host)
  }

  @Test(arguments: [
    ("https://[::1]/x", true), ("https://[v1.a]/x", true), ("https://[1:2:3:4:5:6:7:8]/", true),
    ("https://[::]/", true),
    ("https://[:1]/x", false), ("https://[e.com]/", false), ("https://[1.2.3.4]/", false),
    ("https://[::01.2.3.4]/", false),
    ("https://[::1", false), ("https://[12345::]/", false), ("https://[::1%]/", false), ("https://[v.a]/", false),
  ])
  func bracketsOfAnAddress(_ text: String, _ isValid: Bool) {
    #expect((URLParts(text) != nil) == isValid)
  }

  /// Python writes an empty location for schemes that always have one, and pip adds few to them.
  @Test(arguments: [
    ("git+https:x/y", "git+https:x/y"), ("ssh:x/y", "ssh:///x/y"), ("git:x", "git:///x"), ("x:y", "x:y"),
    ("hg:a", "hg:///a"),
  ])
  func addressesWithoutALocation(_ text: String, _ written: String) {
    #expect(URLParts(text)?.withoutCredentials == written)
  }
}
