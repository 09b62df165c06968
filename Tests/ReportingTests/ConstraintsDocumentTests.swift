import ConstraintLayers
import JSONText
import SourceCatalogue
import TextFiles
import Testing

@testable import Reporting

@Suite struct ConstraintsDocumentTests {
  private func set(python: String? = nil) -> EffectiveConstraints {
    var question = ConstraintQuestion()
    question.given = [
      GivenLayer(
        name: "pins", content: .lines(["a==2;python_version>='3.11'", "b @ https://u:secret@x.example/b.whl"])),
      GivenLayer(name: "upper", content: .lines(["a===1", "nova===3"])),
    ]
    question.builtNames = ["nova"]
    question.environment = python.flatMap { .init(python: $0) }
    return question.answer()
  }

  private func document(_ set: EffectiveConstraints, selected: Set<String>? = nil) throws -> JSONValue {
    var writer = JSONWriter(pretty: false)
    ConstraintsDocument(set, venv: nil, selected: selected).write(to: &writer)
    return try JSONValue(parsing: writer.bytes)
  }

  @Test func everyLineSaysWhereItComesFromAndWhatItShadows() throws {
    let document = try document(set())
    guard case .array(let lines)? = document["constraints"], let first = lines.first else {
      Issue.record("no constraints")
      return
    }
    #expect(first["constraint"] == .string("a==2; python_version >= \"3.11\""))
    #expect(first["layer"] == .string("pins"))
    #expect(first["line"] == .number("1"))
    guard case .array(let shadowed)? = first["shadowed"] else { return #expect(Bool(false)) }
    #expect(shadowed.first?["conflicts"] == .bool(true))
    #expect(shadowed.first?["whole"] == .bool(false))
    #expect(document["environment"] == .null)
    guard case .array(let built)? = document["built"] else { return #expect(Bool(false)) }
    #expect(built.first?["source"] == .string("nova"))
  }

  @Test func oneEnvironmentIsNamed() throws {
    let document = try document(set(python: "3.12"), selected: ["a"])
    #expect(document["environment"]?["python_version"] == .string("3.12"))
    guard case .array(let lines)? = document["constraints"] else { return #expect(Bool(false)) }
    #expect(lines.map { $0["constraint"] } == [.string("a==2")])
  }

  /// The lines stay what a resolver needs; what is shown of them hides credentials.
  @Test func textIsAConstraintFileWithOrigins() {
    let text = ConstraintsText(set(), venv: "nova").render()
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines[0] == "# Effective constraints of venv nova, made by osa-sources; do not edit.")
    #expect(lines.contains("# nova is built from source nova"))
    #expect(
      lines.contains {
        $0.hasPrefix("a==2; python_version >= \"3.11\"  # pins <caller>:1, over upper <caller>:1 (a===1)")
      })
    #expect(lines.contains { $0.hasPrefix("b @ https://u:secret@x.example/b.whl  # pins") })
  }

  @Test func explanationGoesDownTheLayers() throws {
    let text = try #require(ConstraintExplanation(set(), style: Style(isOn: false)).render("A"))
    #expect(text.contains("pins  a==2; python_version >= \"3.11\"  <caller>:1:1  speaks\n"))
    #expect(text.contains("speaks where python_version < \"3.11\", silent under `pins`"))
    #expect(ConstraintExplanation(set(), style: Style(isOn: false)).render("zzz") == nil)
    #expect(
      ConstraintExplanation(set(), style: Style(isOn: false)).render("nova")?.contains("built from source") == true)
  }
}
