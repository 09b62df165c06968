import Testing

@testable import BuildRunning

@Suite struct NetrcTests {
  @Test func everySecretIsKnown() {
    let text = """
      machine a.example login u password p4ss
      machine b.example
        password "quo ted" login v
      default login anonymous password me@h account acc0unt
      """
    let found = Netrc.secrets(in: Array(text.utf8))
    for secret in ["p4ss", "me@h", "acc0unt"] { #expect(found.contains(secret)) }
    #expect(found.contains(Base64.encode(Array("u:p4ss".utf8))))
    #expect(found.contains(Base64.encode(Array("anonymous:me@h".utf8))))
    #expect(Netrc.secrets(in: []) == [] && Netrc.secrets(in: Array("password".utf8)) == [])
    #expect(Netrc.secrets(in: Array("machine h login a password \"q\"".utf8)).contains("q"))
  }
}
