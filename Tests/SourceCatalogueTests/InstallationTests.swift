import Testing

@testable import SourceCatalogue

/// How pip is told to install the source that a requirement means.
@Suite struct InstallationTests {
  private static let structured = """
    format: 1
    sources:
      gnocchi: {git: https://h/gnocchi, tag: "4.6", extras: [keystone]}
      part: {git: https://h/repo, branch: main, subdirectory: a/b, distribution: the-part}
      scp: {git: "git@h:o/r", branch: main}
    venvs:
      x:
        install: [gnocchi, part, "six"]

    """

  private func installations() throws -> [Installation?] {
    let found = try catalogue(["openstack_deploy/osa-sources.yml": Self.structured])
    return try #require(found.venvs["x"]).requirements.map { entry in
      entry.source.flatMap { found.installation(of: entry, source: $0) }
    }
  }

  @Test func aBareNameHasTheAddressOfItsSource() throws {
    let found = try installations()
    #expect(found.first??.address == "gnocchi[keystone] @ git+https://h/gnocchi@4.6")
    #expect(found.first??.nameWithExtras == "gnocchi[keystone]")
    #expect(found.last == .some(nil))
    #expect(found.contains { $0?.address == "the-part @ git+https://h/repo@main#subdirectory=a/b" })
  }

  @Test func extrasAndMarkersOfTheRequirementStay() throws {
    let found = try catalogue([
      "osa/inventory/group_vars/x_all/s.yml": "x_git_repo: https://h/x\nx_git_install_branch: v1\n",
      "roles/os_x/defaults/main.yml":
        "x_pip_packages:\n  - \"x[b,a] @ git+{{ x_git_repo }}@{{ x_git_install_branch }} ; python_version < '4'\"\n",
    ])
    let entry = try #require(found.venvs["x"]?.requirements.first)
    let installation = try #require(found.installation(of: entry, source: "x"))
    #expect(installation.extras == ["a", "b"])
    #expect(installation.marker.map { "\($0)" } == "python_version < \"4\"")
    #expect(installation.address == "x[a,b] @ git+https://h/x@v1 ; python_version < \"4\"")
  }

  @Test func anEggHasItsExtras() throws {
    let found = try catalogue([
      "osa/inventory/group_vars/x_all/s.yml": "x_git_repo: https://h/x\nx_git_install_branch: v1\n",
      "roles/os_x/defaults/main.yml":
        "x_pip_packages:\n  - \"git+{{ x_git_repo }}@{{ x_git_install_branch }}#egg=x[a]\"\n",
    ])
    let entry = try #require(found.venvs["x"]?.requirements.first)
    let installation = try #require(found.installation(of: entry, source: "x"))
    #expect(
      installation.address == "x[a] @ git+https://h/x@v1" && installation.extras == ["a"] && installation.name == "x")
  }
}
