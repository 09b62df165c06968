import JSONText
import TestSupport
import Testing

@testable import Reporting
@testable import SourceCatalogue

/// What roles say by themselves, there and back: consumers of `py_pkgs` read no venvs.
@Suite struct RoleConversionTests {
  /// The old document without quirks, as JSON.
  static func legacyDocument(_ reading: CatalogueReading) throws -> String {
    var writer = JSONWriter(pretty: true)
    LegacyDocumentJSON(LegacyDocument(reading.catalogue, reading.roleRecords())).write(to: &writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private let roles: [String: String] = [
    "osa/requirements.txt": "# For the deploy host\nFoo>=1  # why\nbar ; python_version < '3'\n",
    "osa/global-requirement-pins.txt": "pip==9.0.1\n",
    "osa/playbooks/defaults/repo_packages/s.yml":
      "nova_git_repo: https://h/nova\nnova_git_install_branch: d5b82e107e46a8e29483c22f9713335f2e028939\nnova_git_project_group: nova_all\n",
    "roles/os_nova/defaults/main.yml": """
    nova_role_project_group: nova_all
    nova_pip_packages: [nova, 'PyMySQL>=0.6', shared]
    nova_requires_pip_packages: [virtualenv]
    nova_extra_pip_packages: [lxml]
    nova_service_pip_dependencies: [shared, 'oslo.log[fixtures]']
    """,
    "roles/os_nova/vars/ubuntu-16.04.yml": "nova_distro_packages: [git]\nnova_lxd_distro_packages: [lxd, git]\n",
    "roles/os_nova/vars/redhat-7.yml": "nova_lxd_distro_packages: []\nnova_distro_packages: [genisoimage, git]\n",
    // Belongs to no venv, and to a service whose source says the group.
    "roles/pip_install/defaults/main.yml": "pip_packages: [setuptools, wheel]\n",
    "roles/repo_build/vars/main.yml": "repo_build_pip_packages: [Cython]\nrepo_build_distro_packages: [gcc]\n",
    "roles/galera_client/defaults/main.yml": "galera_client_pip_packages: [pymysql]\n",
    "roles/galera_server/defaults/main.yml": "galera_server_pip_packages: [MySQL-python]\n",
    "roles/sshd/defaults/main.yml": "sshd_port: 22\n",
    "roles/os_glance/defaults/main.yml":
      "glance_git_repo: https://h/glance\nglance_git_install_branch: master\nglance_pip_packages: ['git+{{ glance_git_repo }}@{{ glance_git_install_branch }}#egg=glance', 'git+https://h/x/Py-Scss@abc']\n",
    "roles/os_tempest/defaults/main.yml": """
    tempest_pip_packages: [ddt]
    plug_git_repo: https://h/plug
    plug_git_install_branch: v1
    tempest_plugins:
      - {name: plug, repo: '{{ plug_git_repo }}', branch: '{{ plug_git_install_branch }}'}
    """,
  ]

  @Test func theOldDocumentIsTheSameFromTheStructuredFormat() throws {
    let first = try ConversionTests.read(roles)
    let there = try ConversionTests.convert(first, to: .structured)
    #expect(there.changes == [])
    #expect(try Self.legacyDocument(there.reading) == Self.legacyDocument(first))
    let document = LegacyDocument(there.reading.catalogue, there.reading.roleRecords())
    #expect(document.roleRequirements["pip_install"]?.lists == ["pip_packages": ["setuptools", "wheel"]])
    #expect(document.roleRequirementFiles["default"]?.lists["txt_file_packages"]?.contains("foo>=1") == true)
    #expect(document.roleProjectGroups["sshd"] == "all")
    #expect(document.packages.contains("py-scss") && !document.packages.contains { $0.contains("://") })
  }

  @Test func theWayBackGivesEveryListItsVariable() throws {
    let first = try ConversionTests.read(roles)
    let there = try ConversionTests.convert(first, to: .structured)
    let back = try ConversionTests.convert(there.reading, to: .flat)
    #expect(back.changes == [])
    let (old, new) = (
      LegacyDocument(first.catalogue, first.roleRecords()),
      LegacyDocument(back.reading.catalogue, back.reading.roleRecords())
    )
    #expect(new.roleRequirements == old.roleRequirements)
    #expect(new.roleRequirementFiles == old.roleRequirementFiles)
    #expect(new.roleDistroPackages == old.roleDistroPackages)
    #expect(new.packages == old.packages)
    let nova = try #require(back.text["roles/os_nova/defaults/main.yml"])
    #expect(nova.contains("nova_extra_pip_packages:\n  - lxml\n"))
    #expect(nova.contains("nova_service_pip_dependencies:\n  - shared\n  - \"oslo.log[fixtures]\"\n"))
    #expect(try #require(back.text["roles/galera_server/defaults/main.yml"]).contains("MySQL-python"))
    #expect(try #require(back.text["roles/pip_install/defaults/main.yml"]).contains("pip_packages:\n  - setuptools\n"))
    #expect(back.text["requirements.txt"] == "# For the deploy host\nFoo>=1  # why\nbar ; python_version < '3'\n")
    #expect(
      try #require(back.text["roles/os_tempest/defaults/main.yml"]).contains(
        "tempest_plugins:\n  - {name: \"plug\", repo: \"{{ plug_git_repo }}\", branch: \"{{ plug_git_install_branch }}\"}\n"
      ))
  }

  @Test func aVenvOfADocumentIsTheRoleOfItsService() throws {
    let reading = try ConversionTests.read([
      "osa/osa-sources.yml":
        "format: 1\nsources: {}\nvenvs: {nova: {groups: [nova_all], install: [a], optional: {x: [b]}, user: [c]}}\n"
    ])
    let document = LegacyDocument(reading.catalogue, reading.roleRecords())
    #expect(document.packages == ["a", "b", "c"])
    #expect(document.roleRequirements["os_nova"]?.projectGroup == "nova_all")
    #expect(document.rolePackages["os_nova"] == ["a", "c"])
  }

  @Test func aRoleOfADocumentHidesWhatItsVenvSays() throws {
    let reading = try ConversionTests.read([
      "osa/osa-sources.yml": """
      format: 1
      sources: {}
      venvs: {nova: {groups: [nova_all], install: [a]}, cinder: {install: [d]}}
      roles: {os_nova: {group: all, lists: {nova_pip_packages: null, y_pip_packages: [b]}}, os_cinder: null}
      requirements: ["c ; python_version < '3'"]
      """
    ])
    let document = LegacyDocument(reading.catalogue, reading.roleRecords())
    #expect(document.roleRequirements.keys.sorted() == ["os_nova"])
    #expect(document.roleRequirements["os_nova"]?.lists == ["y_pip_packages": ["b"]])
    #expect(document.roleRequirements["os_nova"]?.projectGroup == "all")
    #expect(document.packages == ["b", "c;python_version < '3'"])
  }

  @Test func aUsersListCountsAboveTheDocument() throws {
    let reading = try ConversionTests.read([
      "osa/osa-sources.yml": "format: 1\nsources: {}\nvenvs: {nova: {role: os_nova, install: [a]}}\n",
      "openstack_deploy/user_variables.yml": "nova_pip_packages: [b]\n",
    ])
    #expect(LegacyDocument(reading.catalogue, reading.roleRecords()).packages == ["b"])
  }
}
