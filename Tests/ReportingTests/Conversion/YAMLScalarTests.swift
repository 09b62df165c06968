import TestSupport
import Testing

@testable import Reporting
@testable import SourceCatalogue

@Suite struct YAMLScalarTests {
  /// Every text is read again as it was.
  @Test(arguments: [
    "nova", "yes", "On", "null", "~", "1.10", "0x1F", "2026-01-01", "a: b", "a #b", "#", "- a", "{{ x }}", "[a]", "*a",
    "&a",
    "!x", "%x", "@x", "`x`", "\"", "'", "\\", "a\nb", "\t", "é", "\u{7F}\u{85}", "\u{2028}", "\u{FEFF}", "😀", "=", "<<",
    "y", ".inf",
  ])
  func textStaysText(text: String) throws {
    var lines = YAMLLines()
    lines.raw("format", "1", indent: 0)
    lines.raw("sources", "{}", indent: 0)
    lines.key("venvs", indent: 0)
    lines.key("v", indent: 2)
    lines.list("constraints", [text, "a"], indent: 4)
    lines.member("tag", text, indent: 4)
    let reading = try ConversionTests.read(["osa/osa-sources.yml": lines.text])
    #expect(reading.catalogue.diagnostics.filter { $0.severity == .error } == [])
    let venv = try #require(reading.catalogue.venvs["v"])
    #expect(venv.constraints.map(\.text.value) == [text, "a"])
    #expect(venv.tag?.value == text)
  }

  @Test func commentsStayOnTheirLine() {
    var lines = YAMLLines()
    lines.comment("a\nevil: true\r\nb", indent: 2)
    #expect(lines.text == "  # a\n  # evil: true\n  # b\n")
  }
}
