import PythonPackaging
import Testing

@Suite struct URLTextMaskedTests {
  @Test(arguments: [
    ("git: https://user:pass@host/a", "git: https://*********@host/a"), ("https://tok@h/a b", "https://***@h/a b"),
    ("ssh://git@host/a", "ssh://git@host/a"), ("x https://h/a@b", "x https://h/a@b"),
    ("ssh://deploy@h:22/b", "ssh://deploy@h:22/b"), ("git+ssh://u:p@h/b", "git+ssh://***@h/b"),
    ("https://a:b@c@h/x", "https://*****@h/x"), ("'https://u:p@h' 'http://v:q@h'", "'https://***@h' 'http://***@h'"),
    ("https://h/x?token=abc&b=c#d", "https://h/x?token=***&b=*#d"),
    ("https://{{ u }}:{{ p }}@h/x", "https://{{ u }}:{{ p }}@h/x"),
    ("https://ü:ß@h/ä", "https://***@h/ä"), ("no address", "no address"), ("https://", "https://"), ("://@", "://@"),
    ("https://h?u=p@q", "https://h?u=***"),
  ])
  func keepsEveryColumn(text: String, masked: String) {
    #expect(URLText.masked(text) == masked)
    #expect(URLText.masked(text).unicodeScalars.count == text.unicodeScalars.count)
  }
}
