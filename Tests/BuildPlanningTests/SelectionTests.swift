import SourceCatalogue
import TestSupport
import TextFiles
import Testing

@testable import BuildPlanning

@Suite struct SelectionTests {
  private let text = """
    sources:
      nova: {git: 'https://h/nova', commit: \(commit)}
      glance: {git: 'https://h/glance', commit: \(commit)}
    venvs:
      nova: {install: [nova], groups: [nova_all]}
      glance: {install: [glance], groups: [glance_all]}
      tools: {install: [x]}

    """

  private func inventory(_ text: String) throws -> Inventory {
    let folder = try TemporaryFolder(["hosts": text])
    return try InventoryReader.read(folder.path + "/hosts").inventory
  }

  private func names(_ change: (inout PlanRequest) -> Void) throws -> [String] {
    try plan(text, change).venvs.map(\.name)
  }

  @Test func byServiceAndByGroup() throws {
    #expect(try names { _ in } == ["glance", "nova", "tools"])
    #expect(try names { $0.selection.services = ["nova", "tools"] } == ["nova", "tools"])
    #expect(try names { $0.selection.groups = ["glance_all"] } == ["glance"])
    #expect(try plan(text) { $0.selection.services = ["nove"] }.diagnostics.map(\.hint) == ["did you mean `nova`?"])
    #expect(try plan(text) { $0.selection.services = ["nova"] }.fetch.map(\.name) == ["nova"])
  }

  @Test func byHostsOfAnInventory() throws {
    let hosts = try inventory("[compute]\nc1\nc2\n[nova_all:children]\ncompute\n[glance_all]\ng1\n[empty]\n")
    let one = try plan(text) {
      $0.inventory = hosts
      $0.selection.hosts = ["c1"]
    }
    #expect(one.venvs.map(\.name) == ["nova"] && one.venvs.first?.hosts == ["c1"])
    let group = try plan(text) {
      $0.inventory = hosts
      $0.selection.groups = ["compute"]
    }
    #expect(group.venvs.first?.hosts == ["c1", "c2"])
    let all = try plan(text) { $0.inventory = hosts }
    #expect(all.venvs.map(\.name) == ["glance", "nova"])
    #expect(
      try names {
        $0.inventory = hosts
        $0.selection.groups = ["empty"]
      }.isEmpty)
  }

  @Test func aVenvOfNoGroupGoesWhereItsListOrItsSourcesAre() throws {
    let folder = try TemporaryFolder([
      "osa/inventory/group_vars/utility_all/source_git.yml":
        "rally_openstack_git_repo: https://h/r\nrally_openstack_git_install_branch: \(commit)\n",
      "osa/inventory/group_vars/utility_all/defaults.yml": "utility_pip_packages: [a]\n",
      "roles/os_rally/defaults/main.yml":
        "rally_pip_packages: ['git+{{ rally_openstack_git_repo }}@{{ rally_openstack_git_install_branch }}#egg=rally-openstack']\n",
      "roles/uwsgi/defaults/main.yml": "uwsgi_pip_packages: [uWSGI]\n",
      "hosts": "[utility_all]\nu1\n[nova_all]\nc1\n",
    ])
    let catalogue = CatalogueReader.read(paths: [folder.path + "/osa", folder.path + "/roles"])
    func planned(_ change: (inout PlanRequest) -> Void) -> Plan {
      var request = PlanRequest(targets: [debian])
      change(&request)
      return Planner.plan(catalogue, request)
    }
    let hosts = try InventoryReader.read(folder.path + "/hosts").inventory
    let utility = planned {
      $0.inventory = hosts
      $0.selection.hosts = ["u1"]
    }
    #expect(utility.venvs.map(\.name) == ["rally", "utility"] && utility.venvs.map(\.hosts) == [["u1"], ["u1"]])
    #expect(utility.diagnostics.filter { $0.code == .venvOfNoGroup }.map(\.message).count == 1)
    #expect(planned { $0.selection.groups = ["nova_all"] }.venvs.isEmpty)
    let named = planned {
      $0.inventory = hosts
      $0.selection.services = ["uwsgi"]
    }
    #expect(named.venvs.map(\.name) == ["uwsgi"] && !named.codes.contains(.venvOfNoGroup))
    #expect(!planned { _ in }.codes.contains(.venvOfNoGroup))
  }

  @Test func whatNobodyKnowsIsAFinding() throws {
    let hosts = try inventory("[nova_all]\nc1\n")
    #expect(try plan(text) { $0.selection.hosts = ["c1"] }.codes == [.unknownSelection])
    let unknown = try plan(text) {
      $0.inventory = hosts
      $0.selection.hosts = ["c2"]
      $0.selection.groups = ["nova_al"]
    }
    #expect(unknown.codes == [.unknownSelection, .unknownSelection])
    #expect(unknown.venvs.isEmpty)
  }

  @Test func aGroupThatNothingHasIsAFinding() throws {
    let unknown = try plan(text) { $0.selection.groups = ["nova_al"] }
    #expect(unknown.diagnostics.map(\.hint) == ["did you mean `nova_all`?"])
    #expect(unknown.codes == [.unknownSelection] && unknown.venvs.isEmpty)
    let known = try plan(text) { $0.selection.groups = ["glance_all", "nova_all"] }
    #expect(known.codes == [.venvOfNoGroup] && known.venvs.count == 2)
    let source = "sources:\n  a: {git: 'https://h/a', commit: \(commit), groups: [a_all]}\n"
    #expect(try plan(source) { $0.selection.groups = ["a_all"] }.codes == [])
  }

  /// A phased roll-out: one group is ahead of the others.
  @Test func aGroupsOwnVersion() throws {
    let folder = try TemporaryFolder([
      "osa/roles/os_nova/defaults/main.yml":
        "nova_pip_packages: ['git+{{ nova_git_repo }}@{{ nova_git_install_branch }}#egg=nova']\n",
      "osa/inventory/group_vars/nova_all/s.yml": "nova_git_repo: https://h/nova\nnova_git_install_branch: \(commit)\n",
      "osa/inventory/group_vars/nova_first/s.yml": "nova_git_install_branch: \(otherCommit)\n",
    ])
    let catalogue = CatalogueReader.read(paths: [folder.path + "/osa"])
    let hosts = try inventory("[nova_first]\nn1\n[nova_all]\nn2\n[nova_all:children]\nnova_first\n")
    func planned(_ host: String?) -> Plan {
      var request = PlanRequest(targets: [debian])
      request.inventory = host == nil ? nil : hosts
      request.selection.hosts = host.map { [$0] } ?? []
      return Planner.plan(catalogue, request)
    }
    #expect(planned("n1").fetched("nova")?.commit == otherCommit)
    #expect(planned("n2").fetched("nova")?.commit == commit)
    #expect(planned(nil).fetched("nova")?.commit == commit)
    #expect(planned(nil).codes == [.scopedSource] && planned("n1").codes.isEmpty)
  }

  /// A canary's commit is no plan for the others.
  @Test func hostsThatSeeDifferentDefinitionsAreNotPlannedAsOne() throws {
    let other = String(repeating: "b", count: 40)
    let folder = try TemporaryFolder([
      "osa/inventory/group_vars/nova_all/git.yml":
        "nova_git_repo: https://h/nova\nnova_git_install_branch: \(commit)\n"
        + "nova_pip_packages: ['git+{{ nova_git_repo }}@{{ nova_git_install_branch }}#egg=nova']\n",
      "osa/inventory/host_vars/c2.yml": "nova_git_install_branch: \(other)\n",
      "hosts": "[nova_all]\na1\nc1\nc2\n",
    ])
    let catalogue = CatalogueReader.read(paths: [folder.path + "/osa"])
    let hosts = try InventoryReader.read(folder.path + "/hosts").inventory
    func planned(_ names: [String]) -> Plan {
      var request = PlanRequest(targets: [debian])
      request.inventory = hosts
      request.selection.hosts = names
      return Planner.plan(catalogue, request)
    }
    let all = planned([])
    let finding = try #require(all.diagnostics.first { $0.code == .dividedSource })
    #expect(finding.severity == .error)
    #expect(finding.message == "the hosts of the plan see 2 different definitions of `nova`")
    #expect(finding.related.map(\.message) == ["a1, c1: `\(commit)`", "c2: `\(other)`"])
    #expect(finding.location?.file.path.hasSuffix("host_vars/c2.yml") == true)
    for (names, expected) in [(["a1", "c1"], commit), (["c2"], other)] {
      let plan = planned(names)
      #expect(plan.fetched("nova")?.commit == expected && plan.diagnostics.isEmpty)
    }
  }
}
