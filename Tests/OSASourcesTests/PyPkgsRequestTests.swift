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

/// The member `repo_build`.
@Suite struct RepoBuildRequestTests {
  private func options(_ text: String) throws -> RepoBuildRequest {
    try RepoBuildRequest(JSONValue(parsing: Array(text.utf8)))
  }

  @Test func oneSwitchForAllOrOneForEach() throws {
    #expect(try options(#"{"selective": true}"#).options.selective == [.wheels, .clones, .venvs])
    #expect(try options(#"{"selective": false}"#).options.selective.isEmpty)
    let each = try options(#"{"selective": {"wheel_list": true, "clone_list": false, "venv_list": true}}"#)
    #expect(each.options.selective == [.wheels, .venvs])
    for wrong in [#""yes""#, #"{"wheel_list": 1}"#, #"{"weel_list": true}"#] {
      #expect(throws: Request.Fault.self) { try options("{\"selective\": \(wrong)}") }
    }
  }

  @Test func upperConstraintsAreAListATextOrAFile() throws {
    let folder = try TemporaryFolder(["upper.txt": "# a comment\r\n  a===1\r\n\nb===2\n"])
    let written = [#"["a===1", "b===2"]"#, #""a===1\nb===2\n""#, #""\#(folder.path)/upper.txt""#]
    for text in written {
      #expect(try options("{\"upper_constraints\": \(text)}").read().upperConstraints == ["a===1", "b===2"])
    }
    #expect(try options(#"{"upper_constraints": "a===1"}"#).read().upperConstraints == ["a===1"])
  }

  @Test func aMissingFileIsNamed() throws {
    let request =
      #"{"paths": ["/no/such"], "view": "wheel_list", "repo_build": {"upper_constraints": "/no/upper.txt"}}"#
    let answer = try JSONValue(parsing: OSASources.catalogue(request: Array(request.utf8)).document)
    #expect(
      answer["error"]?["message"]
        == .string("`/no/upper.txt`, the file of `upper_constraints`, cannot be read: no such file or directory"))
  }

  @Test func aMissingFolderIsToldWithQuirksToo() throws {
    for (quirks, severity) in [("true", "warning"), ("false", "error")] {
      let request = #"{"paths": ["/no/such"], "view": "py_pkgs", "legacy_quirks": \#(quirks)}"#
      let answer = try JSONValue(parsing: OSASources.catalogue(request: Array(request.utf8)).document)
      guard case .array(let found)? = answer["diagnostics"] else { throw TestFailure() }
      #expect(
        found.count == 1 && found.first?["code"] == .string("OSA001") && found.first?["severity"] == .string(severity))
      #expect(answer["py_pkgs"]?["packages"] == .array([]))
    }
  }

  private struct TestFailure: Error {}
}
