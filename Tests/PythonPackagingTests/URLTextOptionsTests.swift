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

  /// What an option or a setting is called says that its value is a secret.
  @Test(arguments: [
    ("--password s3 -i x", "--password **** -i x"), ("--token=s3", "--token=****"), ("--password", "--password"),
    ("--config-settings=token=s3 --pre", "--config-settings=token=**** --pre"), ("-C api_key=s3", "-C api_key=****"),
    ("--global-option=--my-secret=s3", "--global-option=--my-secret=****"),
    ("PIP_PASSWORD=s3 x", "PIP_PASSWORD=**** x"),
    ("--config-settings=\"token=s 3\"", "--config-settings=\"token=****\""), ("--token 's 3' x", "--token '****' x"),
    ("--Password\ts3", "--Password\t****"), ("--password --pre", "--password --pre"),
    ("--token {{ vault_token }} x", "--token {{ vault_token }} x"), ("--token ${TOKEN}", "--token ${TOKEN}"),
    ("secretstorage==3.3 token===1 token>=2", "secretstorage==3.3 token===1 token>=2"),
    ("--cert /etc/c.pem --hash=sha256:abc", "--cert /etc/c.pem --hash=sha256:abc"),
    ("--keyring-provider x", "--keyring-provider x"),
  ])
  func hidesWhatIsCalledASecret(text: String, redacted: String) { #expect(URLText.redactedOptions(text) == redacted) }

  @Test func aValueMayBeAWordOfItsOwn() {
    #expect(
      URLText.redactedOptions([
        "install", "--password", "s3", "--token", "-x", "--token", "", "--api-key=s3", "-C", "token=s3",
      ])
        == ["install", "--password", "****", "--token", "-x", "--token", "", "--api-key=****", "-C", "token=****"])
  }

  /// In any text, as a requirement with options of its own is.
  @Test(arguments: [
    ("x==1 --config-settings=token=s3", "x==1 --config-settings=token=****"), ("token=s3", "token=s3"),
    ("x --global-option='--password=s3'", "x --global-option='--password=****'"),
  ])
  func optionsInOtherTexts(text: String, redacted: String) { #expect(URLText.redacted(text) == redacted) }

  /// Two queries are two addresses, also where nobody may see them.
  @Test func queriesTellOptionsApart() {
    let words = { (file: String) in
      URLText.identity(ofOptions: ["-f", "https://u:p@h/?file=\(file)&token=t", "--token", file])
    }
    #expect(words("a") == ["-f", "https://u:****@h/?file=a&token=****", "--token", "****"] && words("a") != words("b"))
  }
}
