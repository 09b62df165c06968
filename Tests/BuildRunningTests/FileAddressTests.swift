import Testing

@testable import BuildRunning

@Suite struct FileAddressTests {
  @Test func aQueryIsTheFilesAndNeverShown() throws {
    let address = try GitAddress("https://u:p%40ss@h/a.tar.gz?file=a%2Fb&private_token=s3cret", isFile: true)
    #expect(address.argument == "https://h/a.tar.gz")
    #expect(address.download == "https://h/a.tar.gz?file=a%2Fb&private_token=s3cret")
    #expect(address.fileIdentity.hasPrefix("h/a.tar.gz?sha256=") && !address.fileIdentity.contains("s3cret"))
    for secret in ["s3cret", "p@ss", "p%40ss", "a/b", "a%2Fb"] { #expect(address.secrets.contains(secret)) }
    #expect(!address.secrets.contains("private_token"))
    let other = try GitAddress("https://h/a.tar.gz?file=b", isFile: true)
    #expect(other != address && other.fileIdentity != address.fileIdentity && other.identity == address.identity)
  }

  @Test func onlyFilesHaveOne() throws {
    #expect(throws: Refusal.self) { try GitAddress("https://h/a?b=c") }
    #expect(throws: Refusal.self) { try GitAddress("file:///a?b=c", isFile: true) }
    #expect(throws: Refusal.self) { try GitAddress("https://h/a?b#c", isFile: true) }
    #expect(throws: Refusal.self) { try GitAddress("https://h?b/c", isFile: true) }
    #expect(try GitAddress("https://h/a?", isFile: true).download == "https://h/a?")
  }
}
