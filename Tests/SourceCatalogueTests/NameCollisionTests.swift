import Diagnostics
import Testing

@testable import SourceCatalogue

@Suite struct NameCollisionTests {
  private static func document(_ names: [String]) -> String {
    "format: 1\nsources:\n"
      + names.map { "  \($0): {git: \"https://h/\($0)\", commit: \(sha)}\n" }.joined()
  }

  @Test(arguments: ["Foo-Bar", "zope.interface", "oslo-messaging", "plain"])
  func theWrittenNameFindsTheKey(name: String) throws {
    let found = try catalogue(["osa/osa-sources.yml": Self.document([name])])
    let key = try #require(found.key(of: name))
    #expect(found.sources[key]?.repository?.value == "https://h/\(name)")
    #expect(found.key(of: key) == key)
    #expect(found.key(of: name.uppercased()) == key)
    #expect(found.key(of: name + "x") == nil)
    #expect(found.codes().isEmpty)
  }

  @Test func twoKeysThatAreOneNameToPipAreAnError() throws {
    let found = try catalogue(["osa/osa-sources.yml": Self.document(["Foo-Bar", "foo_bar"])])
    #expect(found.codes() == [.collidingNames])
    let finding = try #require(found.diagnostics.first)
    #expect(finding.severity == .error)
    #expect(finding.location?.line == 4)
    #expect(finding.related.map(\.location.line) == [3])
    #expect(found.sourceNames == ["Foo_Bar", "foo_bar"])
    // No name is better than a wrong one.
    #expect(found.key(of: "foo-bar") == nil)
  }

  @Test func aFlatSourceCollidesToo() throws {
    let found = try catalogue([
      "osa/osa-sources.yml": Self.document(["Foo-Bar"]),
      "osa/group_vars/all.yml": "foo_bar_git_repo: https://h/y\nfoo_bar_git_install_branch: \(sha)\n",
    ])
    #expect(found.codes(.error) == [.collidingNames])
  }

  @Test func oneSourceInTwoSpellingsIsAWarning() throws {
    let found = try catalogue([
      "osa/osa-sources.yml": Self.document(["foo-bar"]),
      "openstack_deploy/osa-sources.yml": "format: 1\nsources: {foo.bar: {branch: b}}\n",
    ])
    #expect(found.codes() == [.collidingNames])
    #expect(found.diagnostics.first?.severity == .warning)
    #expect(found.sources["foo_bar"]?.reference?.value == Reference(.branch, "b"))
  }

  @Test func aLaterDocumentMayOverrideWithoutAFinding() throws {
    let found = try catalogue([
      "openstack_deploy/osa-sources.d/10-base.yml": Self.document(["nova"]),
      "openstack_deploy/osa-sources.d/20-site.yml": "format: 1\nsources: {nova: {branch: stable/x}}\n",
    ])
    #expect(found.codes().isEmpty)
    #expect(found.sources["nova"]?.reference?.value == Reference(.branch, "stable/x"))
    #expect(found.sources["nova"]?.reference?.origin.shadowed.map(\.text) == [sha])
  }
}
