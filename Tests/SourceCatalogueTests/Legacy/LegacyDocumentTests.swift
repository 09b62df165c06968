import Diagnostics
import TestSupport
import Testing

@testable import SourceCatalogue

/// The old shape from the catalogue: what the old lookup lost is there.
@Suite struct LegacyDocumentTests {
  private func document(_ files: [String: String]) throws -> LegacyDocument {
    let folder = try TemporaryFolder(files)
    let present = ["osa", "roles", "openstack_deploy"].filter { name in files.keys.contains { $0.hasPrefix(name + "/") }
    }
    let reading = CatalogueReader.reading(paths: present.map { folder.path + "/" + $0 })
    return LegacyDocument(reading.catalogue, reading.roleRecords())
  }

  private let pinned = "nova_git_repo: https://h/nova\nnova_git_install_branch: abc\nnova_git_project_group: nova_all\n"

  @Test func anOverrideOfOneVariableKeepsTheOthers() throws {
    let found = try document([
      "osa/playbooks/defaults/repo_packages/x.yml": pinned,
      "openstack_deploy/user_variables.yml": "nova_git_install_branch: def\n",
      "openstack_deploy/old/user_variables.yml": "nova_git_install_branch: stray\n",
    ])
    #expect(
      found.remotePackages == ["git+https://h/nova@def#egg=nova&gitname=nova&projectgroup=nova_all"])
  }

  @Test func groupVarsAndTemplatesCount() throws {
    let found = try document([
      "osa/inventory/group_vars/nova_all/s.yml":
        "nova_git_repo: \"{{ base }}/nova\"\nnova_git_install_branch: abc\n",
      "osa/inventory/group_vars/all/a.yml": "base: https://h\n",
      "roles/os_nova/defaults/main.yml":
        "nova_pip_packages: [\"git+{{ nova_git_repo }}@{{ nova_git_install_branch }}#egg=nova\", PyMySQL]\n",
    ])
    #expect(found.packages == ["nova", "pymysql"])
    #expect(found.remotePackageParts.map(\.projectGroup) == ["nova_all"])
    #expect(
      found.roleRequirements["os_nova"]?.lists == ["nova_pip_packages": ["git+https://h/nova@abc#egg=nova", "pymysql"]])
  }

  @Test func userVariablesReplaceARolesList() throws {
    let found = try document([
      "roles/r/defaults/main.yml": "x_pip_packages: [a, b==1]\n",
      "openstack_deploy/user_variables.yml": "x_pip_packages: [b==2, c]\n",
    ])
    #expect(found.packages == ["b==2", "c"])
  }

  @Test func alternativesOfOneRoleAreJoined() throws {
    let found = try document([
      "roles/r/vars/debian.yml": "x_pip_packages: [a]\n", "roles/r/vars/redhat.yml": "x_pip_packages: [b]\n",
      "roles/r/defaults/main.yml": "x_role_project_group: x_all\n",
    ])
    #expect(found.roleRequirements["r"]?.lists == ["x_pip_packages": ["a", "b"]])
    #expect(found.roleRequirements["r"]?.projectGroup == "x_all")
  }

  @Test func ignoredSourcesHaveNoWheelInAnySpelling() throws {
    let found = try document([
      "roles/os_a/defaults/main.yml": """
      a_git_repo: https://h/my-a
      a_git_install_branch: v1
      a_git_install_fragments: ignorerequirements=true
      a_pip_packages: [my_a>=1, b]
      """
    ])
    #expect(found.packages == ["b"])
  }

  @Test func optionalAndProprietaryListsStayWhatTheyWere() throws {
    let found = try document([
      "roles/os_a/defaults/main.yml":
        "a_pip_packages: [a]\na_optional_pip_packages: [o]\na_proprietary_x_pip_packages: [p]\npip_packages: [pip]\n"
    ])
    #expect(found.packages == ["a", "o", "pip"])
    #expect(found.rolePackages == ["os_a": ["a", "pip"]])
    #expect(
      found.roleRequirements["os_a"]?.lists.keys.sorted() == [
        "a_optional_pip_packages", "a_pip_packages", "pip_packages",
      ])
  }

  @Test func pluginsKeepTheirParentsGroup() throws {
    let found = try document([
      "osa/playbooks/defaults/x.yml": pinned + "nova_repo_plugins: [{path: contrib, package: plug}]\n"
    ])
    let plugin = try #require(found.remotePackageParts.last)
    #expect(plugin.name == "plug" && plugin.projectGroup == "nova_all" && plugin.fragment == "contrib/plug")
  }

  @Test func requirementsOfTheCheckoutAloneAreBuilt() throws {
    let found = try document([
      "osa/requirements.txt": "Foo >=1.0 # why\nbar;python_version < '3'\n-r other.txt\n",
      "osa/global-requirement-pins.txt": "pip==9\n", "roles/od/requirements.txt": "tox\n",
      "roles/od/defaults/main.yml": "x: 1\n",
    ])
    #expect(found.packages == ["bar;python_version < '3'", "foo>=1.0", "pip==9"])
    #expect(found.roleRequirementFiles["global_pins"]?.lists["pinned_packages"] == ["pip==9"])
  }

  @Test func aGitAddressOfTheCheckoutIsASourceToo() throws {
    let found = try document([
      "osa/requirements.txt": "git+https://h/O/Req2@V1#egg=Req2\nhttps://h/Foo-1.0.tar.gz\n",
      "roles/od/defaults/main.yml": "x: 1\n",
    ])
    #expect(found.packages == ["https://h/Foo-1.0.tar.gz", "req2"])
    let link = try #require(found.remotePackageParts.first)
    #expect(link.name == "req2" && link.url == "https://h/O/Req2" && link.version == "V1" && link.eggName == "Req2")
  }

  @Test func foldersInFragmentsAreFolders() throws {
    let found = try document([
      "osa/playbooks/defaults/x.yml": pinned + "nova_git_install_fragments: venvwithindex=True&subdirectory=a/b\n"
    ])
    #expect(found.remotePackageParts.map(\.fragment) == ["a/b"])
  }

  @Test func blanksAroundAnEntryAreNoPartOfItsName() throws {
    let found = try document(["roles/r/defaults/main.yml": "y: ' YY'\nx_pip_packages: [' Foo', 'foo>=1 ', '{{ y }}']\n"]
    )
    #expect(found.packages == ["foo>=1", "yy"])
    #expect(found.roleRequirements["r"]?.lists == ["x_pip_packages": ["foo", "foo>=1", "yy"]])
  }

  @Test func linesOfTheCheckoutMayBeEditableOrBehindAMark() throws {
    let found = try document([
      "osa/requirements.txt": "\u{FEFF}foo\n-e git+https://h/o/ed@v1#egg=ed\n-e .\n",
      "roles/od/defaults/main.yml": "x: 1\n",
    ])
    #expect(found.packages == ["ed", "foo"])
    #expect(found.remotePackageParts.map(\.version) == ["v1"])
  }

  @Test func listsOfDistributionsHaveNamesInLowerCase() throws {
    let found = try document([
      "roles/r/defaults/main.yml": "Odd_distro_packages: [B]\n", "roles/r/vars/main.yml": "odd_distro_packages: [a]\n",
    ])
    #expect(found.roleDistroPackages["r"]?.files == ["main": ["odd_distro_packages": ["B", "a"]]])
  }

  /// Today's roles say no group of their own.
  @Test func aRoleHasTheGroupOfItsVenv() throws {
    let found = try document([
      "osa/inventory/group_vars/nova_all/s.yml": pinned, "roles/os_nova/defaults/main.yml": "nova_pip_packages: [a]\n",
      "roles/os_x/defaults/main.yml": "x_pip_packages: [a]\n",
    ])
    #expect(found.roleRequirements["os_nova"]?.projectGroup == "nova_all")
    #expect(found.roleRequirements["os_x"]?.projectGroup == .all)
  }

  // MARK: One source of each name

  private let repositories = "osa/playbooks/defaults/repo_packages/x.yml"

  @Test func theSourceThatIsCalledAsItsRepositoryWinsATie() throws {
    let found = try document([
      repositories:
        "x_git_repo: https://h/o/x\nx_git_install_branch: v1\na_git_repo: https://fork/x\na_git_install_branch: v2\n"
    ])
    #expect(found.remotePackageParts.map(\.url) == ["https://h/o/x"])
    #expect(
      found.findings.map(\.message) == [
        "`https://fork/x` at `v2` is no source of `py_pkgs`: `x` is `https://h/o/x` at `v1`"
      ])
    #expect(found.findings.first?.severity == .warning && found.findings.first?.location?.line == 3)
  }

  @Test func theHigherLevelWins() throws {
    let found = try document([
      repositories: "x_git_repo: https://h/o/x\nx_git_install_branch: v1\n",
      "openstack_deploy/user_variables.yml": "z_git_repo: https://fork/x\nz_git_install_branch: v2\n",
    ])
    #expect(found.remotePackageParts.map(\.url) == ["https://fork/x"])
    #expect(found.findings.map(\.severity) == [.note])
  }

  /// Newton: two prefixes of one repository, and a role's own idea of another.
  @Test func oneRepositoryUnderTwoPrefixesIsNoFinding() throws {
    let found = try document([
      repositories: "novncproxy_git_repo: https://h/novnc/noVNC\nnovncproxy_git_install_branch: v1\n",
      "roles/os_nova/defaults/main.yml":
        "nova_novncproxy_git_repo: https://h/novnc/noVNC\nnova_novncproxy_git_install_branch: master\n",
    ])
    #expect(found.remotePackageParts.map(\.version) == ["v1"])
    #expect(found.findings.isEmpty)
  }

  @Test func anAddressInAListIsTheSourceOfItsNameOrTold() throws {
    let role = "x_pip_packages: ['git+https://other/fork-x@v1#egg=x']\n"
    let source = [repositories: "x_git_repo: https://h/o/x\nx_git_install_branch: aaaa\n"]
    let lower = try document(source.merging(["roles/os_x/defaults/main.yml": role]) { $1 })
    #expect(lower.packages == ["x"] && lower.remotePackageParts.map(\.url) == ["https://h/o/x"])
    #expect(
      lower.findings.map(\.message) == [
        "`https://other/fork-x` at `v1` is no source of `py_pkgs`: `x` is `https://h/o/x` at `aaaa`"
      ])
    #expect(lower.findings.map(\.severity) == [.warning])
    let higher = try document(source.merging(["openstack_deploy/user_variables.yml": role]) { $1 })
    #expect(higher.packages == ["x"] && higher.remotePackageParts.map(\.url) == ["https://other/fork-x"])
  }

  @Test func twoDistributionsOfOneRepositoryHaveClonesOfTheirOwn() throws {
    let found = try document([
      "roles/os_x/defaults/main.yml": """
      x_pip_packages:
        - 'git+https://h/mono@v1#egg=a&subdirectory=a'
        - 'git+https://h/mono@v1#egg=b&subdirectory=b'
      """
    ])
    #expect(found.packages == ["a", "b"])
    #expect(found.remotePackageParts.map(\.name) == ["b", "mono"])
    #expect(found.remotePackageParts.map(\.eggName) == ["b", "a"])
  }

  @Test func proprietaryListsAreNoSources() throws {
    let address = "git+https://h/o/k@v2#egg=k"
    for variable in ["x_proprietary_pip_packages", "x_user_proprietary_pip_packages"] {
      let closed = "\(variable): ['\(address)']\nx_pip_packages: [a]\n"
      #expect(try document(["roles/os_x/defaults/main.yml": closed]).remotePackages.isEmpty)
      let both = "\(variable): ['\(address)']\nx_pip_packages: ['\(address)']\n"
      #expect(try document(["roles/os_x/defaults/main.yml": both]).remotePackageParts.map(\.name) == ["k"])
    }
  }

  @Test(arguments: [
    ("subdirectory=sub", "sub"), ("venvwithindex=True&subdirectory=a/b&subdirectory=c", "a/b"),
    ("venvwithindex=True", nil), ("subdirectory=", nil),
  ])
  func fragmentsSayTheFolder(fragments: String, folder: String?) throws {
    let found = try document([
      repositories:
        "x_git_repo: https://h/o/x\nx_git_install_branch: v1\nx_git_install_fragments: '\(fragments)'\n"
    ])
    #expect(found.remotePackageParts.map(\.fragment) == [folder])
  }

  // MARK: Spelling

  @Test func blanksAroundEntriesAndAByteOrderMarkAreNoPartOfNames() throws {
    let found = try document([
      "roles/os_x/defaults/main.yml": "x_pip_packages: [' Foo', 'foo>=1 ', ' {{ y }}', '{{ y }}']\ny: ' YY'\n",
      "osa/requirements.txt": "\u{FEFF}Netaddr\n", "osa/global-requirement-pins.txt": "\u{FEFF}Pip==9\n",
    ])
    #expect(found.packages == ["foo>=1", "netaddr", "pip==9", "yy"])
    #expect(found.roleRequirements["os_x"]?.lists == ["x_pip_packages": ["foo", "foo>=1", "yy"]])
    #expect(found.roleRequirementFiles["default"]?.lists["txt_file_packages"] == ["netaddr", "pip==9"])
  }

  @Test func editableAddressesOfTheCheckoutAreSources() throws {
    let found = try document([
      "osa/requirements.txt": """
      -e git+https://h/o/ed@v1#egg=ed
      --editable=git+https://h/o/ee@v2#egg=ee
      -e .
      -r other.txt
      --pre
      """,
      "roles/od/defaults/main.yml": "x: 1\n",
    ])
    #expect(found.packages == ["ed", "ee"])
    #expect(found.remotePackageParts.map(\.version) == ["v1", "v2"])
  }

  @Test func extrasAndMarkersOfAddressesStay() throws {
    let found = try document([
      "roles/os_x/defaults/main.yml": """
      x_pip_packages:
        - 'git+https://h/a@v1#egg=A[x,y]'
        - 'b[z] @ git+https://h/b@v1 ; python_version < "3.8"'
        - 'git+https://h/c@v1'
      """
    ])
    #expect(found.packages == ["a[x,y]", "b[z];python_version < \"3.8\"", "c"])
    #expect(found.wheelNames.values.sorted() == found.packages)
  }

  // MARK: What pip cannot satisfy

  @Test func alternativesThatExcludeEachOtherAreToldWithBothPlaces() throws {
    let found = try document([
      "roles/os_x/vars/debian.yml": "x_pip_packages: ['a==1', 'c>1']\n",
      "roles/os_x/vars/redhat.yml": "x_pip_packages:\n  - a==2\n  - c<3\n",
      "roles/os_y/defaults/main.yml": "y_pip_packages: ['d>2', 'd<3', 'd!=3', 'e==1;sys_platform == \"x\"', 'e==2']\n",
    ])
    #expect(found.packages.contains("a==1,==2"))
    #expect(
      found.findings.map(\.message) == ["no version of `a` is both `==1` and `==2`, as one wheel list asks for"])
    let finding = try #require(found.findings.first)
    #expect(finding.code == .constraintContradiction && finding.severity == .warning)
    #expect(finding.location?.file.path == "os_x/vars/redhat.yml" && finding.location?.line == 2)
    #expect(finding.related.map(\.location.file.path) == ["os_x/vars/debian.yml"])
  }

  // MARK: Lists outside roles

  @Test func aListOutsideRolesHasTheGroupsOfItsVenvOrFile() throws {
    let found = try document([
      "osa/inventory/group_vars/my_all.yml": "my_pip_packages: [mine]\n",
      "osa/inventory/group_vars/other_all/s.yml": "other_git_repo: https://h/other\nother_git_install_branch: v1\n",
      "openstack_deploy/user_variables.yml": "any_pip_packages: [any]\n",
    ])
    let lists = Dictionary(uniqueKeysWithValues: found.otherLists.map { ($0.requirements, $0.groups) })
    #expect(lists == [["mine"]: ["my_all"], ["any"]: ["all"]])
  }
}
