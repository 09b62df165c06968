import Diagnostics
import Testing

@testable import SourceCatalogue

/// What one group says is for that group: neither another group's sources nor those of all hosts follow it.
@Suite struct GroupScopeTests {
  private static let mirrored = [
    "osa/inventory/group_vars/all/all.yml":
      "base: https://opendev.org\nglance_git_repo: \"{{ base }}/glance\"\nglance_git_install_branch: v1\n",
    "osa/inventory/group_vars/nova_all/git.yml": "nova_git_repo: \"{{ base }}/nova\"\nnova_git_install_branch: v1\n",
    "osa/inventory/group_vars/zun_all/git.yml":
      "base: https://zun.example\nzun_git_repo: \"{{ base }}/zun\"\nzun_git_install_branch: v1\n",
  ]

  @Test func theBaseURLOfAGroupIsItsOwn() throws {
    let found = try catalogue(Self.mirrored)
    #expect(found.sources["glance"]?.repository?.value == "https://opendev.org/glance")
    #expect(found.sources["nova"]?.repository?.value == "https://opendev.org/nova")
    #expect(found.sources["zun"]?.repository?.value == "https://zun.example/zun")
  }

  @Test func aSourceOfAllHostsStaysSoWhereAGroupChangesIt() throws {
    let found = try catalogue([
      "osa/inventory/group_vars/all/source_git.yml":
        "requirements_git_repo: https://h/requirements\nrequirements_git_install_branch: v1\n",
      "osa/inventory/group_vars/nova_all/git.yml": "requirements_git_install_branch: v2\n",
      "osa/inventory/group_vars/glance_all/git.yml":
        "glance_pip_packages: [glance]\n"
        + "glance_upper_constraints_url: \"https://h/{{ requirements_git_install_branch }}\"\n",
    ])
    let source = try #require(found.sources["requirements"])
    #expect(source.reference?.value.value == "v1" && source.groups.map(\.value) == ["all"])
    #expect(source.scopes.map(\.group) == ["nova_all"])
    #expect(source.scopes.first?.reference?.value.value == "v2")
    #expect(found.venvs["glance"]?.upperConstraints?.value == "https://h/v1")
  }

  /// The hosts that install a service are those of its own group.
  @Test func theOwnGroupOfAServiceDecidesIt() throws {
    let found = try catalogue([
      "osa/inventory/group_vars/all/source_git.yml": "nova_git_repo: https://h/nova\nnova_git_install_branch: v1\n",
      "openstack_deploy/group_vars/nova_all.yml": "nova_git_install_branch: v2\n",
    ])
    let reference = try #require(found.sources["nova"]?.reference)
    #expect(reference.value.value == "v2" && reference.origin.shadowed.map(\.text) == ["v1"])
  }

  /// A role's lists are read on its service's hosts, and so are those of the parts of a service.
  @Test func aRoleSeesTheGroupOfItsService() throws {
    let found = try catalogue([
      "osa/inventory/group_vars/all/source_git.yml":
        "tool_git_repo: https://h/tool\ntool_git_install_branch: v1\nneutron_x_git_repo: https://h/x\n"
        + "neutron_x_git_install_branch: v1\nurl: https://h/u1\n",
      "osa/inventory/group_vars/nova_all/s.yml": "tool_git_install_branch: v2\nurl: https://h/u2\n",
      "osa/inventory/group_vars/neutron_all/s.yml": "neutron_x_git_install_branch: v2\n",
      "roles/os_nova/defaults/main.yml":
        "tool_git_install_branch: master\nnova_pip_packages: [a]\nnova_upper_constraints_url: \"{{ url }}\"\n",
      "roles/os_glance/defaults/main.yml":
        "glance_pip_packages: [a]\nglance_upper_constraints_url: \"{{ url }}\"\n",
    ])
    #expect(found.sources["tool"]?.reference?.value.value == "v2")
    #expect(found.sources["neutron_x"]?.reference?.value.value == "v2")
    #expect(found.venvs["nova"]?.upperConstraints?.value == "https://h/u2")
    #expect(found.venvs["glance"]?.upperConstraints?.value == "https://h/u1")
  }

  /// What another role says of itself counts as its own play sees it.
  @Test func anotherRolesVariablesHideItsDefaults() throws {
    let found = try catalogue([
      "roles/os_a/defaults/main.yml": "a_ref: r1\n", "roles/os_a/vars/main.yml": "a_ref: r2\n",
      "roles/os_a/vars/debian.yml": "a_ref: r3\n",
      "roles/os_b/defaults/main.yml": "b_git_repo: https://h/b\nb_git_install_branch: \"{{ a_ref }}\"\n",
    ])
    #expect(found.sources["b"]?.reference?.value.value == "r2")
  }
}
