import TestSupport
import TextFiles
import Testing

@testable import SourceCatalogue

/// A role's default that the files of some operating systems replace holds on every other.
@Suite struct VenvAlternativesTests {
  private static let role = "roles/os_x/"

  private func venv(_ files: [String: String]) throws -> Venv { try #require(try catalogue(files).venvs["x"]) }

  private func lines(_ entries: [Venv.Requirement]) -> [String] {
    entries.map { "\($0.alternative ?? "all"): \($0.text.value)" }
  }

  @Test func theDefaultHoldsWhereNoFileReplacesIt() throws {
    let found = try venv([
      Self.role + "defaults/main.yml": "x_pip_packages: [x, six]\nx_git_constraints: [a==1]\n",
      Self.role + "vars/redhat-7.yml": "x_pip_packages: [rpm]\n",
    ])
    #expect(lines(found.requirements) == ["main: x", "main: six", "redhat-7: rpm"])
    #expect(found.requirements.first?.text.origin.location.line == 1)
  }

  /// What is above the defaults and below the files that a play loads stands in the defaults' place.
  @Test func groupVarsReplaceTheDefault() throws {
    let found = try venv([
      Self.role + "defaults/main.yml": "x_pip_packages: [default]\n",
      Self.role + "vars/debian.yml": "x_pip_packages: [deb]\n",
      "osa/inventory/group_vars/all/x.yml": "x_pip_packages: [group]\n",
    ])
    #expect(lines(found.requirements) == ["debian: deb", "main: group"])
    #expect(found.requirements.last?.text.origin.shadowed.map(\.location.line) == [1])
  }

  @Test func anInstallFromSourceAlwaysReplacesIt() throws {
    let found = try venv([
      Self.role + "defaults/main.yml": "x_pip_packages: [x]\n",
      Self.role + "vars/source_install.yml": "x_pip_packages: [src]\n",
    ])
    #expect(lines(found.requirements) == ["source_install: src"])
  }

  /// Two variables of one list: a file that replaces one leaves the other as it is.
  @Test func theOtherVariablesOfAListStayInAFile() throws {
    let found = try venv([
      Self.role + "defaults/main.yml": "x_pip_packages: [x]\nx_service_pip_dependencies: [dep]\n",
      Self.role + "vars/redhat.yml": "x_pip_packages: [rpm]\n",
      Self.role + "vars/debian.yml": "x_service_pip_dependencies: [deb]\n",
    ])
    #expect(
      lines(found.requirements) == [
        "debian: deb", "debian: x", "main: x", "main: dep", "redhat: rpm", "redhat: dep",
      ])
    let beside = try venv([
      Self.role + "defaults/main.yml": "x_pip_packages: [x]\n",
      Self.role + "vars/redhat.yml": "x_pip_packages: [rpm]\n",
      Self.role + "vars/source_install.yml": "x_service_pip_dependencies: [src]\n",
    ])
    #expect(lines(beside.requirements) == ["main: x", "redhat: rpm", "source_install: src"])
  }

  @Test func packagesOfTheDistributionLikewise() throws {
    let found = try venv([
      Self.role + "defaults/main.yml":
        "x_pip_packages: [x]\nx_distro_packages: [d]\nx_devel_distro_packages: []\nx_packages_to_symlink: [p]\n",
      Self.role + "vars/redhat.yml":
        "x_distro_packages: []\nx_devel_distro_packages: [h]\nx_packages_to_symlink: [r]\n",
    ])
    func names(_ packages: [String: [Located<String>]]) -> [String: [String]] { packages.mapValues { $0.map(\.value) } }
    #expect(lines(found.requirements) == ["all: x"])
    #expect(names(found.distroPackages.runtime) == ["redhat": [], "main": ["d"]])
    #expect(names(found.distroPackages.build) == ["redhat": ["h"]])
    #expect(names(found.systemPackages) == ["redhat": ["r"], "main": ["p"]])
  }

  private func empties(_ venv: Venv) -> [String: [String]] {
    venv.emptyAlternatives.keys.reduce(into: [:]) { $0[$1] = venv.emptyAlternatives(of: $1) }
  }

  @Test func anEmptyListIsNoDefault() throws {
    let found = try venv([
      Self.role + "defaults/main.yml":
        "x_pip_packages: [x]\nx_optional_o_pip_packages: [o]\nx_user_pip_packages: [u]\n",
      Self.role + "vars/redhat-7.yml": "x_pip_packages: []\nx_optional_o_pip_packages:\nx_user_pip_packages: ''\n",
      Self.role + "vars/redhat.yml": "x_pip_packages: [rpm]\n",
    ])
    #expect(lines(found.requirements) == ["main: x", "redhat: rpm"])
    #expect(empties(found) == ["install": ["redhat-7"], "optional.o": ["redhat-7"], "user": ["redhat-7"]])
    #expect(found.emptyAlternatives["install"]?["redhat-7"]?.location.line == 1)
  }

  /// Nothing is marked where the list has entries for the system after all, or for no system anything.
  @Test func onlyWhatDecidesIsMarked() throws {
    let beside = try venv([
      Self.role + "defaults/main.yml": "x_pip_packages: [x]\nx_service_pip_dependencies: [dep]\n",
      Self.role + "vars/redhat.yml": "x_pip_packages: []\n", Self.role + "vars/suse.yml": "x_pip_packages: [s]\n",
    ])
    #expect(lines(beside.requirements) == ["all: dep", "main: x", "suse: s"])
    #expect(empties(beside) == ["install": ["redhat"]])
    let both = try venv([
      Self.role + "defaults/main.yml": "x_pip_packages: [x]\nx_service_pip_dependencies: [dep]\n",
      Self.role + "vars/redhat.yml": "x_pip_packages: []\nx_service_pip_dependencies: [rpm]\n",
      Self.role + "vars/debian.yml": "x_service_pip_dependencies: []\n",
    ])
    #expect(lines(both.requirements) == ["debian: x", "main: x", "main: dep", "redhat: rpm"])
    #expect(empties(both) == [:])
    let none = try venv([
      Self.role + "defaults/main.yml": "x_pip_packages: []\nx_user_pip_packages: [u]\n",
      Self.role + "vars/redhat.yml": "x_pip_packages: []\n",
      Self.role + "vars/distro_install.yml": "x_user_pip_packages: []\n",
    ])
    #expect(empties(none) == [:])
  }

  @Test func aDocumentSaysItLikewise() throws {
    let text = """
      format: 1
      venvs:
        x:
          role: os_x
          alternatives:
            main: {install: [x], optional: {install: [o]}}
            redhat: {install: [], optional: {install: []}}
            suse: {install: []}
      """
    let found = try venv(["osa/osa-sources.yml": text])
    #expect(empties(found) == ["install": ["redhat", "suse"], "optional.install": ["redhat"]])
    let above = try venv([
      "osa/osa-sources.yml": text, Self.role + "defaults/main.yml": "x_pip_packages: [d]\n",
      Self.role + "vars/redhat.yml": "x_pip_packages: [rpm]\n", Self.role + "vars/debian.yml": "x_pip_packages: []\n",
    ])
    #expect(lines(above.requirements) == ["main: x"])
    #expect(empties(above)["install"] == ["debian", "redhat", "suse"])
  }
}
