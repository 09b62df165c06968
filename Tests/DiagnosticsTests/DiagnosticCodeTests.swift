import Diagnostics
import Testing
import TextFiles

@Suite struct DiagnosticCodeTests {
  @Test(arguments: DiagnosticCode.allCases)
  func identifiersReadBack(code: DiagnosticCode) {
    #expect(code.identifier.utf8.count == 6)
    #expect(DiagnosticCode(identifier: code.identifier) == code)
    #expect(code.name.utf8.allSatisfy { ($0 >= 0x61 && $0 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2D })
  }

  @Test func namesAreWordsAndStandOnce() {
    #expect(DiagnosticCode.duplicateKey.name == "duplicate-key")
    #expect(DiagnosticCode.invalidUTF8.name == "invalid-utf8")
    #expect(DiagnosticCode.invalidYAMLValue.name == "invalid-yaml-value")
    #expect(DiagnosticCode.unpinnedReference.identifier == "OSA112")
    #expect(Set(DiagnosticCode.allCases.map(\.name)).count == DiagnosticCode.allCases.count)
  }

  @Test func unknownIdentifiersAreNone() {
    for text in ["OSA000", "OSA12", "osa012", "OSA-12", "XSA012", ""] {
      #expect(DiagnosticCode(identifier: text) == nil)
    }
  }

  @Test func findingsSortByPlaceThenCode() {
    let (a, b) = (FileReference(root: 0, path: "a"), FileReference(root: 0, path: "b"))
    let first = Diagnostic(.yamlSyntax, "m", at: nil)
    let second = Diagnostic(.yamlSyntax, "m", at: Location(file: a, line: 2, column: 9))
    let third = Diagnostic(.duplicateKey, "m", at: Location(file: a, line: 2, column: 9))
    let fourth = Diagnostic(.yamlSyntax, "m", at: Location(file: b, line: 1, column: 1))
    #expect([fourth, third, second, first].sorted() == [first, second, third, fourth])
  }
}
