import Diagnostics
import Testing
import TextFiles

@testable import YAMLTree

@Suite struct YAMLReaderTests {
  private func read(_ text: String) -> (document: YAMLDocument?, diagnostics: [Diagnostic]) {
    read(bytes: Array(text.utf8))
  }

  private func read(bytes: [UInt8]) -> (document: YAMLDocument?, diagnostics: [Diagnostic]) {
    YAMLReader.read(TextFile(reference: FileReference(root: 0, path: "f.yml"), bytes: bytes))
  }

  private func value(_ text: String) -> YAMLNode? { read("k: " + text).document?.root?.pairs.first?.value }

  /// What a play sees, by PyYAML 6 and libyaml 0.2.5.
  @Test(arguments: [
    ("0123456", "42798"), ("2023.10", "2023.1"), ("123e456", "123e456"), ("12e5", "12e5"), ("1.2e+5", "120000.0"),
    ("None", "None"), ("1_000", "1000"), ("1:30", "90"), ("0b11", "3"), ("0x1F", "31"), ("yes", "True"),
    ("off", "False"),
    ("~", "None"), ("0o17", "0o17"), ("0888", "0888"), ("8.0.0", "8.0.0"), ("-0", "0"), (".inf", "inf"),
    ("2026-01-01", "2026-01-01"), ("2026-1-1 1:02:03", "2026-01-01 01:02:03"), ("1e16", "1e16"), ("1.0e+16", "1e+16"),
    ("1.5e-7", "1.5e-07"), ("340282366920938463463374607431768211456", "340282366920938463463374607431768211456"),
    ("190:20:30.15", "685230.15"), ("'0123'", "0123"), ("! 12", "12"), ("!!str 12", "12"),
    ("!!int ' 3'", "3"), ("!!int '- 3'", "-3"), ("!!int '1: 30'", "90"), ("!!float ' 1.5 '", "1.5"),
    ("!unsafe '2023.10'", "2023.1"), ("!unsafe ''", "None"), ("!!binary 'a G k='", "aGk="),
  ])
  func scalarsAreWhatAnsibleSees(text: String, seen: String) {
    #expect(value(text)?.pythonString == seen)
  }

  @Test func retypedTextIsTold() {
    #expect(value("2023.10")?.isRetyped == true)
    #expect(value("'2023.10'")?.isRetyped == false)
    #expect(value("8.0.0")?.isRetyped == false)
  }

  @Test(arguments: [
    ("a: 1\n---\nb: 2\n", DiagnosticCode.multipleDocuments, 2, 1), ("a: !foo 1\n", .unknownTag, 1, 4),
    ("a: *x\n", .undefinedAlias, 1, 4), ("&a [*a]\n", .aliasCycle, 1, 5), ("a:\n\t- b\n", .yamlSyntax, 2, 1),
    ("a: {{ x }}\n", .unhashableKey, 1, 5), ("a: =\n", .invalidYAMLValue, 1, 4),
    ("a: 2026-02-30\n", .invalidYAMLValue, 1, 4), ("a: \u{7F}\n", .forbiddenCharacter, 1, 4),
    ("a: [1\n", .yamlSyntax, 2, 1), ("<<: 1\n", .invalidYAMLValue, 1, 5),
    ("a: !!python/object:os.system x\n", .unknownTag, 1, 4), ("a: &x 1\nb: &x 2\n", .yamlSyntax, 2, 4),
    ("a: !!omap [b: 1, c]\n", .invalidYAMLValue, 1, 18), ("a: !!pairs [{b: 1, c: 2}]\n", .invalidYAMLValue, 1, 13),
    ("a: !!binary aGk\n", .invalidYAMLValue, 1, 4), ("a: !!float 0x1\n", .invalidYAMLValue, 1, 4),
    ("a: !vault 1\n", .invalidYAMLValue, 1, 4), ("a: !unsafe '='\n", .invalidYAMLValue, 1, 4),
    ("a: !!value x\n", .invalidYAMLValue, 1, 4), ("<<: [{a: 1}, 2]\n", .invalidYAMLValue, 1, 14),
  ])
  func whatAnsibleRefusesIsRefusedWithItsPlace(text: String, code: DiagnosticCode, line: Int, column: Int) {
    let (document, diagnostics) = read(text)
    #expect(document == nil)
    #expect(diagnostics.map(\.code) == [code])
    #expect(
      diagnostics.first?.location == Location(file: FileReference(root: 0, path: "f.yml"), line: line, column: column))
  }

  /// PyYAML merges before it looks at keys, and constructs what is deeper later.
  @Test(arguments: [
    ("? [a]\n: 1\n<<: x\n", 3, 5), ("a:\n  - !foo 1\nb: !bar 2\n", 3, 4), ("a: !unsafe\n  - !foo 1\nb: !bar 2\n", 2, 5),
    ("a: !!omap [b: !foo 1]\nc: !bar 2\n", 1, 15), ("a: 2026-02-30\n? {}\n: 1\n", 1, 4),
  ])
  func ofSeveralFaultsTheOneThatAnsibleNamesIsTold(text: String, line: Int, column: Int) {
    let (document, diagnostics) = read(text)
    #expect(document == nil && diagnostics.count == 1)
    #expect(
      diagnostics.first?.location == Location(file: FileReference(root: 0, path: "f.yml"), line: line, column: column))
  }

  /// Words that Python's JSON takes for numbers; not those of another spelling, and not within texts.
  @Test func wordsForNumbersAreNumbersInJSON() {
    func seen(_ text: String) -> [String]? { read(text).document?.root?.pairs.map(\.value.pythonString) }
    #expect(
      seen("{\"a\": NaN,\t\"b\": -Infinity, \"c\": Infinity, \"d\": \"\\\"NaN\"}") == ["nan", "-inf", "inf", "\"NaN"])
    #expect(seen("{\"a\": NaN, \"b\": \"\\ud83d\\ude00\"}") == ["nan", "\u{1F600}"])
    #expect(seen("{\"a\": NaNs, \"b\": NaN}") == ["NaNs", "NaN"])
  }

  @Test func anEqualsSignIsAKeyAndNoValue() {
    let (document, diagnostics) = read("=: 1\n!!value v: 2\n!!merge m: {c: 3}\n")
    #expect(diagnostics.isEmpty)
    #expect(document?.root?.pairs.map { $0.key.text + $0.value.text } == ["c3", "=1", "v2"])
  }

  @Test func bytesAreOneKeyHoweverTheyAreWritten() {
    #expect(read("!!binary aGk=: a\n!!binary 'aG k=': b\n").diagnostics.map(\.code) == [.duplicateKey])
  }

  @Test func bytesThatAreNoTextAreRefused() {
    #expect(read(bytes: [0x61, 0x3A, 0x20, 0xFF, 0x0A]).diagnostics.map(\.code) == [.invalidUTF8])
    #expect(read(bytes: [0xFF, 0xFE, 0x61, 0x00]).diagnostics.map(\.code) == [.invalidUTF8])
    #expect(read(bytes: [0x61, 0x3A, 0x20, 0x62, 0x00]).diagnostics.map(\.code) == [.forbiddenCharacter])
  }

  @Test func aByteOrderMarkAndEveryLineBreakAreTaken() {
    let (document, diagnostics) = read("\u{FEFF}a: 1\r\nb:\r  - x\r\n")
    #expect(diagnostics.isEmpty)
    #expect(document?.root?.pairs.map(\.key.text) == ["a", "b"])
    #expect(document?.root?.pairs.last?.value.children.first?.location.line == 3)
  }

  @Test func theLastOfTwoKeysWinsAndBothAreReported() {
    let (document, diagnostics) = read("a: 1\nb: 2\na: 3\n")
    #expect(document?.root?.pairs.map { $0.key.text + $0.value.text } == ["a3", "b2"])
    #expect(diagnostics.map(\.code) == [.duplicateKey])
    #expect(diagnostics.first?.location?.line == 3)
    #expect(diagnostics.first?.related.map(\.location.line) == [1])
  }

  @Test func keysAreOneWhereTheirValuesAre() {
    #expect(read("1: a\n0x1: b\n").diagnostics.map(\.code) == [.duplicateKey])
    #expect(read("1: a\n'1': b\n").diagnostics.isEmpty)
    #expect(read("\"e\\u0301\": a\n\"\\u00e9\": b\n").document?.root?.pairs.count == 2)
  }

  @Test func mergeKeysAreExpanded() {
    let (document, _) = read("x: &x {a: 1, b: 2}\ny:\n  b: 3\n  <<: *x\n")
    let merged = document?.root?.pairs.last?.value.pairs
    #expect(merged?.map { $0.key.text + $0.value.text } == ["a1", "b3"])
  }

  @Test func vaultsAndUnsafeValuesStay() {
    let (document, diagnostics) = read(
      "a: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  61\nb: !unsafe '{{ x }}'\nc: !unsafe [x]\n")
    #expect(diagnostics.isEmpty)
    let pairs = document?.root?.pairs ?? []
    if case .vault(let text)? = pairs.first?.value.value {
      #expect(text.hasPrefix("$ANSIBLE_VAULT"))
    } else {
      Issue.record("no vault")
    }
    #expect(pairs.map(\.value.isUnsafe) == [false, true, true])
    #expect(pairs.last?.value.children.map(\.isUnsafe) == [true])
  }

  @Test func aFileThatIsJSONHasItsNumbersAndTabs() {
    let (document, diagnostics) = read("{\n\t\"a\": 1e5,\n\t\"b\": [true]\n}")
    #expect(diagnostics.isEmpty)
    #expect(document?.root?.pairs.first?.value.pythonString == "100000.0")
    #expect(document?.root?.pairs.first?.key.location.column == 2)
  }

  /// JSON's two halves of one character, which YAML refuses; an escaped backslash before `u` is none.
  @Test func aFileThatIsJSONHasItsSurrogates() {
    let (document, diagnostics) = read(#"{"a": "\ud83d\ude00 x\u00e9", "b": "\\ud83d\\ude00", "c\uD83D\uDE00": 1}"#)
    #expect(diagnostics.isEmpty)
    #expect(document?.root?.pairs.map(\.value.text) == ["😀 xé", #"\ud83d\ude00"#, "1"])
    #expect(document?.root?.pairs.last?.key.text == "c😀")
    // Not JSON: refused as before.
    #expect(!read("a: \"\\ud83d\\ude00\"\n").diagnostics.isEmpty)
  }

  @Test func bombsEndAtTheirLimits() {
    var bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n"
    for level in 1...8 {
      let (name, before) = (
        ["b", "c", "d", "e", "f", "g", "h", "i"][level - 1], ["a", "b", "c", "d", "e", "f", "g", "h"][level - 1]
      )
      bomb += "\(name): &\(name) [" + Array(repeating: "*" + before, count: 9).joined(separator: ",") + "]\n"
    }
    #expect(read(bomb).diagnostics.map(\.code) == [.aliasLimit])
    #expect(read(String(repeating: "[", count: 100_000)).diagnostics.map(\.code) == [.nestingTooDeep])
    #expect(read(String(repeating: "{a: ", count: 5000)).diagnostics.map(\.code) == [.nestingTooDeep])
    #expect(read(String(repeating: "- ", count: 5000)).diagnostics.map(\.code) == [.nestingTooDeep])
  }

  @Test func emptyFilesHaveNoRoot() {
    #expect(read("").document?.root == nil)
    #expect(read("# nothing\n").document?.root == nil)
    #expect(read("---\n").document?.root?.isNull == true)
  }
}
