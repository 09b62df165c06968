import ConstraintLayers
import JSONText
import PythonPackaging
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

  // MARK: Explanations

  private func explained(
    _ name: String, _ layers: [(String, [String])], _ adjustments: [Adjustment] = [], built: [String] = [],
    python: String? = nil
  ) -> String? {
    ConstraintExplanation(answer(layers, adjustments, built: built, python: python), style: Style(isOn: false))
      .render(name)
  }

  private func answer(
    _ layers: [(String, [String])], _ adjustments: [Adjustment], built: [String] = [], python: String? = nil
  ) -> EffectiveConstraints {
    var question = ConstraintQuestion()
    question.given = layers.map { GivenLayer(name: $0.0, content: .lines($0.1)) }
    question.adjustments = adjustments
    question.builtNames = built
    question.environment = python.flatMap { .init(python: $0) }
    return question.answer()
  }

  private static let layers = [
    ("user", ["a>=1;python_version>='3.13'"]),
    ("pins", ["a==2;python_version>='3.11'", "a==5;python_version>='3.12'", "b==1"]), ("upper", ["a===1", "nova===3"]),
  ]

  @Test func explanationNamesEachEnvironment() throws {
    #expect(
      explained("A", Self.layers) == """
        a
          layers, highest first
            user  a>=1; python_version >= "3.13"  <caller>:1:1
            pins  a==2; python_version >= "3.11"  <caller>:1:1
            pins  a==5; python_version >= "3.12"  <caller>:2:1
            upper  a===1  <caller>:1:1
          where python_version >= "3.13"
            a>=1 speaks first: layer `user`, <caller>:1:1
            a==2 is silent: layer `user` is above `pins`; layer `pins`, <caller>:1:1
            a==5 is silent: layer `user` is above `pins`; layer `pins`, <caller>:2:1
            a===1 is silent: layer `user` is above `upper`; layer `upper`, <caller>:1:1
          where python_version >= "3.11" and python_version < "3.13"
            a==2 speaks first: layer `pins`, <caller>:1:1
            a==5 is silent: line 1 of layer `pins` comes before it, and pip finds no version for both; layer `pins`, <caller>:2:1
            a===1 is silent: layer `pins` is above `upper`, and pip finds no version for both; layer `upper`, <caller>:1:1
          where python_version < "3.11"
            a===1 speaks first: layer `upper`, <caller>:1:1

        """)
    #expect(explained("zzz", Self.layers) == nil)
  }

  @Test func explanationOfOneEnvironment() throws {
    let text = try #require(explained("a", Self.layers, python: "3.9"))
    #expect(
      text.contains("  for Python 3.9.0\n    a===1 speaks first: layer `upper`, <caller>:1:1\n  nowhere\n"))
    #expect(text.contains("a>=1; python_version >= \"3.13\" counts: its marker does not hold; layer `user`"))
  }

  @Test func explanationOfOneMachine() {
    var question = ConstraintQuestion()
    question.given = [
      GivenLayer(name: "pins", content: .lines(["a==2;platform_machine=='aarch64'", "a==3;os_name=='nt'"]))
    ]
    question.known = [.platformMachine: "aarch64"]
    let text = ConstraintExplanation(question.answer(), style: Style(isOn: false)).render("a")
    #expect(text?.contains("  everywhere with platform_machine aarch64\n    a==2 speaks first: ") == true)
    #expect(text?.contains("a==3 is silent: line 1 of layer `pins` comes before it") == true)
  }

  @Test func explanationSaysWhereNothingSpeaks() throws {
    let text = try #require(explained("a", [("pins", ["a==2;python_version>='3.11'", "a==3;python_version<'2'"])]))
    #expect(
      text.contains("  where python_version >= \"2.0\" and python_version < \"3.11\"\n    nothing constrains `a`\n"))
  }

  @Test func explanationOfWhatIsBuilt() throws {
    let text = try #require(explained("nova", Self.layers, built: ["nova"]))
    #expect(text.contains("no layer counts: `nova` is built from source `nova`"))
  }

  @Test func explanationOfAdjustments() throws {
    let removed = try #require(explained("b", Self.layers, [.remove("b")]))
    #expect(removed.contains("removed, so that they speak nowhere\n    pins  b==1  <caller>:3:1  as asked for\n"))
    #expect(removed.contains("  everywhere\n    nothing constrains `b`\n"))
    let relaxed = try #require(explained("a", Self.layers, [.relax("a")]))
    #expect(relaxed.contains("upper  a>=1  <caller>:1:1  relaxed from a===1, as asked for\n"))
    let line = ConstraintLine(try Requirement(parsing: "a==9"), at: Location(file: .caller))
    let replaced = try #require(explained("a", Self.layers, [.replace(line)]))
    #expect(replaced.contains("replaced  a==9  <caller>:1:1  replaces what the layers below say, as asked for\n"))
    #expect(replaced.contains("a===1 is silent: it is replaced, and pip finds no version for both; layer `upper`"))
  }

  /// What is changed says so, in the text and as data.
  @Test func adjustedLinesSaySo() throws {
    let line = ConstraintLine(try Requirement(parsing: "nova==9"), at: Location(file: .caller, line: 4))
    let set = answer(Self.layers, [.relax("a"), .remove("b"), .replace(line)], python: "3.9")
    let text = ConstraintsText(set, venv: nil).render()
    #expect(text.contains("\na>=1  # upper <caller>:1, relaxed from a===1 as asked for at <caller>:1\n"))
    #expect(text.contains("\n# b is removed from pins <caller>:3 (b==1), as asked for at <caller>:1\n"))
    #expect(
      text.contains("\nnova==9  # replaced <caller>:4, a replacement, over upper <caller>:2 (nova===3)\n"))
    let document = try document(set)
    guard case .array(let lines)? = document["constraints"], case .array(let removed)? = document["removed"] else {
      Issue.record("no lists")
      return
    }
    #expect(lines.map { $0["adjusted"]?["change"] } == [.string("relaxed"), .string("replaced")])
    #expect(lines.map { $0["adjusted"]?["stated"] } == [.string("a===1"), nil])
    #expect(lines.map { $0["adjusted"]?["line"] } == [.number("1"), .number("4")])
    #expect(removed.map { $0["requirement"] } == [.string("b==1")])
  }
}
