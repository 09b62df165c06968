import Testing

@testable import Checks

@Suite struct OverridesTests {
  private let gv = "osa/inventory/group_vars/"

  private func stale(_ override: String, _ more: [String: String] = [:]) throws -> [String] {
    try places(
      StaleOverride.self,
      [
        gv + "all/all.yml": "base: https://h/\n", gv + "a_all/s.yml": trio("a", base: "{{ base }}"),
        "openstack_deploy/user_variables.yml": override,
      ].merging(more) { $1 })
  }

  @Test func theSameValueIsStaleHoweverItIsWritten() throws {
    #expect(try stale("a_git_repo: https://h/a\n") == ["OSA150 user_variables.yml:1"])
    #expect(try stale("x: 1\na_git_install_branch: '\(sha)'\n") == ["OSA150 user_variables.yml:2"])
  }

  @Test func anotherValueIsNot() throws {
    #expect(try stale("a_git_repo: https://mirror/a\n").isEmpty)
    #expect(try stale("b_git_repo: https://h/a\n").isEmpty)
    // One group has another value: the override makes them the same.
    #expect(
      try stale("a_git_track_branch: master\n", [gv + "b_all/s.yml": "a_git_track_branch: stable/x\n"]).isEmpty)
  }

  private func all(_ override: String, paths: [String]? = nil) throws -> [String] {
    let files = [
      gv + "a_all/s.yml": trio("a"),
      "roles/os_a/defaults/main.yml": "a_pip_packages: [\"git+{{ a_git_repo }}@{{ a_git_install_branch }}#egg=a\"]\n",
      "openstack_deploy/user_variables.yml": override,
    ]
    return CheckRegistry.run(in: try context(files, paths: paths)).map(place)
  }

  /// What is empty is told where it stands, once, and not where it is missed.
  @Test(arguments: ["a_git_repo: ''\n", "a_git_repo:\n", "a_git_install_branch: \"\"\n", "a_git_install_branch: ~\n"])
  func anEmptyOverrideIsToldWhereItStands(text: String) throws {
    #expect(try all("x: 1\n" + text) == ["OSA105 user_variables.yml:2"])
    #expect(try all(text, paths: ["openstack_deploy/user_variables.yml"]) == ["OSA105 user_variables.yml:1"])
  }

  /// A value of another kind is a fault of its own, and the half is not missing.
  @Test(arguments: ["a_git_repo: [x]\n", "a_git_install_branch: {b: c}\n"])
  func aHalfOfAnotherTypeIsNotMissing(text: String) throws {
    #expect(try all(text) == ["OSA108 user_variables.yml:1"])
  }

  @Test func twoEmptyOverridesAreTwoFindings() throws {
    #expect(
      try all("a_git_repo: ''\na_git_install_branch: ''\n")
        == ["OSA105 user_variables.yml:1", "OSA105 user_variables.yml:2"])
  }

  /// The deployer's files alone lack what they override, and the variables that they refer to.
  @Test(arguments: [["openstack_deploy"], ["openstack_deploy/user_variables.yml"]])
  func overridesAloneAreNotBlamedForTheRest(paths: [String]) throws {
    #expect(try all("a_git_install_branch: \(sha)\nb_git_repo: \"{{ base }}/b\"\n", paths: paths).isEmpty)
    #expect(try all("a_git_install_branch: \(sha)\nb_git_repo: https://h//b\n", paths: paths).count == 1)
  }

  /// Pike's `group_vars/utility_all.yml` gives one half of what `repo_packages` pins.
  @Test func halfASourceInAFileByItselfIsAFaultBesideWholeOnes() throws {
    let (half, whole) = ("b_git_repo: https://h/b\n", trio("a") + "b_git_repo: https://h/b\n")
    for (text, count) in [(half, 0), (whole, 1)] {
      let found = CheckRegistry.run(in: try context([gv + "a_all.yml": text], paths: [gv + "a_all.yml"]))
      #expect(found.filter { $0.code == .incompleteSource }.count == count)
    }
  }

  @Test func listsAreComparedWhole() throws {
    let role = ["roles/os_a/defaults/main.yml": "a_pip_packages: [x, y]\n"]
    #expect(try stale("a_pip_packages: [x, y]\n", role).count == 1)
    #expect(try stale("a_pip_packages: [y, x]\n", role).isEmpty)
  }

  @Test func seriesOfTheirOwnAreNoMixture() throws {
    func mixed(_ tracks: [String]) throws -> Int {
      let text = tracks.enumerated().map { trio("s\($0.offset)", track: $0.element) }.joined()
      return try places(MixedSeries.self, [gv + "a_all/s.yml": text]).count
    }
    #expect(try mixed(["stable/2026.1", "stable/2026.1", "stable/2025.2"]) == 1)
    #expect(try mixed(["unmaintained/zed", "unmaintained/zed", "stable/yoga", "None", "master"]) == 1)
    #expect(try mixed(["stable/2026.1", "stable/2026.1", "stable/4.7", "master", "None"]) == 0)
    #expect(try mixed(["stable/2026.1", "stable/2025.2"]) == 0)
  }
}
