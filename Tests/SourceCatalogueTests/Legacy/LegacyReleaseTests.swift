import TestSupport
import Testing

@testable import SourceCatalogue

/// What changed in the old lookup between releases, and what never did (docs/decisions/0040-py-pkgs-quirks.md).
@Suite struct LegacyReleaseTests {
  private static let all = LegacyRelease.allCases

  private func run(_ files: [String: String], _ release: LegacyRelease) throws -> LegacyDocument {
    let folder = try TemporaryFolder(files)
    let found = LegacyLookup.run(paths: [folder.path], release: release)
    #expect(found.failure == nil)
    return found.document
  }

  @Test(arguments: zip(all, [true, false, true, true]))
  func linkedFoldersAreFollowed(release: LegacyRelease, isFollowed: Bool) throws {
    let folder = try TemporaryFolder(["elsewhere/defaults/main.yml": "x_pip_packages: [a]\n", "etc/roles/real/y": ""])
    try folder.link("etc/roles/os_x", to: "../../elsewhere")
    let found = LegacyLookup.run(paths: [folder.path + "/etc"], release: release).document
    #expect(found.rolePackages == (isFollowed ? ["os_x": ["a"]] : [:]))
  }

  @Test(arguments: zip(all, [true, true, false, true]))
  func listsOfDistributionsAreIndexed(release: LegacyRelease, isIndexed: Bool) throws {
    let text = "x_distro_packages: [A, a, '{{ b }}', 'b{{ c }}']\nx_pip_packages: [p]\nx_apt_packages: []\n"
    let found = try run(["roles/os_x/vars/ubuntu-16.04.yml": text], release)
    #expect(
      found.roleDistroPackages["os_x"]?.files
        == (isIndexed ? ["ubuntu-16.04": ["x_distro_packages": ["a", "b{{ c }}"], "x_apt_packages": []]] : nil))
    #expect(found.rolePackages == ["os_x": ["p"]])
    #expect(found.hasDistroPackages == isIndexed)
  }

  @Test(arguments: zip(all, [["novnc", "nova"], ["nova", "novnc"], ["nova", "novnc"], ["nova", "novnc"]]))
  func sourcesAreInTheOrderOfPython(release: LegacyRelease, names: [String]) throws {
    let text = "a_git_repo: https://h/nova\nb_git_repo: https://h/noVNC\n"
    #expect(try run(["defaults/main.yml": text], release).remotePackageParts.map(\.name) == names)
  }

  @Test(arguments: zip(all, [false, true, true, true]))
  func fragmentsThatAreNoTextEndTheLookup(release: LegacyRelease, ends: Bool) throws {
    let folder = try TemporaryFolder([
      "defaults/main.yml": "a_git_repo: https://h/a\na_git_install_fragments: 5\nx_pip_packages: [a]\n"
    ])
    let found = LegacyLookup.run(paths: [folder.path], release: release)
    #expect((found.failure?.code == .legacyAbort) == ends)
    #expect(found.failure == nil || found.failure?.location?.line == 2)
  }

  /// A link to nowhere is opened where a file of its name is read.
  @Test(arguments: zip(all, [false, false, true, false]))
  func linksToNowhereThatNobodyReads(release: LegacyRelease, isPassedOver: Bool) throws {
    let folder = try TemporaryFolder(["defaults/main.yml": "x_pip_packages: [a]\n", "doc/x": ""])
    try folder.link("defaults/other-requirements.txt", to: "nowhere")
    #expect(LegacyLookup.run(paths: [folder.path], release: release).failure == nil)
    try folder.link("doc/requirements.txt", to: "nowhere")
    #expect((LegacyLookup.run(paths: [folder.path], release: release).failure == nil) == isPassedOver)
  }

  @Test(arguments: zip(all, [["a", "b"], ["b"], ["b"], ["b"]]))
  func ignoredRequirements(release: LegacyRelease, packages: [String]) throws {
    let text = "a_git_repo: https://h/a\na_git_install_fragments: 'ignorerequirements=True'\na_pip_packages: [a, b]\n"
    #expect(try run(["roles/os_a/defaults/main.yml": text], release).packages == packages)
  }

  @Test(arguments: all)
  func ignoredRequirementsInAnotherSpellingAreNone(release: LegacyRelease) throws {
    let text = "a_git_repo: https://h/a\na_git_install_fragments: 'ignorerequirements=true'\na_pip_packages: [a]\n"
    #expect(try run(["roles/os_a/defaults/main.yml": text], release).packages == ["a"])
  }

  @Test(arguments: zip(all, [["r", "s"], ["r", "s"], ["r"], ["r", "s"]]))
  func requirementsOfTheDocumentation(release: LegacyRelease, packages: [String]) throws {
    let files = ["requirements.txt": "r\n", "doc/requirements.txt": "s\n"]
    let found = try run(files, release)
    #expect(found.packages == packages)
    #expect(found.roleRequirementFiles["default"]?.lists["txt_file_packages"] == packages)
  }

  /// The word counts anywhere in the path: a checkout below `/srv/my-roles-dir` had no requirements at all.
  @Test(arguments: zip(all, [["r"], ["r"], [], ["r"]]))
  func requirementsBelowAnythingCalledRoles(release: LegacyRelease, packages: [String]) throws {
    let found = try run(["my-roles-dir/requirements.txt": "r\n"], release)
    #expect(found.packages == packages)
    #expect(
      found.roleRequirementFiles.keys.sorted() == (packages.isEmpty ? [] : ["my-roles-dir"]) || release != .latePike)
  }

  @Test(arguments: all)
  func developersRequirementsAreReadAndTestsAreNot(release: LegacyRelease) throws {
    let found = try run(
      [
        "dev-requirements.txt": "d\n", "global-requirements.txt": "g\n", "test-requirements.txt": "t\n",
        "x/my-test-requirements.txt": "u\n", "other-requirements.txt": "o\n", "requirements.txt.d/bindep.txt": "b\n",
        "upper-constraints.txt": "c\n", "requirements.txt.d/more.txt": "m\n",
      ], release)
    #expect(found.packages == ["d", "g", "m"])
  }

  @Test(arguments: all)
  func pinsWinOverRequirementsInSortedOrder(release: LegacyRelease) throws {
    let files = ["requirements.txt": "pip>=6.0\nwheel\n", "global-requirement-pins.txt": "pip==9.0.1\nwheel==0.29.0\n"]
    #expect(try run(files, release).packages == ["pip==9.0.1", "wheel==0.29.0"])
  }

  @Test(
    arguments: zip(all, [["null": "all", "os_x": "x_all"], ["os_x": "x_all"], ["os_x": "x_all"], ["os_x": "x_all"]]))
  func groupsOfRolesAndOfNone(release: LegacyRelease, groups: [String: String]) throws {
    let files = [
      "defaults/a.yml": "x: 1\n", "roles/os_x/defaults/main.yml": "x_role_project_group: x_all\nx_pip_packages: [a]\n",
    ]
    #expect(try run(files, release).roleProjectGroups.mapValues(\.text) == groups)
  }

  @Test(arguments: all)
  func sourcesAreTheSameInEveryRelease(release: LegacyRelease) throws {
    let files = [
      "playbooks/defaults/repo_packages/x.yml": """
      Odd_git_repo: https://h/other
      real_git_repo: https://h/openstack/Real-Name.git/
      real_git_install_branch: 1.10
      real_git_project_group: real_all
      real_git_install_fragments: venvwithindex=True&gitname=Other
      real_git_dest: /opt/real
      real_git_track_branch: master
      """
    ]
    let folder = try TemporaryFolder(files)
    // A key in upper case ended it (G21); without it the rest counts.
    #expect(LegacyLookup.run(paths: [folder.path], release: release).failure?.code == .legacyAbort)
    try folder.write(
      "playbooks/defaults/repo_packages/x.yml",
      Array(files.values.joined().replacing("Odd_git_repo: https://h/other\n", with: "").utf8))
    let found = LegacyLookup.run(paths: [folder.path], release: release).document
    let part = try #require(found.remotePackageParts.first)
    #expect(found.remotePackageParts.count == 1)
    #expect(
      part.original
        == "git+https://h/openstack/Real-Name.git/@1.1#egg=Real_Name&gitname=Real-Name&projectgroup=real_all"
        + "&venvwithindex=True&gitname=Other")
    #expect(part.name == "other" && part.eggName == "Real_Name" && part.version == "1.1" && part.fragment == nil)
    #expect(part.url == "https://h/openstack/Real-Name.git/" && part.projectGroup == "real_all")
  }
}
