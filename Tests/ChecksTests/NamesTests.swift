import Testing

@testable import Checks

@Suite struct NamesTests {
  private func suffixes(_ more: String) throws -> [String] {
    let found = UnknownSuffix.findings(in: try context(["osa/inventory/group_vars/a_all/s.yml": trio("a") + more]))
    return found.map { "\($0.severity) \($0.hint ?? "")" }
  }

  @Test func slipsGetAProposal() throws {
    #expect(try suffixes("a_git_instal_branch: x\n") == ["warning did you mean `a_git_install_branch`?"])
    #expect(try suffixes("a_gti_repo: x\n") == ["warning did you mean `a_git_repo`?"])
    #expect(try suffixes("a_git_nothing_like_it: x\n").first?.hasPrefix("note known: ") == true)
  }

  @Test(arguments: ["a_git_url: x\n", "b_git_instal_branch: x\n", "a_other: x\n", "a_git_config_lookup_location: x\n"])
  func otherNamesAreNone(more: String) throws { #expect(try suffixes(more).isEmpty) }

  /// What release 17 wrote: `tackerclient_git_url`, `tacker_git_branch`, `tacker_horizon_git`.
  @Test func oldSpellingsAreSaid() throws {
    let found = try suffixes(
      "client_git_url: https://h/c\na_horizon_git: https://h/d\na_git_url: https://h/a\nlone_git_branch: m\n"
    )
    #expect(
      found.sorted() == [
        "warning did you mean `a_git_repo`?",
        "warning did you mean `a_horizon_git_repo`?", "warning did you mean `client_git_repo`?",
        "warning did you mean `lone_git_install_branch`?",
      ])
  }

  @Test(arguments: ["requirements_git_url: https://h/r\n", "openstack_repo_git_url: git://h\n", "use_git: true\n"])
  func otherThingsOfGitAreNoSources(more: String) throws { #expect(try suffixes(more).isEmpty) }

  @Test func driftReplacesItsConsequences() throws {
    let list = "a_pip_packages:\n  - \"git+{{ a_git_repo }}@{{ a_install_branch }}#egg=a\"\n"
    let role = "a_install_branch: master\na_git_repo: https://h/a\n" + list
    let found = CheckRegistry.run(in: try context(["roles/os_a/defaults/main.yml": role]))
    #expect(found.map(\.code) == [.nameDrift])
    #expect(try places(NameDrift.self, ["roles/os_a/defaults/main.yml": "b_install_branch: x\n" + trio("a")]).isEmpty)
  }

  @Test func aChoiceBetweenIndexAndRepositoryIsNoGap() throws {
    let role =
      "a_git_install_branch: v1.0\na_pip_packages:\n  - \"{{ (a_git_repo is defined) | ternary('x', 'a') }}\"\n"
    let found = CheckRegistry.run(in: try context(["roles/os_a/defaults/main.yml": role]))
    #expect(!found.contains { $0.code == .incompleteSource })
  }

  @Test(arguments: [
    ("{{ x }}", false), ("{{- x -}}", false), ("a{{x }}", true), ("{{ x}}", true), ("{{ {'a': 1} }}", false),
    ("{{", false), ("}}", false), ("", false),
  ])
  func spacing(text: String, expected: Bool) { #expect(TemplateSpacing.isTight(text) == expected) }
}
