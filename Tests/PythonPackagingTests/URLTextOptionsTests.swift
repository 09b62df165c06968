import PythonPackaging
import Testing

@Suite struct URLTextOptionsTests {
  @Test(arguments: [
    ("--proxy u:p@h:3128 -i https://u:p@h/simple", "--proxy u:****@h:3128 -i https://u:****@h/simple"),
    ("--proxy=u:p:q@h", "--proxy=u:****@h"), ("'u:p@h' \"v:q@h\"", "'u:****@h' \"v:****@h\""),
    ("a@b", "a@b"), ("x:1 y@z", "x:1 y@z"), ("git@h:a/b", "git@h:a/b"), ("/a:b@c", "/a:b@c"),
    ("a @ git+https://h/a@b", "a @ git+https://h/a@b"), ("u:@h", "u:@h"), ("", ""), ("@", "@"), (":@", ":@"),
  ])
  func hidesPasswords(text: String, redacted: String) { #expect(URLText.redactedOptions(text) == redacted) }
}
