import Diagnostics
import JSONText
import Testing
import TextFiles

@testable import Reporting

@Suite struct RendererTests {
  private let file = TextFile(
    reference: FileReference(root: 0, path: "a b.yml", displayPath: "osa/a b.yml"),
    bytes: Array("é: [\nx: {{ y }}\n".utf8))

  private var findings: [Diagnostic] {
    [
      Diagnostic(
        .unhashableKey, "a list or mapping cannot be a key\u{1B}[31m",
        at: Location(file: file.reference, line: 2, column: 5),
        related: [.init("this one", at: Location(file: file.reference, line: 1, column: 1))], hint: "quote it, please"),
      Diagnostic(.roleDefaultOnly, "source `a` is defined only in role defaults", at: nil),
    ]
  }

  private func text(_ format: DiagnosticFormat, colour: Bool = false) -> String {
    let context = DiagnosticContext(files: [file], useColour: colour, version: "1")
    return String(decoding: format.render(findings, in: context), as: UTF8.self)
  }

  @Test func fullShowsTheLineWithACaret() {
    #expect(
      text(.full) == """
        error[OSA019]: a list or mapping cannot be a key\\u{1b}[31m
          --> osa/a b.yml:2:5
           |
         2 | x: {{ y }}
           |     ^
          ::: osa/a b.yml:1:1
              this one
          help: quote it, please

        note[OSA107]: source `a` is defined only in role defaults

        1 error, 0 warnings, 1 note

        """)
    #expect(text(.full, colour: true).contains("\u{1B}[1;31merror[OSA019]\u{1B}[0m"))
  }

  @Test func conciseIsOneLineEach() {
    #expect(
      text(.concise)
        == "osa/a b.yml:2:5: error[OSA019] a list or mapping cannot be a key\\u{1b}[31m\nnote[OSA107] source `a` is defined only in role defaults\n"
    )
  }

  @Test func githubEscapesItsSeparators() {
    #expect(text(.github).hasPrefix("::error file=osa/a b.yml,line=2,col=5,title=OSA019 unhashable-key::a list"))
    #expect(text(.github).contains("::notice title=OSA107"))
  }

  @Test func summaryCounts() {
    #expect(
      text(.summary)
        == "1\terror[OSA019] unhashable-key\n1\tnote[OSA107] role-default-only\n1 error, 0 warnings, 1 note\n")
  }

  @Test func jsonAndSARIFAreWholeDocuments() throws {
    let json = try JSONValue(parsing: Array(text(.json).utf8))
    guard case .array(let diagnostics)? = json["diagnostics"] else {
      Issue.record("no diagnostics")
      return
    }
    #expect(diagnostics.count == 2)
    #expect(diagnostics[0]["file"] == .string("a b.yml"))
    #expect(diagnostics[0]["line"] == .number("2"))
    #expect(text(.sarif).contains("\"uri\": \"osa/a%20b.yml\""))
    let sarif = try JSONValue(parsing: Array(text(.sarif).utf8))
    #expect(sarif["version"] == .string("2.1.0"))
  }

  @Test func pathsAreRelativeToTheWorkingDirectory() {
    func path(_ display: String) -> String {
      DiagnosticContext(version: "1", workingDirectory: "/w/d").path(
        FileReference(root: 0, path: "x", displayPath: display))
    }
    #expect(path("/w/d/a/b.yml") == "a/b.yml")
    #expect(path("./a.yml") == "a.yml")
    #expect(path("/w/dd/a.yml") == "/w/dd/a.yml")
    #expect(path("../a.yml") == "../a.yml")
  }

  @Test func noFindingsAreNoText() {
    #expect(DiagnosticFormat.full.render([], in: DiagnosticContext(version: "1")).isEmpty)
    #expect(DiagnosticFormat.concise.render([], in: DiagnosticContext(version: "1")).isEmpty)
  }
}
