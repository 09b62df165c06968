import PythonPackaging
import Testing

/// Nobody knows which parameter of an address opens something.
@Suite struct URLTextQueryTests {
  private static let sha = "d5b82e107e46a8e29483c22f9713335f2e028939"

  @Test(arguments: [
    ("https://h/x.tar.gz?st=a&jwt=b&code=c&Policy=d", "https://h/x.tar.gz?st=****&jwt=****&code=****&Policy=****"),
    ("https://h/x?t0ken", "https://h/x?****"), ("https://h/x?a=1&t0ken&b", "https://h/x?a=****&****&****"),
    ("https://h?a=b", "https://h?a=****"), ("//h/x?a=b", "//h/x?a=****"), ("https://h/x?", "https://h/x?"),
    ("https://h/x?&=&a=&", "https://h/x?&=&a=&"), ("https://h/x?a=b?c=d/e", "https://h/x?a=****"),
    ("https://u:p@h/x?a=b#c", "https://u:****@h/x?a=****#c"), ("ssh://git@h/x?a=b", "ssh://git@h/x?a=****"),
    ("see `https://h/x?a=b` and 'https://h/y?c'", "see `https://h/x?a=****` and 'https://h/y?****'"),
    ("x @ https://h/x.zip?a=b ; python_version>'3'", "x @ https://h/x.zip?a=**** ; python_version>'3'"),
    ("https://h/x?to=https://v:w@g/y?z=1", "https://h/x?to=****"), ("https://h/x?ü=ß", "https://h/x?ü=****"),
  ])
  func everyValueIsHidden(text: String, redacted: String) { #expect(URLText.redacted(text) == redacted) }

  /// Fragments say what is built of a repository, and what no address holds is no query.
  @Test(arguments: [
    "git+https://h/x@1#egg=nova&subdirectory=api", "https://h/x#a?b=c", "did you mean `nova`?", "a? b=c // d", "x?y",
    "https://h/x did you mean?y=z", "nova&glance=1",
  ])
  func otherTextsStay(text: String) { #expect(URLText.redacted(text) == text) }

  /// Without them the address of a file in a repository says nothing.
  @Test func aPresignedAddressStillSaysWhenItEnds() {
    let text = "https://h/x?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=c&X-Amz-Date=20260424T120000Z"
    let rest = "&X-Goog-Expires=300&X-Amz-SignedHeaders=host&X-Amz-Signature=s&X-Amz-Date=s3cret&X-Amz-Expires="
    #expect(
      URLText.redacted(text + rest)
        == text.replacing("=c&", with: "=****&")
        + rest.replacing("=s&", with: "=****&").replacing("=s3cret", with: "=****"))
  }

  @Test(arguments: [
    ("https://h/cgit/r/plain/u.txt?id=\(sha)", nil), ("https://h/x?h=stable/pike", nil), ("https://h/x?ref=main", nil),
    ("https://h/x?id={{ requirements_git_install_branch }}", nil), ("https://h/x?h=refs/tags/1.0", nil),
    ("https://h/{{ a }}/x?id={{ b.c }}&t=${TOKEN}", nil), ("https://h/x?id=hunter2", "https://h/x?id=****"),
    ("https://h/x?ref=\(sha)0", "https://h/x?ref=****"), ("https://h/x?token=\(sha)", "https://h/x?token=****"),
    ("https://h/x?id={{ 'a' ~ b }}&c=d", "https://h/x?id=****&c=****"),
    ("https://h/{{ a b }}?c={{ d", "https://h/{{ a b }}?c=**** d"),
  ])
  func whatNamesACommitStays(text: String, redacted: String?) { #expect(URLText.redacted(text) == redacted ?? text) }
}
