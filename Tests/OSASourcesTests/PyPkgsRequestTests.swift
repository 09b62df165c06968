import JSONText
import TestSupport
import Testing

@testable import OSASources

@Suite struct PyPkgsRequestTests {
  private func ask(_ folder: TemporaryFolder, _ members: String) throws -> JSONValue {
    let request = "{\"paths\": [\"\(folder.path)\"], \"view\": \"py_pkgs\"\(members)}"
    return try JSONValue(parsing: OSASources.catalogue(request: Array(request.utf8)).document)
  }

  @Test func quirksAreAReleaseOrABoolean() throws {
    let folder = try TemporaryFolder(["roles/r/defaults/main.yml": "x_pip_packages: [a==1, a]\n"])
    for quirks in ["", #", "legacy_quirks": false"#, #", "legacy_quirks": null"#] {
      #expect(try ask(folder, quirks)["py_pkgs"]?["packages"] == .array([.string("a==1")]))
    }
    let unknown = try ask(folder, #", "legacy_quirks": "15.1.0""#)
    #expect(
      unknown["error"]?["message"]
        == .string("`legacy_quirks` is `15.1.0`, not one of `14.2.16`, `16.0.0`, `16.0.29`, `17.0.0`"))
    #expect(try ask(folder, #", "legacy_quirks": 16"#)["error"] != nil)
  }

  @Test func aGroupThatIsNoTextStaysWhatItIs() throws {
    let folder = try TemporaryFolder([
      "roles/r/defaults/main.yml": "x_role_project_group:\nx_pip_packages: [a]\n",
      "roles/s/defaults/main.yml": "x_role_project_group: [a, 7]\n",
    ])
    let groups = try #require(try ask(folder, #", "legacy_quirks": true"#)["py_pkgs"]?["role_project_groups"])
    #expect(groups["r"] == .null && groups["s"] == .array([.string("a"), .number("7")]))
    #expect(try ask(folder, "")["py_pkgs"]?["role_project_groups"]?["r"] == .string("all"))
  }

  @Test func whatEndedTheOldLookupFailsWithItsPlace() throws {
    let folder = try TemporaryFolder(["roles/r/defaults/main.yml": "a: 1\nx_pip_packages: 5\n"])
    let error = try #require(try ask(folder, #", "legacy_quirks": true"#)["error"])
    #expect(error["code"] == .string("OSA142"))
    #expect(error["line"] == .number("2"))
    #expect(try ask(folder, "")["py_pkgs"] != nil)
  }

  @Test func answersDoNotDependOnEachOther() throws {
    let folder = try TemporaryFolder([
      "roles/os_a/defaults/main.yml":
        "a_git_repo: https://h/a\na_git_install_branch: v1\na_pip_packages: [b]\na_role_project_group: a_all\n"
    ])
    let first = try ask(folder, #", "legacy_quirks": "17.0.0""#)
    for _ in 0..<3 { #expect(try ask(folder, #", "legacy_quirks": "17.0.0""#) == first) }
    #expect(first["py_pkgs"]?["role_requirements"]?["os_a"]?["project_group"] == .string("a_all"))
  }
}
