import Diagnostics
import TestSupport
import Testing

@testable import SourceCatalogue

@Suite struct PrecedenceTests {
  /// Every place where a deployment can define a variable, lowest first.
  static let places: [(path: String, level: String)] = [
    ("roles/os_nova/defaults/main.yml", "role defaults"),
    ("osa/inventory/group_vars/all/all.yml", "group_vars/all"),
    ("openstack_deploy/group_vars/all.yml", "group_vars/all"),
    ("osa/inventory/group_vars/nova_all/source_git.yml", "group_vars/nova_all"),
    ("openstack_deploy/group_vars/nova_all.yml", "group_vars/nova_all"),
    ("osa/playbooks/defaults/repo_packages/openstack_services.yml", "play vars"),
    ("roles/os_nova/vars/main.yml", "role vars"),
    ("roles/os_nova/vars/debian.yml", "included vars"),
    ("openstack_deploy/osa-sources.yml", "structured"),
    ("openstack_deploy/user_variables.yml", "user variables"),
  ]

  private static func text(_ place: Int) -> String {
    places[place].level == "structured"
      ? "format: 1\nsources: {nova: {branch: from-\(place)}}\n" : "nova_git_install_branch: from-\(place)\n"
  }

  @Test(arguments: 0..<places.count)
  func aHigherPlaceHidesEveryLowerOne(winner: Int) throws {
    var files = ["roles/os_nova/defaults/main.yml": "nova_git_install_branch: from-0\n"]
    for place in 0...winner { files[Self.places[place].path] = Self.text(place) }
    let reference = try #require(try catalogue(files).sources["nova"]?.reference)
    #expect(
      reference.value == Reference(.branch, "from-\(winner)", inferred: Self.places[winner].level != "structured"))
    #expect(reference.origin.level.name == Self.places[winner].level)
    #expect(reference.origin.shadowed.map(\.text) == (0..<winner).reversed().map { "from-\($0)" })
  }

  /// It is known by what stands in it; then its group_vars are above the checkout's instead of equal to them.
  @Test(arguments: ["user_variables.yml", "openstack_user_config.yml", "conf.d/swift.yml", "env.d/nova.yml"])
  func aDeployersFolderMayHaveAnyName(sign: String) throws {
    let folder = try TemporaryFolder([
      "zz/inventory/group_vars/nova_all/source_git.yml": "nova_git_repo: https://a\nnova_git_install_branch: x\n",
      "mine/group_vars/nova_all.yml": "nova_git_install_branch: y\n", "mine/\(sign)": "{}\n",
    ])
    // The deployer's folder first: a level decides, not the order of PATHs.
    let found = CatalogueReader.read(paths: ["mine", "zz"].map { folder.path + "/" + $0 })
    #expect(found.sources["nova"]?.reference?.value.value == "y")
    #expect(!found.codes().contains(.doubleDefinition))
  }

  /// YAML keeps the last of a key's values: the others are among what it hides, beside the finding about the key.
  @Test func whatStandsTwiceInOneFileHidesTheFirst() throws {
    let found = try catalogue([
      "roles/os_nova/defaults/main.yml": "nova_git_install_branch: role\n",
      "osa/inventory/group_vars/nova_all/source_git.yml":
        "nova_git_install_branch: first\nnova_git_repo: https://a/nova\nnova_git_install_branch: second\nnova_git_install_branch: third\n",
    ])
    let reference = try #require(found.sources["nova"]?.reference)
    #expect(reference.value.value == "third")
    #expect(reference.origin.location.line == 4)
    #expect(reference.origin.shadowed.map(\.text) == ["first", "second", "role"])
    #expect(reference.origin.shadowed.map(\.location.line) == [1, 3, 1])
    #expect(found.diagnostics.filter { $0.code == .duplicateKey }.count == 2)
    #expect(!found.diagnostics.contains { $0.code == .doubleDefinition })
  }

  @Test func theCallerHidesEverything() throws {
    let found = try catalogue(
      ["openstack_deploy/user_variables.yml": "nova_git_repo: https://a\n"], given: ["nova_git_repo": "https://b"])
    #expect(found.sources["nova"]?.repository?.value == "https://b")
    #expect(found.sources["nova"]?.repository?.origin.level == .caller)
    #expect(found.sources["nova"]?.repository?.origin.shadowed.map(\.text) == ["https://a"])
  }

  @Test func aTemplatedValueOfTheCallerKeepsTheFilesPlace() throws {
    let files = [
      "osa/inventory/group_vars/all/all.yml": "base: https://wrong\n",
      "osa/inventory/group_vars/nova_all/s.yml": "nova_git_repo: \"{{ base }}/nova\"\n",
    ]
    let given = ["nova_git_repo": "https://mirror/nova", "base": "https://mirror"]
    let found = try catalogue(files, given: given, written: ["nova_git_repo": "{{ base }}/nova"])
    let repository = try #require(found.sources["nova"]?.repository)
    #expect(repository.value == "https://mirror/nova")
    #expect(repository.origin.location.file.path.hasSuffix("nova_all/s.yml"))
    #expect(repository.origin.level.name == "group_vars/nova_all")
    // Without the written text the equal value decides.
    let equal = try catalogue(files, given: ["nova_git_repo": "https://wrong/nova"])
    #expect(equal.sources["nova"]?.repository?.origin.level.name == "group_vars/nova_all")
  }

  @Test func oneMemberCanBeOverriddenAlone() throws {
    let files = [
      "osa/inventory/group_vars/nova_all/s.yml":
        "nova_git_repo: https://a/nova\nnova_git_install_branch: \(sha)\nnova_git_track_branch: None\n",
      "openstack_deploy/user_fork.yml": "nova_git_repo: https://fork/nova-fork\n",
    ]
    let source = try #require(try catalogue(files).sources["nova"])
    #expect(source.repository?.value == "https://fork/nova-fork")
    #expect(source.reference?.value == Reference(.commit, sha))
    #expect(source.groups.map(\.value) == ["nova_all"])
    #expect(source.track != nil)
    #expect(source.track?.value == .some(nil))
  }

  @Test func userFilesCountInTheOrderOfTheirNames() throws {
    let found = try catalogue([
      "openstack_deploy/user_b.yml": "nova_git_repo: https://b\n",
      "openstack_deploy/user_a.yml": "nova_git_repo: https://a\n",
      "openstack_deploy/old/user_c.yml": "nova_git_repo: https://c\n",
      "openstack_deploy/user_d.yaml": "nova_git_repo: https://d\n",
    ])
    #expect(found.sources["nova"]?.repository?.value == "https://b")
    #expect(found.codes() == [.unreadUserFile, .doubleDefinition, .incompleteSource, .unreadUserFile])
  }

  @Test func twoGroupsAreTwoScopes() throws {
    let found = try catalogue([
      "osa/inventory/group_vars/nova_all/s.yml": "nova_git_repo: https://a/nova\nnova_git_install_branch: \(sha)\n",
      "osa/inventory/group_vars/canary/s.yml": "nova_git_install_branch: stable/2026.1\n",
      "osa/inventory/host_vars/one/s.yml": "nova_git_install_branch: master\n",
    ])
    let source = try #require(found.sources["nova"])
    #expect(source.reference?.value.value == sha)
    #expect(source.groups.map(\.value) == ["nova_all"])
    #expect(source.scopes.map(\.group) == ["canary", nil])
    #expect(source.scopes.map(\.host) == [nil, "one"])
    #expect(source.scopes.map { $0.reference?.value.value } == ["stable/2026.1", "master"])
    #expect(source.scopes.first?.repository?.value == "https://a/nova")
  }

  @Test func filesThatNoPlayReadsDoNotCount() throws {
    let found = try catalogue([
      "osa/tests/group_vars/all.yml": "a_git_repo: x\n", "osa/doc/defaults/main.yml": "b_git_repo: x\n",
      "osa/etc/openstack_deploy/user_variables.yml": "c_git_repo: x\n", "osa/global-requirement-pins.txt": "pip==1\n",
      "osa/releasenotes/notes/user_x.yaml": "d_git_repo: x\n", "osa/extras/vars/main.yml": "e_git_repo: x\n",
      "roles/os_x/molecule/default/group_vars/all.yml": "f_git_repo: x\n",
      "roles/os_x/examples/vars/main.yml": "g_git_repo: x\n",
      "roles/os_x/meta/main.yml": "h_git_repo: x\n",
    ])
    #expect(found.sourceNames.isEmpty)
    #expect(found.layers.map(\.name) == ["pins"])
  }

  @Test func resultsDoNotDependOnTheOrderOfPaths() throws {
    let files = [
      "osa/inventory/group_vars/nova_all/s.yml": "nova_git_repo: https://a/nova\nnova_git_install_branch: \(sha)\n",
      "roles/os_nova/defaults/main.yml": "nova_git_repo: https://b/nova\nnova_git_install_branch: master\n",
    ]
    let (first, second) = (try catalogue(files), try catalogue(files))
    #expect(first.sources.mapValues { $0.reference?.value } == second.sources.mapValues { $0.reference?.value })
    #expect(first.sources["nova"]?.reference?.value.value == sha)
  }
}
