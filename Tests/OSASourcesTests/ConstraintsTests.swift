import JSONText
import TestSupport
import Testing

@testable import OSASources

/// The constraints request, from bytes to bytes.
@Suite struct ConstraintsTests {
  private func ask(_ request: String) throws -> (status: Int32, document: JSONValue) {
    let answer = OSASources.constraints(request: Array(request.utf8))
    return (answer.status, try JSONValue(parsing: answer.document))
  }

  private func texts(_ document: JSONValue, _ list: String = "constraints", _ key: String = "constraint") -> [String] {
    guard case .array(let entries)? = document[list] else { return [] }
    return entries.compactMap { if case .string(let text)? = $0[key] { text } else { nil } }
  }

  private static let layers = #"""
    "layers": [{"name": "pins", "lines": ["numpy==2.3.5;python_version>='3.11'"]},
      {"name": "upper", "text": "numpy===2.2.6\nnova===33\nx===1;platform_machine=='aarch64'\n"}]
    """#

  @Test func layersThatStandForThemselves() throws {
    let (status, document) = try ask("{\(Self.layers)}")
    #expect(status == 0 && document["format"] == .number("1") && document["environment"] == .null)
    #expect(
      texts(document) == [
        "nova===33", "numpy==2.3.5; python_version >= \"3.11\"", "numpy===2.2.6; python_version < \"3.11\"",
        "x===1; platform_machine == \"aarch64\"",
      ])
    #expect(texts(document, "layers", "name") == ["pins", "upper"])
  }

  @Test func oneEnvironment() throws {
    let (_, document) = try ask(
      #"{\#(Self.layers), "python": "3.12", "environment": {"platform_machine": "aarch64"}, "built": ["nova"]}"#)
    #expect(texts(document) == ["numpy==2.3.5", "x===1"])
    #expect(document["environment"]?["platform_machine"] == .string("aarch64"))
    #expect(texts(document, "built", "name") == ["nova"])
  }

  @Test func everyPythonOfOneMachine() throws {
    let (status, document) = try ask(
      #"{\#(Self.layers), "environment": {"platform_machine": "aarch64"}, "select": ["X", "numpy"]}"#)
    #expect(status == 0)
    #expect(
      texts(document) == [
        "numpy==2.3.5; python_version >= \"3.11\"", "numpy===2.2.6; python_version < \"3.11\"", "x===1",
      ])
    #expect(document["environment"]?["platform_machine"] == .string("aarch64"))
    #expect(document["environment"]?["python_version"] == nil)
  }

  @Test func changedNames() throws {
    let (_, document) = try ask(
      #"{\#(Self.layers), "python": "3.12", "remove": ["nova", "y"], "relax": ["numpy"], "replace": ["x==2"]}"#)
    #expect(texts(document) == ["numpy>=2.3.5", "x==2"])
    #expect(texts(document, "diagnostics", "code") == ["OSA310"])
  }

  @Test func aVenvOfADeployment() throws {
    let folder = try TemporaryFolder([
      "osa-sources.yml": """
      format: 1
      layers: {upper: {lines: ["numpy===2.2.6", "a===1"]}}
      sources: {nova: {git: 'https://h/nova', commit: d5b82e107e46a8e29483c22f9713335f2e028939}}
      venvs: {nova: {install: [nova, "numpy>=2.3"], adjust: {remove: [a]}}}

      """
    ])
    let paths = #""paths": ["\#(folder.path)"], "venv": "nova""#
    let (_, document) = try ask("{\(paths)}")
    #expect(texts(document) == ["numpy===2.2.6"])
    #expect(texts(document, "diagnostics", "code") == ["OSA307"])
    #expect(try ask(#"{\#(paths), "strict": true}"#).status != 0)
    #expect(try ask(#"{"paths": ["\#(folder.path)"], "venv": "nvoa"}"#).status != 0)
  }

  @Test(arguments: [
    #"{"layers": [{"name": "a", "lines": []}, {"name": "a", "lines": []}]}"#, #"{"layers": [{"name": "a"}]}"#,
    #"{"layers": {"a": []}}"#, #"{"environment": {"platform": "x"}}"#, #"{"python": "three"}"#,
    #"{"environment": {"os_name": 1}}"#, #"{"replace": ["a=1"]}"#, #"{"remove": "a"}"#,
    #"{"layers": [{"name": "a", "lines": [], "colour": 1}]}"#,
    #"{"layers": [{"name": "a", "lines": [], "text": ""}]}"#, #"{"layers": [{"name": "", "lines": []}]}"#,
    #"{"layers": [{"file": "x", "name": "a", "text": ""}]}"#,
  ])
  func requestsThatAreRefused(_ request: String) throws {
    let (status, document) = try ask(request)
    #expect(status != 0)
    #expect(document["error"]?["code"] == .string("OSA901"))
  }
}
