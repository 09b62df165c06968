import Diagnostics
import Testing

@testable import SourceCatalogue

/// Values that come to nothing: each is in the catalogue or in a finding, with its place.
@Suite struct SilentLossTests {
  private func findings(_ role: String) throws -> [String] {
    let found = try catalogue(["roles/os_x/defaults/main.yml": "x_pip_packages: [a]\n" + role])
    return found.diagnostics.map { "\($0.location?.line ?? 0):\($0.location?.column ?? 0) \($0.code)" }
  }

  @Test(arguments: [
    ("x_git_constraints: [--constraint a, [b], {c: d}]\n", ["2:37 wrongType", "2:42 wrongType"]),
    ("x_distro_packages: [git, [b]]\n", ["2:26 wrongType"]),
    ("x_packages_to_symlink: [python3-a, 1.10]\n", ["2:36 retypedValue"]),
    ("x_extra_plugins: [{foo: bar}]\n", ["2:19 wrongType"]),
    ("x_git_repo: https://h/x\nx_git_install_branch: v1\nx_git_fallback_repo: 1.10\n", ["4:22 retypedValue"]),
    (
      "x_git_repo: https://h/x\nx_git_install_branch: v1\nx_git_fallback_repo: [https://m/x, 1.10]\n",
      ["4:36 retypedValue"]
    ),
  ])
  func anEntryThatIsNoTextIsTold(role: String, expected: [String]) throws {
    let all = try findings(role)
    #expect(all.filter { !$0.hasSuffix("roleDefaultOnly") } == expected)
  }

  @Test func ofTwoNamesForPluginsTheOneThatWasReadCounts() throws {
    let found = try catalogue([
      "osa/inventory/group_vars/x_all/git.yml":
        "x_git_repo: https://h/x\nx_git_install_branch: v1\nx_git_repo_plugins: [{path: a, package: documented}]\n"
        + "x_repo_plugins: [{path: a, package: read}]\n"
    ])
    #expect(found.sourceNames == ["read", "x"])
    let finding = try #require(found.diagnostics.first)
    #expect(found.codes() == [.doubleDefinition])
    #expect(finding.location?.line == 3 && finding.related.map(\.location.line) == [4])
  }

  @Test func settingsOfAVenvWithoutListsAreTold() throws {
    let found = try catalogue([
      "osa/inventory/group_vars/bar_all/bar.yml":
        "bar_git_constraints: [a==1]\nbar_venv_python_executable: python3\nbar_distro_packages: [git]\n",
      "osa/inventory/group_vars/all/all.yml": "openstack_venv_python_executable: python3\n",
    ])
    #expect(found.codes() == [.settingWithoutVenv, .settingWithoutVenv])
    #expect(found.diagnostics.map(\.location?.line) == [1, 2])
  }

  @Test func anEmptiedListSaysWhatItHides() throws {
    let found = try catalogue([
      "roles/os_x/defaults/main.yml": "x_pip_packages: [a, b]\nx_venv_tag: t2\nx_user_pip_packages: []\n",
      "openstack_deploy/user_variables.yml": "x_pip_packages: []\nx_user_pip_packages: []\n",
    ])
    #expect(found.venvs["x"]?.tag?.value == "t2")
    #expect(found.codes() == [.emptiedList])
    #expect(found.diagnostics.first?.location?.line == 1)
    #expect(found.diagnostics.first?.related.map(\.location.column) == [17])
  }

  @Test(arguments: ["x_git_constraints", "x_distro_packages", "x_devel_distro_packages", "x_packages_to_symlink"])
  func everyEmptiedListOfAVenvIsTold(name: String) throws {
    let found = try catalogue([
      "roles/os_x/defaults/main.yml": "x_pip_packages: [a]\n\(name): [b]\n",
      "openstack_deploy/user_variables.yml": "\(name): []\n",
    ])
    #expect(found.codes() == [.emptiedList] && found.diagnostics.first?.related.map(\.location.line) == [2])
  }

  /// A file that a play loads by its system hides the role's default there.
  @Test func aFileOfASystemSaysWhatItHides() throws {
    let found = try catalogue([
      "roles/os_x/defaults/main.yml": "x_pip_packages: [a, b]\n",
      "roles/os_x/vars/source_install.yml": "x_pip_packages: [q]\n",
    ])
    let origin = try #require(found.venvs["x"]?.requirements.first?.text.origin)
    #expect(origin.shadowed.map(\.level.name) == ["role defaults"])
  }
}
