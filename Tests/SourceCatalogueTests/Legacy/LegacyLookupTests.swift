import Diagnostics
import TestSupport
import Testing

@testable import SourceCatalogue

/// Rules of the old lookup on trees that are as small as the rule.
@Suite struct LegacyLookupTests {
  private func run(_ files: [String: String], _ release: LegacyRelease = .pike) throws -> LegacyLookup.Result {
    let folder = try TemporaryFolder(files)
    return LegacyLookup.run(paths: [folder.path], release: release, isRecording: true)
  }

  private func codes(_ files: [String: String]) throws -> [DiagnosticCode] {
    let folder = try TemporaryFolder(files)
    return LegacyReport(CatalogueReader.reading(paths: [folder.path]), release: .pike).findings.map(\.code)
  }

  private func packages(_ lists: String...) throws -> [String] {
    var files: [String: String] = [:]
    for (index, list) in lists.enumerated() { files["roles/r\(index)/defaults/main.yml"] = "x_pip_packages: \(list)\n" }
    return try run(files).document.packages
  }

  @Test func aLaterBareNameReplacesAPin() throws {
    #expect(try packages("[foo==1]", "[foo]") == ["foo"])
    #expect(try packages("[foo]", "[foo==1]") == ["foo==1"])
  }

  @Test func namesAreLoweredAndTemplatesDropped() throws {
    #expect(try packages("['{{ gone }}', 'a{{ Kept }}', PyMySQL]") == ["a{{ kept }}", "pymysql"])
  }

  @Test func aTextBecomesItsCharacters() throws { #expect(try packages("latest") == ["a", "e", "l", "s", "t"]) }

  @Test func spellingsOfOneNameStayApart() throws {
    #expect(try packages("[a-b, a_b, 'a-b[x]']") == ["a-b", "a-b[x]", "a_b"])
  }

  @Test func theFirstInTheAlphabetWinsBetweenTerms() throws {
    let (a, b) = (
      try TemporaryFolder(["roles/r/defaults/main.yml": "x_pip_packages: [foo>=2]\n"]),
      try TemporaryFolder(["roles/s/defaults/main.yml": "x_pip_packages: [foo!=1.5]\n"])
    )
    let found = LegacyLookup.run(paths: [a.path, b.path], release: .pike, isRecording: true)
    #expect(found.document.packages == ["foo!=1.5"])
    let reading = CatalogueReader.reading(paths: [a.path, b.path])
    #expect(LegacyReport(reading, release: .pike).findings.map(\.code) == [.legacyLostSpecifier])
  }

  @Test(arguments: [
    "x_pip_packages:\n", "x_pip_packages: [1]\n", "x_pip_packages: 5\n", "1: x\n", "a_git_repo:\n",
    "A_git_repo: https://h/a\n", "git_foo_git_repo: https://h/a\n",
    "x_pip_packages: ['git+https://h/pyscss@60414f5']\n",
  ])
  func whatEndedTheLookupHasAPlace(text: String) throws {
    let found = try run(["roles/r/defaults/main.yml": text])
    #expect(found.failure?.code == .legacyAbort)
    #expect(found.failure?.location?.line == 1)
  }

  private let pinned = "nova_git_repo: https://h/nova\nnova_git_install_branch: abc\nnova_git_project_group: nova_all\n"

  @Test func repoPackagesWinOverRoleDefaults() throws {
    let files = [
      "playbooks/defaults/repo_packages/x.yml": pinned,
      "roles/os_nova/defaults/main.yml": "nova_git_repo: https://other/nova\nnova_git_install_branch: master\n",
    ]
    let found = try run(files)
    #expect(
      found.document.remotePackages == ["git+https://h/nova@abc#egg=nova&gitname=nova&projectgroup=nova_all"])
    #expect(try codes(files) == [.legacyShadowed])
  }

  @Test func anOverrideLosesItsGroupAndInheritsItsReference() throws {
    let files = [
      "playbooks/defaults/x.yml": pinned, "zz/user_variables.yml": "nova_git_repo: https://fork/nova\n",
    ]
    let found = try run(files)
    #expect(
      found.document.remotePackageParts.map(\.original) == [
        "git+https://fork/nova@abc#egg=nova&gitname=nova&projectgroup=all"
      ])
    #expect(try codes(files) == [.legacyLostGroup, .legacyStrayFile])
  }

  @Test func aReferenceAloneIsADeadOverride() throws {
    let files = [
      "playbooks/defaults/x.yml": pinned, "zz/user_variables.yml": "nova_git_install_branch: def\n",
    ]
    let found = try run(files)
    #expect(found.document.remotePackageParts.map(\.version) == ["abc"])
    #expect(try codes(files) == [.legacyDeadOverride])
  }

  @Test func vaultedFilesAreSilentlyIgnored() throws {
    let files = ["user_x.yml": "s: !vault |\n  abc\n" + pinned, "b/user_y.yml": "a: [\n"]
    let found = try run(files)
    #expect(found.document.remotePackages.isEmpty)
    #expect(try codes(files) == [.legacySilentFile, .legacySilentFile, .legacyUnreadSource])
  }

  @Test func ignoredRequirementsAreNoPackages() throws {
    let text =
      "a_git_repo: https://h/a\na_git_install_fragments: 'ignorerequirements=True'\na_pip_packages: [a, 'a>=1']\n"
    let files = ["roles/os_a/defaults/main.yml": text]
    #expect(try run(files, .pike).document.packages.isEmpty == false)
    #expect(
      try run(["roles/os_a/defaults/main.yml": text.replacing(", 'a>=1'", with: "")], .pike).document.packages == [])
    #expect(
      try run(["roles/os_a/defaults/main.yml": text.replacing(", 'a>=1'", with: "")], .newton).document.packages == [
        "a"
      ])
  }

  @Test func pluginsAreSourcesWithoutAGroup() throws {
    let found = try run([
      "playbooks/defaults/x.yml": pinned + "nova_repo_plugins: [{path: contrib/, package: /my-plug}]\n"
    ])
    let plugin = try #require(found.document.remotePackageParts.first { $0.name == "my-plug" })
    #expect(plugin.original == "git+https://h/nova@abc#egg=my_plug&subdirectory=contrib/my-plug&gitname=my-plug")
    #expect(plugin.projectGroup == "all")
    #expect(plugin.fragment == "contrib/my-plug")
  }

  @Test func userVariablesExtendListsOfRolesBeforeThem() throws {
    let found = try run([
      "roles/r/defaults/main.yml": "x_pip_packages: [a, b==1]\n",
      "zz/user_variables.yml": "x_pip_packages: [b==2, c]\n",
    ])
    #expect(found.document.roleRequirements["r"]?.lists["x_pip_packages"] == ["a", "b==2", "c"])
  }

  @Test func theLastFileOfARoleDecidesItsGroup() throws {
    let found = try run([
      "roles/r/defaults/main.yml": "x_role_project_group: x_all\nx_pip_packages: [a]\n",
      "roles/r/vars/main.yml": "y_pip_packages: [b]\n",
    ])
    #expect(found.document.roleRequirements["r"]?.projectGroup == "all")
    #expect(found.document.roleProjectGroups["r"] == "all")
  }

  @Test(arguments: [
    (LegacyRelease.pike, ["tox"]), (.queens, ["tox"]), (.newton, ["tox"]), (.latePike, []),
  ])
  func requirementFilesOfRoles(release: LegacyRelease, names: [String]) throws {
    let found = try run(["roles/od/requirements.txt": "tox # x\n", "roles/od/test-requirements.txt": "y\n"], release)
    #expect(found.document.packages == names)
    #expect(found.document.roleRequirementFiles["od"]?.lists["txt_file_packages"] ?? [] == names)
  }

  @Test func pinsAreRequirementsToo() throws {
    let files = ["global-requirement-pins.txt": "pip==9\n", "requirements.txt": "Foo >=1.0\n# c\nbar\n"]
    let found = try run(files)
    #expect(found.document.packages == ["bar", "foo", "pip==9"])
    #expect(found.document.roleRequirementFiles["default"]?.lists == ["txt_file_packages": ["bar", "foo", "pip==9"]])
    #expect(found.document.roleRequirementFiles["global_pins"]?.lists == ["pinned_packages": ["pip==9"]])
    #expect(try codes(files) == [.legacyCutLine])
  }

  @Test(arguments: [(LegacyRelease.pike, ["sshd"]), (.queens, ["ansible-sshd", "sshd"])])
  func linkedFoldersAreFollowedOnceAround(release: LegacyRelease, roles: [String]) throws {
    let folder = try TemporaryFolder(["roles/sshd/defaults/main.yml": "a: 1\n", "roles/sshd/tests/roles/x": ""])
    try folder.link("roles/sshd/tests/roles/ansible-sshd", to: "../../.")
    let found = LegacyLookup.run(paths: [folder.path + "/roles"], release: release)
    #expect(found.document.roleProjectGroups.keys.sorted() == roles)
  }

  @Test func newtonHadAGroupOfNoRole() throws {
    let files = ["defaults/a.yml": "x: 1\n"]
    #expect(try run(files, .newton).document.roleProjectGroups == ["null": "all"])
    #expect(try run(files, .pike).document.roleProjectGroups.isEmpty)
  }

  @Test func aMissingFolderIsEmpty() {
    let found = LegacyLookup.run(paths: ["/nonexistent"], release: .pike)
    #expect(found.failure == nil)
    #expect(found.document == LegacyDocument())
  }

  @Test func twoSourcesOfOneNameClash() throws {
    let files = [
      "defaults/a.yml": "a_git_repo: https://k/novnc\na_git_install_branch: x\n",
      "defaults/b.yml": "b_git_repo: https://n/noVNC\nb_git_install_branch: y\n",
    ]
    let found = try run(files)
    #expect(found.document.remotePackages.count == 2)
    #expect(found.document.remotePackageParts.map(\.version) == ["x"])
    #expect(try codes(files) == [.legacyClash])
  }
}
