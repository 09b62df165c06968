import Testing

@testable import Checks

@Suite struct AddressTests {
  @Test(arguments: [
    ("https://h//a", true), ("https://h/a//b", true), ("{{ base }}//a", true), ("git@h:a//b", true),
    ("https://h/a", false), ("file:///a/b", false), ("https://h/a/", false), ("", false), ("//", true), ("/", false),
  ])
  func emptySegments(url: String, expected: Bool) { #expect(EmptyPathSegment.holdsEmptySegment(url) == expected) }

  @Test(arguments: [
    ("https://u:p@h/a", true), ("https://token@h/a", true), ("ssh://u:p@h/a", true), ("ssh://git@h/a", false),
    ("ssh://nova@h/a", false), ("https://git@h/a", false), ("https://${TOKEN}@h/a", false), ("git@h:a/b", false),
    ("https://u:{{ x }}@h/a", false), ("https://h/a@b", false), ("https://h/?x=a@b", false), ("https://u:@h/", false),
  ])
  func credentials(url: String, expected: Bool) { #expect(CredentialsInURL.holdsCredentials(url) == expected) }

  @Test(arguments: [
    ("git://h/a", true), ("http://h/a", true), ("HTTP://h/a", true), ("ftp://h/a", true), ("https://h/a", false),
    ("ssh://h/a", false), ("file:///a", false), ("http://localhost/a", false), ("http://u@127.0.0.1:80/a", false),
    ("http://127.0.0.10/a", true), ("/a/b", false), ("h:a", false), ("{{ x }}://h", false),
  ])
  func transports(url: String, expected: Bool) { #expect(UnsafeTransport.isUnsafe(url) == expected) }

  /// A fault of the base URL is told once, where the base URL stands.
  @Test func theDefinitionThatHoldsTheFaultIsBlamed() throws {
    let files = [
      "osa/inventory/group_vars/all/all.yml": "x: 1\nbase: \"git://u:p@h/\"\n",
      "osa/inventory/group_vars/a_all/s.yml": trio("a", base: "{{ base }}") + trio("b", base: "{{ base }}/"),
    ]
    #expect(try places(UnsafeTransport.self, files).allSatisfy { $0 == "OSA125 inventory/group_vars/all/all.yml:2" })
    #expect(try places(CredentialsInURL.self, files).allSatisfy { $0 == "OSA123 inventory/group_vars/all/all.yml:2" })
    // Two parts that are right by themselves make a wrong whole.
    #expect(try places(EmptyPathSegment.self, files) == ["OSA122 inventory/group_vars/a_all/s.yml:4"])
    let message = try context(files)
    #expect(CredentialsInURL.findings(in: message).allSatisfy { !$0.message.contains("u:p@") })
  }

  @Test func helpersAreErrors() throws {
    let found = UnsafeTransport.findings(
      in: try context(["osa/inventory/group_vars/a_all/s.yml": trio("a", base: "ext::sh -c ")]))
    #expect(found.map(\.severity) == [.error])
  }
}
