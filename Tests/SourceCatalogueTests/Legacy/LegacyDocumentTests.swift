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
}
