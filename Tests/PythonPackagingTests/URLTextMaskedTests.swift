import PythonPackaging
import Testing

@Suite struct URLTextMaskedTests {
  @Test(arguments: [
    ("git: https://user:pass@host/a", "git: https://user:****@host/a"), ("https://tok@h/a b", "https://***@h/a b"),
    ("ssh://git@host/a", "ssh://git@host/a"), ("x https://h/a@b", "x https://h/a@b"),
    ("ssh://deploy@h:22/b", "ssh://deploy@h:22/b"), ("git+ssh://u:p@h/b", "git+ssh://u:*@h/b"),
    ("https://a:b@c@h/x", "https://a:***@h/x"), ("'https://u:p@h' 'http://v:q@h'", "'https://u:*@h' 'http://v:*@h'"),
    ("https://h/x?token=abc&b=c#d", "https://h/x?token=***&b=*#d"), ("//u:s3cret@[::1]/x", "//u:******@[::1]/x"),
    ("https://h/x?b=c&X-Amz-Signature=ab12", "https://h/x?b=*&X-Amz-Signature=****"),
    ("https://{{ u }}:{{ p }}@h/x", "https://{{ u }}:{{ p }}@h/x"), ("https://u:${P}@h", "https://u:${P}@h"),
    ("https://ü:ß@h/ä", "https://ü:*@h/ä"), ("no address", "no address"), ("https://", "https://"), ("://@", "://@"),
    ("https://ghp_t:x-oauth-basic@h/a", "https://*******************@h/a"),
    ("https://u:@h", "https://u:@h"), ("svn://u:a s3cret@h/x", "svn://u:********@h/x"),
    ("https://u/n:p?key=x@h?token=y", "https://u/n:p?key=***********"),
  ])
  func keepsEveryColumn(text: String, masked: String) {
    #expect(URLText.masked(text) == masked)
    #expect(URLText.masked(text).unicodeScalars.count == text.unicodeScalars.count)
  }

  /// What one of the two hides the other does.
  @Test(arguments: [
    "https://user:pass@host/a", "ssh://deploy@h/b", "git+ssh://u:p@h", "//u:p@h", "https://h?apikey=1&x=2",
    "https://t@h",
    "git+https://git@h/x", "x?sig=abc", "https://u:${P}@h",
  ])
  func hidesWhatIsRedacted(text: String) {
    #expect((URLText.redacted(text) == text) == (URLText.masked(text) == text))
  }
}
