import Diagnostics
import Foundation
import OSASources
import TestSupport
import Testing

/// Each code has a page, and the page's examples are its fixtures: the bad one is found guilty of that code and of
/// nothing else, the good one of nothing.
@Suite struct DiagnosticPagesTests {
  /// Codes that no input can bring about, and why; their pages say the same under `Why there is no example`.
  static let withoutExamples: [DiagnosticCode: String] = [
    .internalError: "a fault of this program"
  ]
  static let withExamples = DiagnosticCode.allCases.filter { withoutExamples[$0] == nil }

  @Test(arguments: DiagnosticCode.allCases)
  func pageIsComplete(code: DiagnosticCode) throws {
    let path = "docs/reference/diagnostics/\(code.identifier).md"
    guard let page = DiagnosticPage(code.identifier) else {
      Issue.record(
        """
        \(code.identifier) \(code.name) lacks its page \(path): write it like OSA118.md (OSA127.md where another command \
        than `check osa roles openstack_deploy` reports it, OSA502.md where only a fetch does), then run \
        scripts/diagnostics.py
        """)
      return
    }
    func needs(_ isThere: Bool, _ what: String) {
      if !isThere { Issue.record("\(path) lacks \(what)") }
    }
    needs(page.title == "# \(code.identifier) \(code.name)", "the title `# \(code.identifier) \(code.name)`")
    needs(page.severity == code.severity.rawValue, "the line `*\(code.severity.rawValue)*` with its severity")
    needs((page.sections[""]?.count ?? 0) > 60, "a paragraph that says what it is")
    for section in ["Why it matters", "What to do"] {
      needs((page.sections[section]?.count ?? 0) > 12, "the section `## \(section)`")
    }
    if let reason = Self.withoutExamples[code] {
      needs(page.sections["Why there is no example"]?.contains(reason) ?? false, "the reason `\(reason)`")
      return
    }
    for section in ["Bad", "Good"] {
      needs(
        !page.steps(of: section).isEmpty, "an example in `## \(section)`: a line `path`: and a block, or a `sh` block")
    }
  }

  @Test func everyPageHasACode() throws {
    let folder = Vectors.root.appendingPathComponent("docs/reference/diagnostics").path
    let codes = Set(DiagnosticCode.allCases.map(\.identifier))
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name != "README.md" {
      #expect(codes.contains(String(name.dropLast(3))), "\(name) belongs to no code")
    }
  }

  @Test(arguments: withExamples)
  func badExampleIsFoundGuiltyOfItsCodeAlone(code: DiagnosticCode) throws {
    guard let page = DiagnosticPage(code.identifier) else { return }
    let found = try Self.found(page, section: "Bad")
    #expect(found.first { $0.code != code.identifier } == nil)
    #expect(found.contains { $0.code == code.identifier }, "nothing is found")
    // What a caller asks for in vain stands in no file.
    #expect(found.allSatisfy { ($0.line >= 1 && $0.column >= 1) || page.command?.first != "check" && $0.line == 0 })
  }

  @Test(arguments: withExamples)
  func goodExampleIsFoundGuiltyOfNothing(code: DiagnosticCode) throws {
    guard let page = DiagnosticPage(code.identifier) else { return }
    #expect(try Self.found(page, section: "Good").isEmpty)
  }

  /// The index and the Swift file of `explain` are made from the pages.
  @Test func madeFilesAreFresh() throws {
    let script = Vectors.root.appendingPathComponent("scripts/diagnostics.py").path
    let seen = try Program("/usr/bin/env", ["python3", script, "--check"])
    #expect(seen.status == 0, "\(seen.output)")
  }

  struct Finding: Equatable {
    let code: String
    let message: String
    let line: Int
    let column: Int
  }

  /// Makes the example's files and runs its command, `check` of every deployment root unless the page says otherwise.
  private static func found(_ page: DiagnosticPage, section: String) throws -> [Finding] {
    let folder = try TemporaryFolder()
    let environment = ["OSA_SOURCES": CommandTests.program, "GIT_CONFIG_GLOBAL": "/dev/null"]
    for step in page.steps(of: section) {
      switch step {
      case .file(let name, let text): try folder.write(name, Array(text.utf8))
      case .script(let text):
        let seen = try Program("/bin/sh", ["-euc", text], in: folder.path, environment: environment)
        #expect(seen.status == 0, "the script fails: \(seen.errors)")
      }
    }
    if page.program == "osa_sources_parse" { return try parsed(page, in: folder) }
    let roots = ["osa", "roles", "openstack_deploy"].filter {
      FileManager.default.fileExists(atPath: folder.path + "/" + $0)
    }
    let command = page.command ?? ["check"] + roots
    let seen = try Program(
      CommandTests.program, command + ["--diagnostics", "json"], in: folder.path, environment: environment)
    let isCheck = command.first == "check"
    #expect(seen.status <= 1, "the command cannot run: \(seen.errors)")
    return try findings(Data((isCheck ? seen.output : seen.errors).utf8))
  }

  /// A request to the library, whose paths are those of the example.
  private static func parsed(_ page: DiagnosticPage, in folder: TemporaryFolder) throws -> [Finding] {
    let file = try String(contentsOfFile: folder.path + "/" + (page.command?.first ?? ""), encoding: .utf8)
    let request = file.replacingOccurrences(of: "\"./", with: "\"\(folder.path)/")
    let answer = OSASources.parse(request: Array(request.utf8))
    return try findings(Data(answer.document))
  }

  /// The findings of a document, and the one that kept it from being made.
  private static func findings(_ bytes: Data) throws -> [Finding] {
    guard !bytes.isEmpty else { return [] }
    let document = try JSONSerialization.jsonObject(with: bytes) as? [String: Any]
    let inner = document?["requirement_file"] as? [String: Any] ?? document
    var all = inner?["diagnostics"] as? [[String: Any]] ?? []
    if let error = document?["error"] as? [String: Any] { all.append(error) }
    return all.map {
      Finding(
        code: $0["code"] as? String ?? "", message: $0["message"] as? String ?? "", line: $0["line"] as? Int ?? 0,
        column: $0["column"] as? Int ?? 0)
    }
  }
}
