import Testing

@testable import BuildRunning

@Suite struct GitAddressTests {
  @Test(arguments: [
    ("https://opendev.org/openstack/nova", "https://opendev.org/openstack/nova", "opendev.org/openstack/nova"),
    (
      "HTTPS://OpenDev.org:443/openstack//nova.git/", "https://opendev.org:443/openstack//nova.git/",
      "opendev.org:443/openstack/nova"
    ),
    ("http://mirror/a.git", "http://mirror/a.git", "http+mirror/a"),
    (
      "ssh://git@review.example.org:29418/a/b", "ssh://git@review.example.org:29418/a/b",
      "ssh+review.example.org:29418/a/b"
    ),
    ("git@example.org:a/b.git", "git@example.org:a/b.git", "ssh+example.org/a/b"),
    ("git://git.example.org/a", "git://git.example.org/a", "git+git.example.org/a"),
    ("file:///srv/git/a.git", "file:///srv/git/a.git", "file/srv/git/a"),
    ("/srv/git/a", "file:///srv/git/a", "file/srv/git/a"),
    ("https://[::1]:8443/a", "https://[::1]:8443/a", "[::1]:8443/a"),
  ])
  func givesArgumentAndIdentity(text: String, argument: String, identity: String) throws {
    let address = try GitAddress(text)
    #expect(address.argument == argument)
    #expect(address.identity == identity)
  }

  @Test func setsTheCredentialApart() throws {
    let address = try GitAddress("https://us%40er:p%3Aw@host.example/a")
    #expect(address.argument == "https://host.example/a")
    #expect(address.credential?.user == "us@er")
    #expect(address.credential?.password == "p:w")
    #expect(address.origin == "https://host.example")
    #expect(try GitAddress("https://token@host/a").credential?.password == "")
    #expect("\(String(describing: address.credential))".contains("p:w") == false)
  }

  @Test(arguments: [
    "", "-", "--upload-pack=touch x", "-u", "ext::sh -c id", "ext::sh%20-c", "fd::17", "fd::17/foo", "transport::addr",
    "https://host", "https://", "https:///path", "://a/b", "a/b", "./a", "../a", "a", "C:\\x", "file://host/a",
    "https://-oProxyCommand=x/a", "ssh://-oProxyCommand=touch%20x/a", "-oProxyCommand=x:a", "user@-oProxy:a",
    "ssh://-l@host/a", "ssh://user:password@host/a", "host:-path", "ssh://host/../a", "https://h/a/%2e%2e/b",
    "https://h/a%0ab", "https://h/a%0D%0Ahost=evil", "https://h/a%00", "https://h/a%zz", "https://h/a%2",
    "https://h/a%+1",
    "https://h/a\nb", "https://h/a\rb", "https://h/a b", "https://h/a\tb", "https://h/\u{0}", "https://h/\u{1B}[31m",
    "https://h/\u{202E}a", "https://h/ä", "https://a@b@c/d", "https://a\\@b/c", "https://a#@b/c", "https://a?@b/c",
    "https://h/a?token=x", "https://h/a#frag", "https://h:0/a", "https://h:65536/a", "https://h:x/a", "https://h:-1/a",
    "https://u%0a:p@h/a", "https://u:p%0ahost=x@h/a", "https://[::1/a", "https://[zz]/a", "https://a..b/c",
    "https://h/$(id)", "https://h/`id`", "https://h/a;id", "https://h/a|id", "https://h/a&b", "https://h/a'b",
    "https://h/{{ name }}", "https://h/a\"b", "https://h/<a>", "ftp://h/a", "data:text/plain,x", "host:path",
    "rsync://h/a", "git+ssh://h/a",
    "git://u@h/a",
    "javascript://h/a", "https://\u{212A}/a", "ſsh://h/a",
  ])
  func refuses(text: String) {
    #expect(throws: Refusal.self) { try GitAddress(text) }
  }

  @Test func refusesWhatIsLongerThanAnyAddress() {
    #expect(throws: Refusal.self) { try GitAddress("https://h/" + String(repeating: "a", count: 2048)) }
  }
}
