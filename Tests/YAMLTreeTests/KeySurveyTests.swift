import TextFiles
import Testing

@testable import YAMLTree

@Suite struct KeySurveyTests {
  private func read(_ text: String) -> (document: YAMLDocument?, codes: [String]) {
    let file = TextFile(reference: FileReference(root: 0, path: "f.yml"), bytes: Array(text.utf8))
    let (document, diagnostics) = YAMLReader.read(file)
    return (document, diagnostics.map { $0.code.name })
  }

  /// Each pair of keys is one key to Python.
  @Test(arguments: [
    "a: 1\na: 2\n", "'a': 1\na: 2\n", "1: a\n0x1: b\n", "yes: a\ntrue: b\n", "1: a\non: b\n", "null: a\n~: b\n",
    "1.0: a\n1: b\n", "NO: a\noff: b\n", "!!int \"1\": a\n1: b\n", "? \n: a\nnull: b\n", "&x a: 1\n*x : 2\n",
  ])
  func sameKeys(_ text: String) throws {
    let found = read(text)
    #expect(found.codes == ["duplicate-key"])
    #expect(try #require(found.document?.root).pairs.count == 1)
  }

  @Test(arguments: [
    "name: 1\ntype: 2\nfile: 3\nno_1: 4\n", "1: a\n'1': b\n", "yes: a\n'yes': b\n", "1: a\n2: b\n",
    "y: a\nn: b\nnul: c\n",
    "null: a\nnulls: b\n\"\": c\n",
  ])
  func differentKeys(_ text: String) throws {
    let found = read(text)
    #expect(found.codes.isEmpty)
    #expect(try #require(found.document?.root).pairs.count == text.split(separator: "\n").count)
  }

  @Test func manyKeys() throws {
    var lines = (0..<3_000).map { "key_\($0): \($0)" }
    #expect(read(lines.joined(separator: "\n")).codes.isEmpty)
    lines.append("key_1234: again")
    let found = read(lines.joined(separator: "\n"))
    #expect(found.codes == ["duplicate-key"])
    #expect(try #require(found.document?.root).hasKey("key_2999"))
  }

  @Test func keysAreLookedUpByTheirText() throws {
    let root = try #require(
      read("a: 1\n'format': 2\n? [b]\n: 3\n").document == nil ? read("a: 1\n'format': 2\n").document?.root : nil)
    #expect(root.hasKey("format") && !root.hasKey("forma") && !root.hasKey("2"))
    let merged = try #require(read("x: &x\n  format: 1\ny:\n  <<: *x\n").document?.root)
    #expect(merged.pairs[1].value.hasKey("format"))
    #expect(read("a: 1\n[b]: 2\n").codes == ["unhashable-key"])
  }
}
