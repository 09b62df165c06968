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
}
