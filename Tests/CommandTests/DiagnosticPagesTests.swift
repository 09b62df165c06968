import Diagnostics
import Foundation
import TestSupport
import Testing

/// Each code has a page, and the page's examples are its fixtures: the bad one is found guilty of that code and of
/// nothing else, the good one of nothing.
@Suite struct DiagnosticPagesTests {
  /// Codes without examples: a caller's fault, a fault of this program, what only happens while a process runs, and of
  /// those of requirements, constraints and plans those whose page has none.
  static func isProseOnly(_ code: DiagnosticCode) -> Bool {
    code.rawValue >= 500 || (code.rawValue >= 200 && DiagnosticPage(code.identifier)?.sections["Bad"] == nil)
  }
  static let withExamples = DiagnosticCode.allCases.filter { !isProseOnly($0) }

  @Test(arguments: DiagnosticCode.allCases)
  func pageIsComplete(code: DiagnosticCode) throws {
    let path = "docs/reference/diagnostics/\(code.identifier).md"
    guard let page = DiagnosticPage(code.identifier) else {
      Issue.record(
        """
        \(code.identifier) \(code.name) lacks its page \(path): write it like OSA118.md (OSA127.md where another command \
        than `check osa roles openstack_deploy` reports it, OSA502.md where only a running process does), then run \
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
    guard !Self.isProseOnly(code) else { return }
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
    #expect(found.allSatisfy { $0.line >= 1 && $0.column >= 1 })
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
    for step in page.steps(of: section) {
      switch step {
      case .file(let name, let text): try folder.write(name, Array(text.utf8))
      case .script(let text): _ = try Program("/bin/sh", ["-euc", text], in: folder.path)
      }
    }
    let roots = ["osa", "roles", "openstack_deploy"].filter {
      FileManager.default.fileExists(atPath: folder.path + "/" + $0)
    }
    let command = page.command ?? ["check"] + roots
    let seen = try Program(CommandTests.program, command + ["--diagnostics", "json"], in: folder.path)
    let isCheck = command.first == "check"
    let document = try JSONSerialization.jsonObject(with: Data((isCheck ? seen.output : seen.errors).utf8))
    let all = (document as? [String: Any])?["diagnostics"] as? [[String: Any]] ?? []
    return all.map {
      Finding(
        code: $0["code"] as? String ?? "", message: $0["message"] as? String ?? "", line: $0["line"] as? Int ?? 0,
        column: $0["column"] as? Int ?? 0)
    }
  }
}
