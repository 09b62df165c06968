import TestSupport
import Testing

@testable import SourceCatalogue

/// What the old lookup made of input that hardly anybody wrote, each found by comparing with a model of its rules.
@Suite struct LegacyOddityTests {
  private func run(_ files: [String: String], _ release: LegacyRelease = .pike) throws -> LegacyLookup.Result {
    let folder = try TemporaryFolder(files)
    return LegacyLookup.run(paths: [folder.path], release: release)
  }

  @Test func sourcesWithoutAnEggAreComparedByTheWrongName() throws {
    let found = try run([
      "defaults/a.yml": "a_pip_packages: ['git+https://h/u@v#egg=&gitname=', 'git+https://h/w@v#egg=&gitname=u']\n"
    ])
    #expect(found.document.remotePackages == ["git+https://h/w@v#egg=&gitname=u"])
  }

  @Test func anEmptyMappingIsNoFile() throws {
    let found = try run(["roles/r/defaults/main.yml": "{}\n", "roles/s/defaults/main.yml": "a: 1\n"])
    #expect(found.document.roleProjectGroups == ["s": "all"])
  }

  @Test(arguments: ["5", "foo", "{path: a}"])
  func pluginsThatAreNoListEndTheLookup(value: String) throws {
    let found = try run(["defaults/a.yml": "a_git_repo: https://h/a\na_repo_plugins: \(value)\n"])
    #expect(found.failure?.code == .legacyAbort)
    #expect(found.failure?.location?.line == 2)
  }

  @Test func listsOfDistributionsOutsideRolesAreNeverLookedAt() throws {
    let found = try run(["user_variables.yml": "a_apt_packages:\nb_distro_packages: 5\n"])
    #expect(found.failure == nil)
  }

  @Test func aNameMakesAnyAddressDo() throws {
    let found = try run(["defaults/a.yml": "a_git_repo: 5\na_git_package_name: b\na_git_install_branch: v\n"])
    #expect(found.document.remotePackages == ["git+5@v#egg=b&gitname=b&projectgroup=all"])
  }

  @Test func aRoleWithoutANameHasAGroup() throws {
    let found = try run(["my-roles-dir/x/defaults/main.yml": "a_role_project_group: g\n"])
    #expect(found.document.roleProjectGroups == ["": "g"])
  }

  @Test func aGroupIsWhatYAMLMadeOfIt() throws {
    let found = try run([
      "roles/r/defaults/main.yml": "a_role_project_group:\na_pip_packages: [a]\na_apt_packages: [b]\n",
      "roles/s/defaults/main.yml": "b_role_project_group: [x, y]\n",
    ])
    let groups = found.document.roleProjectGroups
    #expect(groups["r"]?.value?.content == .null && groups["r"]?.text == "None")
    #expect(groups["s"]?.value?.list?.count == 2 && groups["s"]?.text == "['x', 'y']")
    #expect(found.document.roleRequirements["r"]?.projectGroup == groups["r"])
    #expect(found.document.roleDistroPackages["r"]?.projectGroup == groups["r"])
  }

  @Test func aLinkToItselfCannotBeOpened() throws {
    let folder = try TemporaryFolder(["defaults/main.yml": "x_pip_packages: [a]\n"])
    try folder.link("defaults/l.yml", to: "l.yml")
    #expect(LegacyLookup.run(paths: [folder.path], release: .queens).failure?.code == .symbolicLinkLoop)
  }

  @Test func aTextInAListIsWrittenAsPythonWritesIt() throws {
    let found = try run([
      "defaults/a.yml": "a_git_repo: https://h/a\na_git_project_group: [\"it's\", \"a\\n\\x07\", 'b\\']\n"
    ])
    #expect(found.document.remotePackageParts.first?.projectGroup == #"["it's", 'a\n\x07', 'b\\']"#)
  }

  @Test func aFilesNameMayBeginWithPoints() throws {
    let found = try run(["roles/r/vars/..yml": "x_distro_packages: [a]\n"])
    #expect(found.document.roleDistroPackages["r"]?.files.keys.sorted() == ["..yml"])
  }

  @Test func minusZeroIsFalse() throws {
    let found = try run(["defaults/a.yml": "a_git_repo: https://h/a\na_git_install_branch: -0.0\n"])
    #expect(found.document.remotePackageParts.map(\.version) == ["master"])
  }

  /// Each time around takes out and adds again, and entries survive that by turns.
  @Test func loopsAreWalkedAsOftenAsTheSystemFollowsLinks() throws {
    let list = "x_pip_packages: [foo==1, foo, foo>=2]\n"
    let folder = try TemporaryFolder(["roles/sshd/defaults/main.yml": list, "roles/sshd/tests/roles/x": ""])
    try folder.link("roles/sshd/tests/roles/ansible-sshd", to: "../../.")
    let files = LegacyFiles.read([folder.path], .queens)[0]
    #expect(files.variables.count == 41)
    #expect(LegacyFiles.read([folder.path], .pike)[0].variables.count == 1)
  }
}
