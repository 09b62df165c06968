import SourceCatalogue
import TestSupport
import Testing

@testable import BuildPlanning

@Suite struct BareNamesTests {
  /// A tree with two sources and the lists of two roles.
  private func plan(nova: String, glance: String = "[glance]", user: String = "{}") throws -> Plan {
    let folder = try TemporaryFolder([
      "osa/playbooks/defaults/repo_packages/openstack_services.yml": """
      nova_git_repo: https://h/nova
      nova_git_install_branch: \(commit)
      nova_lxd_git_repo: https://h/nova-lxd
      nova_lxd_git_install_branch: \(otherCommit)
      glance_git_repo: https://h/glance
      glance_git_install_branch: \(commit)
      """,
      "roles/os_nova/defaults/main.yml": "nova_pip_packages: \(nova)\nnova_lxd_pip_packages: [Nova_LXD]\n",
      "roles/os_glance/defaults/main.yml": "glance_pip_packages: \(glance)\n",
      "deploy/user_variables.yml": user,
    ])
    var request = PlanRequest(targets: [Target(distribution: "debian", version: "12", architecture: "x86_64")])
    request.optional = ["all"]
    let paths = ["osa", "roles", "deploy"].map { folder.path + "/" + $0 }
    return Planner.plan(CatalogueReader.read(paths: paths), request)
  }

  @Test func aBareNameIsTheSourceWhereNoRoleHasAnAddress() throws {
    let made = try plan(nova: "[nova, PyMySQL]")
    #expect(made.wheels.map(\.name) == ["glance", "nova", "nova_lxd"])
    let nova = try #require(made.venvs.first { $0.name == "nova" })
    #expect(nova.requirements.map(\.source) == ["nova", nil, "nova_lxd"])
    #expect(nova.wheels.count == 2)
  }

  @Test func itIsOfTheIndexWhereARoleHasOne() throws {
    let made = try plan(nova: "['git+{{ nova_git_repo }}@{{ nova_git_install_branch }}#egg=nova']")
    #expect(made.wheels.map(\.name) == ["nova"])
  }

  @Test func theDeployersAddressTellsNothingOfTheAge() throws {
    let made = try plan(nova: "[nova]", user: "nova_user_pip_packages: ['git+https://h/x@\(commit)#egg=x']\n")
    #expect(made.wheels.map(\.name).contains("glance"))
  }

  @Test func aVersionIsOneOfTheIndex() throws {
    #expect(try plan(nova: "['nova==16.0.0']").wheels.map(\.name) == ["glance", "nova_lxd"])
  }
}
