import Foundation
import TestSupport
import Testing

/// `convert --output`: whole files or none, and nobody's file replaced unasked.
@Suite struct ConvertTests {
  private let variables = "nova_git_repo: https://h/nova\nnova_git_install_branch: v1\nnova_git_track_branch: master\n"

  private func folder() throws -> TemporaryFolder {
    try TemporaryFolder(["osa/inventory/group_vars/nova_all/s.yml": variables])
  }

  private func run(_ arguments: [String], in folder: TemporaryFolder) throws -> Program {
    try Program(CommandTests.program, ["convert"] + arguments + ["osa"], in: folder.path)
  }

  private func names(in folder: TemporaryFolder, _ path: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path + "/" + path).sorted()
  }

  private func text(_ folder: TemporaryFolder, _ path: String) throws -> String {
    try String(contentsOfFile: folder.path + "/" + path, encoding: .utf8)
  }

  @Test func theFileIsWhatWouldBePrinted() throws {
    let folder = try folder()
    let printed = try run([], in: folder)
    let written = try run(["-o", "osa-sources.yml"], in: folder)
    #expect(printed.status == 0 && written.status == 0 && written.output.isEmpty)
    #expect(try text(folder, "osa-sources.yml") == printed.output)
    #expect(try names(in: folder) == ["osa", "osa-sources.yml"])
    let seen = try Program(CommandTests.program, ["check", "osa-sources.yml", "--fail-on", "warning"], in: folder.path)
    #expect(seen.status == 0, "\(seen.output)")
  }

  @Test func requirementFilesThatStayBehindAreNamed() throws {
    let folder = try folder()
    for name in ["requirements.txt", "dev-requirements.txt", "doc/requirements.txt"] {
      try folder.write("osa/" + name, Array("a\n".utf8))
    }
    let seen = try run(["--diagnostics", "concise"], in: folder)
    #expect(seen.status == 0 && seen.output.contains("requirements:\n  - a\n"))
    #expect(seen.errors.contains("note[OSA157] `dev-requirements.txt` is not converted"))
    #expect(seen.errors.contains("note[OSA157] `doc/requirements.txt` is not converted"))
    #expect(!seen.errors.contains("`requirements.txt` is not converted"))
  }

  @Test func nothingIsReplacedUnasked() throws {
    let folder = try folder()
    try folder.write("out.yml", Array("mine\n".utf8))
    let refused = try run(["-o", "out.yml"], in: folder)
    #expect(refused.status == 2 && refused.errors.contains("`out.yml` is there already"))
    #expect(try text(folder, "out.yml") == "mine\n")
    #expect(try names(in: folder) == ["osa", "out.yml"])
    #expect(try run(["-o", "out.yml", "--force"], in: folder).status == 0)
    #expect(try text(folder, "out.yml").hasPrefix("format: 1\n"))
    // What would be the same is no replacement.
    #expect(try run(["-o", "out.yml"], in: folder).status == 0)
  }

  @Test func flatVariablesGoIntoTheirFolders() throws {
    let folder = try folder()
    #expect(try run(["--to", "flat", "-o", "out"], in: folder).status == 0)
    #expect(try names(in: folder, "out/inventory/group_vars") == ["nova_all"])
    #expect(
      try text(folder, "out/inventory/group_vars/nova_all/source_git.yml").contains("nova_git_install_branch: \"v1\""))
    #expect(try names(in: folder) == ["osa", "out"])
  }

  @Test func oneFileInTheWayStopsAll() throws {
    let folder = try TemporaryFolder([
      "osa/inventory/group_vars/nova_all/s.yml": variables,
      "osa/inventory/group_vars/heat_all/s.yml": variables.replacing("nova", with: "heat"),
      "out/inventory/group_vars/nova_all/source_git.yml": "mine: 1\n",
    ])
    #expect(try run(["--to", "flat", "-o", "out"], in: folder).status == 2)
    #expect(try names(in: folder, "out/inventory/group_vars") == ["nova_all"])
    #expect(try run(["--to", "flat", "-o", "out", "--force"], in: folder).status == 0)
    #expect(try names(in: folder, "out/inventory/group_vars") == ["heat_all", "nova_all"])
  }

  @Test func theSameFlatFilesAreInNobodysWay() throws {
    let folder = try folder()
    #expect(try run(["--to", "flat", "-o", "out"], in: folder).status == 0)
    #expect(try run(["--to", "flat", "-o", "out"], in: folder).status == 0)
  }

  /// What cannot be written stops all that could.
  @Test func ofSeveralFilesAllAreReplacedOrNone() throws {
    let folder = try TemporaryFolder([
      "osa/inventory/group_vars/nova_all/s.yml": variables,
      "osa/roles/os_nova/defaults/main.yml": "nova_pip_packages: [a]\n",
      "out/inventory/group_vars/nova_all/source_git.yml": "mine: 1\n", "out/roles": "no folder\n",
    ])
    let seen = try run(["--to", "flat", "-o", "out", "--force"], in: folder)
    #expect(seen.status == 2 && seen.errors.contains("`out/roles/os_nova` cannot be made"))
    #expect(try text(folder, "out/inventory/group_vars/nova_all/source_git.yml") == "mine: 1\n")
    #expect(try names(in: folder, "out/inventory/group_vars/nova_all") == ["source_git.yml"])
  }

  @Test func aDashIsStandardOutput() throws {
    let folder = try folder()
    let seen = try run(["-o", "-"], in: folder)
    #expect(seen.status == 0 && seen.output.hasPrefix("format: 1\n"))
    #expect(try names(in: folder) == ["osa"])
  }

  @Test func pathsOfADocumentBeginAtItsNewPlace() throws {
    let folder = try TemporaryFolder([
      "osa/osa-sources.yml": """
      format: 1
      sources:
        x: {git: https://h/x, tag: v1, patches: [p.patch]}
        m: {path: ../m}
      venvs: {x: {install: [x, m]}}
      """,
      "osa/p.patch": "", "m/setup.py": "", "out/a": "",
    ])
    let seen = try run(["-o", "out/osa-sources.yml"], in: folder)
    #expect(seen.status == 0 && !seen.errors.contains("OSA157"), "\(seen.errors)")
    let text = try text(folder, "out/osa-sources.yml")
    #expect(text.contains("- ../osa/p.patch\n") || text.contains("- \"../osa/p.patch\"\n"))
    #expect(text.contains("path: \"../m\"\n"))
    func plan(_ path: String) throws -> Program {
      try Program(
        CommandTests.program, ["plan", "--target", "debian-12-x86_64", "--format", "json", path], in: folder.path)
    }
    let (before, after) = (try plan("osa"), try plan("out"))
    #expect(before.status == after.status && before.output.contains("sha256"))
    func digests(_ text: String) -> [Substring] { text.split(separator: "\n").filter { $0.contains("\"sha256") } }
    #expect(digests(before.output) == digests(after.output))
  }

  @Test func aDeploymentWithErrorsIsNotConverted() throws {
    let folder = try TemporaryFolder([
      "osa/inventory/group_vars/nova_all/s.yml": variables, "osa/inventory/group_vars/heat_all/s.yml": "a: [\n",
    ])
    let seen = try run(["-o", "out.yml"], in: folder)
    #expect(seen.status == 1 && seen.output.isEmpty)
    #expect(try names(in: folder) == ["osa"])
  }

  @Test func whatCannotBeWrittenLeavesNothing() throws {
    let folder = try folder()
    let seen = try run(["-o", "nowhere/out.yml"], in: folder)
    #expect(seen.status == 2)
    #expect(try names(in: folder) == ["osa"])
  }

  @Test func nothingIsLeftAmongTemporaryFiles() throws {
    let folder = try folder()
    try FileManager.default.createDirectory(atPath: folder.path + "/tmp", withIntermediateDirectories: false)
    let program = [
      "/usr/bin/env", "TMPDIR=\(folder.path)/tmp", CommandTests.program, "convert", "--to", "flat", "-o", "out", "osa",
    ]
    #expect(try Program(program[0], Array(program.dropFirst()), in: folder.path).status == 0)
    #expect(try names(in: folder, "tmp") == [])
    #expect(try names(in: folder, "out/inventory/group_vars") == ["nova_all"])
    let nowhere = ["TMPDIR=\(folder.path)/missing", CommandTests.program, "convert", "osa"]
    #expect(try Program("/usr/bin/env", nowhere, in: folder.path).status == 2)
  }
}
