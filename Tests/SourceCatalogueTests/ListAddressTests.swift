import Diagnostics
import Testing

@testable import SourceCatalogue

/// Addresses of pip lists that refer to a source's variables, and say more or something else.
@Suite struct ListAddressTests {
  private static let pinned = "nova_git_repo: https://h/nova\nnova_git_install_branch: v1\n"

  /// The address that the entry comes to, its source's key, and that source.
  private static func read(
    _ entry: String, sources: String = pinned
  ) throws -> (address: String?, key: String?, source: Source?, catalogue: Catalogue) {
    let found = try catalogue([
      "osa/inventory/group_vars/nova_all/git.yml": sources,
      "roles/os_nova/defaults/main.yml": "nova_pip_packages:\n  - \"\(entry)\"\n",
    ])
    let requirement = try #require(found.venvs["nova"]?.requirements.first)
    let how = requirement.source.flatMap { found.installation(of: requirement, source: $0) }
    return (how?.address, requirement.source, requirement.source.flatMap { found.sources[$0] }, found)
  }

  @Test func whatTheVariablesSayIsTheSource() throws {
    let found = try Self.read("git+{{ nova_git_repo }}@{{ nova_git_install_branch }}#egg=nova")
    #expect(found.key == "nova" && found.address == "nova @ git+https://h/nova@v1")
  }

  @Test(arguments: [
    ("git+{{ nova_git_repo }}@my-fix#egg=nova", "nova @ git+https://h/nova@my-fix"),
    ("git+{{ nova_git_repo }}-extra@{{ nova_git_install_branch }}#egg=extra", "extra @ git+https://h/nova-extra@v1"),
    (
      "git+{{ nova_git_repo }}@{{ nova_git_install_branch }}#egg=nova&subdirectory=api",
      "nova @ git+https://h/nova@v1#subdirectory=api"
    ),
    ("git+{{ nova_git_repo }}#egg=nova", "nova @ git+https://h/nova"),
  ])
  func whatSaysAnotherPlaceIsASourceOfItsOwn(entry: String, address: String) throws {
    let found = try Self.read(entry)
    #expect(found.address == address)
    #expect(found.source?.isInline == true && found.key != "nova")
    #expect(found.source?.repository?.origin.location.line == 2)
    #expect(found.source?.repository?.origin.template == entry)
    #expect(found.catalogue.sources["nova"]?.reference?.value.value == "v1")
  }

  /// A list that says the folder of a plugin means that plugin.
  @Test func theFolderOfAPluginIsThePlugin() throws {
    let found = try Self.read(
      "git+{{ nova_git_repo }}@{{ nova_git_install_branch }}#egg=plug&subdirectory=contrib/plug",
      sources: Self.pinned + "nova_repo_plugins: [{path: contrib, package: plug}]\n")
    #expect(found.key == "plug" && found.source?.pluginOf == "nova")
  }

  @Test func theListSaysTheReferenceOfASourceWithoutOne() throws {
    let found = try Self.read("git+{{ nova_git_repo }}@v7#egg=nova", sources: "nova_git_repo: https://h/nova\n")
    #expect(found.key == "nova" && found.address == "nova @ git+https://h/nova@v7")
  }

  @Test(arguments: [
    "git+https://h/b@v1#egg=b ; python_version < '3'", "git+https://h/b@v1#egg=b; python_version < '3'",
    "-e git+https://h/b@v1#egg=b ; python_version < '3'", "b @ git+https://h/b@v1 ; python_version < '3'",
  ])
  func theMarkerStandsBehindAnyAddress(entry: String) throws {
    let found = try Self.read(entry)
    #expect(found.address == "b @ git+https://h/b@v1 ; python_version < \"3\"")
    #expect(found.source?.reference?.value.value == "v1")
  }

  @Test func aMarkerBehindAnAddressWithoutANameToo() throws {
    let found = try Self.read("git+https://h/b@v1 ; python_version < '3'")
    #expect(found.source?.reference?.value.value == "v1" && found.source?.repository?.value == "https://h/b")
  }

  @Test func whatIsNoMarkerIsAFault() throws {
    let found = try Self.read("git+https://h/b@v1#egg=b ; nonsense").catalogue
    #expect(found.codes() == [.invalidRequirement])
    #expect(found.diagnostics.first?.location?.line == 2)
  }

  @Test func extrasOfAnEditableAddressAreKept() throws {
    let found = try Self.read("-e git+https://h/b@v1#egg=b[x,y]&subdirectory=d")
    #expect(found.address == "b[x,y] @ git+https://h/b@v1#subdirectory=d")
  }
}
