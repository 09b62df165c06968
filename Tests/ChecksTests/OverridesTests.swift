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
