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

  /// A second definition cannot be renamed to the first.
  @Test func theHintOfADriftedNameSaysWhatCanBeDone() throws {
    func hint(_ text: String) throws -> String? {
      let found = NameDrift.findings(in: try context(["roles/os_heat/defaults/main.yml": text]))
      return found.first?.hint
    }
    let list = "heat_pip_packages: [\"git+{{ heat_git_repo }}@{{ heat_git_version }}#egg=heat\"]\n"
    #expect(
      try hint(trio("heat") + "heat_git_version: master\n" + list)
        == "`heat_git_install_branch` is set as well and is what counts: read that one wherever `heat_git_version` is read, and remove this"
    )
    #expect(
      try hint("heat_git_repo: https://h/heat\nheat_git_version: master\n" + list)
        == "rename it to `heat_git_install_branch`, or pins and overrides do not reach it")
  }

  private func slips(_ more: String, deploy: String = "") throws -> [String] {
    let all =
      trio("nova") + trio("neutron_fwaas") + trio("neutron_lbaas") + trio("networking_ovn") + trio("networking_odl")
    let found = CheckRegistry.run(
      in: try context([
        "osa/inventory/group_vars/a_all/s.yml": all + more,
        "roles/os_nova/defaults/main.yml":
          "nova_pip_packages: [\"git+{{ nova_git_repo }}@{{ nova_git_install_branch }}#egg=nova\"]\nnova_venv_tag: x\n",
        "roles/os_nova/tasks/main.yml": "- debug: {var: nova_venv_tag}\n",
        "openstack_deploy/user_variables.yml": deploy,
      ]))
    return found.filter { ![.unreadPin, .notAMapping].contains($0.code) }.map {
      "\($0.code.identifier) \($0.hint ?? "")"
    }
  }

  @Test(arguments: [
    "novva_git_install_branch: x\n", "nvoa_git_install_branch: x\n", "nov_git_install_branch: x\n",
  ])
  func aSlipInThePrefixOfAnOverride(text: String) throws {
    let isShort = text.hasPrefix("nov_")
    #expect(
      try slips("", deploy: text)
        == (isShort
          ? ["OSA105 a source needs a repository and a reference"] : ["OSA167 did you mean `nova_git_install_branch`?"])
    )
  }

  /// Of what one slip explains nothing else is told.
  @Test func aSlipInOneOfThreeExplainsBothHalves() throws {
    let text = trio("placement").replacing("placement_git_install", with: "plaecment_git_install")
    #expect(try slips(text) == ["OSA167 did you mean `placement_git_install_branch`?"])
    let track = trio("placement").replacing("placement_git_track", with: "placemnt_git_track")
    #expect(try slips(track) == ["OSA167 did you mean `placement_git_track_branch`?"])
  }

  @Test func aSlipInAnOverrideOfAVenv() throws {
    #expect(try slips("", deploy: "novaa_venv_tag: y\n") == ["OSA167 did you mean `nova_venv_tag`?"])
    #expect(try slips("", deploy: "nova_venv_tag: y\n").isEmpty)
    #expect(try slips("", deploy: "other_venv_tag: y\n").isEmpty)
  }

  /// Neighbours that are sources of their own, numbered names, and names that are near two others.
  @Test(arguments: [
    trio("novam"), trio("novb"), trio("nova2"), trio("neutron_vpnaas"), "nova3_git_repo: https://h/3\n",
    "networking_xyn_git_repo: https://h/g\n", "neutron_gbgas_git_repo: https://h/g\n", "abcd_git_repo: https://h/g\n",
  ])
  func neighboursAreNoSlips(text: String) throws {
    let found = try slips(text)
    #expect(found.allSatisfy { !$0.hasPrefix("OSA167") }, "\(found)")
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
