import Diagnostics
import Testing

@testable import Checks

@Suite struct ReferencesTests {
  @Test func aReferenceThatGitRefusesIsAnErrorAtItsPlace() throws {
    let files = [
      "osa/inventory/group_vars/a_all/s.yml": trio("a", reference: "\"a b\"")
        + trio("b", reference: "..", track: "\"m \""),
      "openstack_deploy/osa-sources.yml": "format: 1\nsources:\n  c: {git: https://h/c, tag: \"v1\\nx\"}\n",
    ]
    #expect(
      try places(UnusableReference.self, files) == [
        "OSA164 inventory/group_vars/a_all/s.yml:2", "OSA164 inventory/group_vars/a_all/s.yml:5",
        "OSA164 inventory/group_vars/a_all/s.yml:6", "OSA164 osa-sources.yml:3",
      ])
    let found = UnusableReference.findings(in: try context(files))
    #expect(found.allSatisfy { $0.severity == .error && !$0.message.contains("\n") })
    #expect(found.contains { $0.message.contains("`v1\\u{a}x`") })
  }

  /// What a play gets through the lookup is checked as well.
  @Test func valuesAreCheckedWithoutEveryCheck() throws {
    let files = ["osa/inventory/group_vars/a_all/s.yml": trio("a", reference: "\"a b\"")]
    #expect(CheckRegistry.runOnValues(in: try context(files)).map(\.code) == [.unusableReference])
  }

  @Test func twoRolesThatDifferAreSaid() throws {
    let files = [
      "roles/os_a/defaults/main.yml": "x_git_repo: https://h/x\nx_git_install_branch: m\n",
      "roles/os_b/defaults/main.yml": "x_git_repo: https://h/x\nx_git_install_branch: n\n",
    ]
    #expect(try places(DifferingDefinitions.self, files) == ["OSA166 os_a/defaults/main.yml:2"])
    let seen = try context(files)
    let found = try #require(DifferingDefinitions.findings(in: seen).first)
    #expect(found.message == "`x_git_install_branch` differs in the roles `os_a` and `os_b`: source `x` shows this one")
    #expect(found.related.map(\.message) == ["`n` here"])
    #expect(seen.catalogue.sources["x"]?.reference?.origin.shadowed.map(\.text) == ["n"])
  }

  @Test func filesOfWhichAPlayLoadsOneAreSaid() throws {
    let files = [
      "roles/os_a/vars/debian.yml": "a_git_repo: https://h/a\na_git_install_branch: deb\n",
      "roles/os_a/vars/redhat.yml": "a_git_repo: https://h/a\na_git_install_branch: rh\n",
    ]
    #expect(try places(DifferingDefinitions.self, files) == ["OSA166 os_a/vars/redhat.yml:2"])
    let shadowed = try context(files).catalogue.sources["a"]?.reference?.origin.shadowed
    #expect(shadowed?.map(\.text) == ["deb"])
    #expect(shadowed?.map(\.location.file.path) == ["os_a/vars/debian.yml"])
  }

  @Test func whatAHigherLevelDecidesOrAgreesIsNoFinding() throws {
    let roles = [
      "roles/os_a/defaults/main.yml": "x_git_repo: https://h/x\nx_git_install_branch: m\n",
      "roles/os_b/defaults/main.yml": "x_git_repo: https://h/x\nx_git_install_branch: n\n",
    ]
    let pinned = roles.merging(["osa/inventory/group_vars/all/s.yml": trio("x")]) { $1 }
    #expect(try places(DifferingDefinitions.self, pinned).isEmpty)
    let agreed = ["roles/os_a/defaults/main.yml": trio("x"), "roles/os_b/defaults/main.yml": trio("x")]
    #expect(try places(DifferingDefinitions.self, agreed).isEmpty)
  }

  /// A list that only Ansible computes may install the source of the venv's name.
  @Test func aComputedListMayReadTheSource() throws {
    let files = [
      "osa/inventory/group_vars/x_all/s.yml": trio("x"),
      "roles/os_x/defaults/main.yml": "x_pip_packages: \"{{ [1] + [2] }}\"\n",
      "roles/os_x/tasks/main.yml": "[]\n",
    ]
    let found = CheckRegistry.run(in: try context(files))
    #expect(found.map(\.code) == [.unresolvedVariable])
  }
}
