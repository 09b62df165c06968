import Testing

@testable import PythonPackaging

@Suite struct URLPartsTests {
  @Test(arguments: [
    "https://h/p?q#f", "git+ssh://git@h:22/p.git", "file:///p", "p/q", "//h/p", "mailto:x@y", "https://[::1]:80/p", "",
  ])
  func addressesPrintAsWritten(text: String) throws {
    #expect(try #require(URLParts(text)).description == text)
  }

  @Test func oddAddressesAreReadAsPythonReadsThem() throws {
    let parts = try #require(URLParts(" \u{1}HTTPS://u:p@h\t/a?b?c#d#e"))
    #expect((parts.scheme, parts.netloc, parts.path) == ("https", "u:p@h", "/a"))
    #expect((parts.query, parts.fragment) == ("b?c", "d#e"))
    #expect(URLParts("https://[h/x") == nil)
    #expect(try #require(URLParts("a b://x")).scheme == "")
  }

  @Test func credentialsGo() throws {
    let parts = try #require(URLParts("https://us%40er:p@ss:w@h:1/x@y"))
    #expect(URLText.redacted("\(parts)") == "https://us%40er:****@h:1/x@y")
    #expect(parts.withoutCredentials == "https://h:1/x@y")
    #expect(try #require(URLParts("https://${U}:${P}@h/x")).strippingCredentials(safe: []) == "https://${U}:${P}@h/x")
    #expect(try #require(URLParts("https://${U}:p@h/x")).strippingCredentials(safe: []) == "https://h/x")
  }
}

@Suite struct PipLinkTests {
  @Test func fragmentsTellNameAndFolder() throws {
    let link = try #require(PipLink("git+https://h/p@v#egg=a&subdirectory=b/c&egg=z"))
    #expect(link.egg == "a")
    #expect(link.subdirectory == "b/c")
    #expect(link.isVCS)
    #expect(PipLink("https://h/p")?.egg == nil)
  }

  @Test func escapesAreNotDoubled() throws {
    #expect(try #require(PipLink("https://h/a b%20c%2fd@e#f g")).quoted == "https://h/a%20b%20c%2Fd@e#f g")
  }

  @Test func equivalenceLeavesOutWhatDoesNotMatter() throws {
    func same(_ a: String, _ b: String) throws -> Bool {
      try #require(PipLink(a)).isEquivalent(to: #require(PipLink(b)))
    }
    #expect(try same("https://u@h/x?a=1&b=2#egg=q", "https://h/x?b=2&a=1"))
    #expect(try same("file:///x", "file://localhost/x"))
    #expect(try !same("https://h/x#sha256=1", "https://h/x"))
    #expect(try !same("https://h/x?a=1&a=2", "https://h/x?a=2&a=1"))
  }
}

@Suite struct URLTextTests {
  @Test(arguments: [
    ("https://u:p@h/x", "https://u:****@h/x"), ("a https://t@h b https://:p@h", "a https://****@h b https://:****@h"),
    ("ssh://deploy@h:22/b", "ssh://deploy@h:22/b"), ("git+ssh://o.r-1@h/x@v1", "git+ssh://o.r-1@h/x@v1"),
    ("ssh://deploy:pw@h/x", "ssh://deploy:****@h/x"), ("git+https://deploy@h/x", "git+https://****@h/x"),
    ("git+https://git@h/x", "git+https://git@h/x"), ("https://git@h/x", "https://****@h/x"),
    ("https://u:${PW}@h", "https://u:${PW}@h"), ("https://u/n:pw@h/x", "https://u/n:****@h/x"),
    ("https://h/x?a=1&sig=s&X-Amz-Signature=t#f", "https://h/x?a=****&sig=****&X-Amz-Signature=****#f"),
    ("me@home", "me@home"), ("https://h/p@v1", "https://h/p@v1"), ("x?sig=y", "x?sig=****"), ("a=b&c", "a=b&c"),
    ("git+https://proxy/https://h/p@v", "git+https://proxy/https://h/p@v"),
  ])
  func secretsAreMasked(text: String, redacted: String) {
    #expect(URLText.redacted(text) == redacted)
    #expect(URLText.redacted(redacted) == redacted)
  }
}

@Suite struct RelativePathTests {
  @Test(arguments: [
    ("a/./b//c", "a/b/c"), ("a/../b", "b"), ("../a/..", ".."), ("/../a", "/a"), ("", "."), ("./", "."), ("/", "/"),
    ("https://h/a/../b", "https://h/a/../b"),
  ])
  func pathsHaveOneForm(path: String, normal: String) {
    #expect(RelativePath.normalized(path) == normal)
  }

  @Test(arguments: [
    ("o.txt", "d/r.txt", "d/o.txt"), ("../o.txt", "d/r.txt", "o.txt"), ("/o.txt", "d/r.txt", "/o.txt"),
    ("o.txt", "r.txt", "o.txt"), ("http://h/o", "r.txt", "http://h/o"), ("../o", "http://h/a/b/r?x=/y", "http://h/a/o"),
    ("o", "http://h", "http://h/o"),
  ])
  func pathsAreRelativeToTheirFile(path: String, file: String, joined: String) {
    #expect(RelativePath.joined(path, besides: file) == joined)
  }

  @Test func directoriesHoldPaths() {
    #expect(RelativePath.isWithin("a", "a/b"))
    #expect(RelativePath.isWithin("a/", "a"))
    #expect(RelativePath.isWithin(".", "a"))
    #expect(RelativePath.isWithin("/", "/a"))
    #expect(!RelativePath.isWithin("a", "ab"))
    #expect(!RelativePath.isWithin(".", "../a"))
    #expect(!RelativePath.isWithin("a", "/a"))
    for (directory, target) in [("/", ".."), ("/", "a"), ("..", "."), ("..", "a/b"), ("../..", "../a"), ("..", "../a")]
    {
      #expect(RelativePath.isWithin(directory, target), "\(target) in \(directory)")
    }
    for (directory, target) in [
      ("..", "../.."), ("../a", "a"), ("../a", "../ab"), ("a", ".."), ("//a", "/a"), ("/a", ".."),
    ] {
      #expect(!RelativePath.isWithin(directory, target), "\(target) in \(directory)")
    }
  }
}

@Suite struct GitRemoteTests {
  @Test func remotesBecomeAddresses() {
    #expect(GitRemote.url("git@h:a/b.git") == "ssh://git@h/a/b.git")
    #expect(GitRemote.url("h:a/b.git") == "ssh://h/a/b.git")
    #expect(GitRemote.url("https://h/a") == "https://h/a")
    for text in ["", "C:\\a", "/a/b", "a/b:c", "h:", ":a"] { #expect(GitRemote.url(text) == nil) }
  }

  @Test func versionsAreRead() {
    #expect(GitRemote.version("git version 2.39.5 (Apple)")?.minor == 39)
    #expect(GitRemote.version("git version x") == nil)
  }
}
