import ArgumentParser
import BuildPlanning
import ConstraintLayers
import PythonPackaging
import Reporting
import SourceCatalogue
import TextFiles

/// Which constraints are asked for: venv, layers, environment, adjustments.
struct ConstraintOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The constraints of this venv.", valueName: "NAME"))
  var venv: String?

  @Option(help: ArgumentHelp("Only what holds for this Python, such as 3.12 or 3.12.4.", valueName: "VERSION"))
  var python: String?

  @Option(help: ArgumentHelp("Set a marker variable of the environment.", valueName: "NAME=VALUE"))
  var environment: [String] = []

  @Flag(help: "Keep markers: the result for every environment, which is the default without --python.")
  var universal = false

  @Option(
    help: ArgumentHelp("Read a layer from a file; a declared layer of that name is replaced.", valueName: "NAME=FILE"))
  var layer: [String] = []

  @Option(help: ArgumentHelp("Let no layer constrain this name.", valueName: "PACKAGE"))
  var remove: [String] = []

  @Option(help: ArgumentHelp("Let this line take the place of every layer's.", valueName: "CONSTRAINT"))
  var replace: [String] = []

  @Option(help: ArgumentHelp("Keep only lower bounds of this name.", valueName: "PACKAGE"))
  var relax: [String] = []

  @Option(
    help: ArgumentHelp("A base URL that sources were fetched from instead; may be repeated.", valueName: "FROM=TO"))
  var rewrite: [String] = []

  @OptionGroup var fetched: FetchedLayerOptions

  func validate() throws {
    for entry in layer + environment where !entry.contains("=") || entry.hasPrefix("=") {
      throw ValidationError("`\(entry)` is not NAME=VALUE")
    }
    if universal && python != nil { throw ValidationError("`--universal` and `--python` exclude each other") }
    try LayerFiles.checkNames(layer)
    _ = try markerEnvironment()
    _ = try adjustments()
  }

  /// The effective set; without a deployment that of the given layers alone.
  func answer(_ catalogue: Catalogue?) throws -> EffectiveConstraints {
    var question = ConstraintQuestion()
    question.catalogue = catalogue
    question.venv = try venv.map { try found($0, in: catalogue) }
    question.given = try layer.map { entry in
      let (name, file) = Self.parts(entry)
      guard FileReading.exists(file) else { throw Failure("`\(TerminalText.escaped(file))` does not exist") }
      return GivenLayer(name: name, content: .file(FileReference(root: -1, path: file)))
    }
    let rewrites = try AddressRewrite.all(rewrite)
    if let catalogue {
      question.texts = try fetched.files().texts(of: catalogue, venv: question.venv, rewrites: rewrites)
    }
    question.adjustments = try adjustments()
    question.environment = try markerEnvironment()
    question.known = try variables()
    return question.answer()
  }

  private func found(_ name: String, in catalogue: Catalogue?) throws -> Venv {
    if let venv = catalogue?.venvs[name] { return venv }
    let suggestion = Spelling.suggestion(for: name, among: catalogue?.venvNames ?? [])
    throw Failure(
      "no venv is called `\(TerminalText.escaped(name))`" + (suggestion.map { ", did you mean `\($0)`?" } ?? ""))
  }

  private func markerEnvironment() throws -> MarkerEnvironment? {
    let variables = try variables()
    guard let python else { return nil }
    guard var result = MarkerEnvironment(python: python) else {
      throw ValidationError("`\(python)` is no Python version such as 3.12")
    }
    for (variable, value) in variables { result.values[variable] = value }
    return result
  }

  private func variables() throws -> [Marker.Variable: String] {
    var result: [Marker.Variable: String] = [:]
    for entry in environment {
      let (name, value) = Self.parts(entry)
      guard let variable = Marker.Variable(rawValue: name), !variable.isSet else {
        let known = Marker.Variable.allCases.map(\.rawValue)
        let suggestion = Spelling.suggestion(for: name, among: known)
        throw ValidationError("`\(name)` is no marker variable" + (suggestion.map { ", did you mean `\($0)`?" } ?? ""))
      }
      result[variable] = value
    }
    return result
  }

  private func adjustments() throws -> [Adjustment] {
    try remove.map { .remove($0) } + relax.map { .relax($0) }
      + replace.map { text in
        guard let requirement = try? Requirement(parsing: text), requirement.extras.isEmpty else {
          throw ValidationError("`\(text)` is no constraint")
        }
        return .replace(ConstraintLine(requirement, at: Location(file: .caller)))
      }
  }

  private static func parts(_ entry: String) -> (String, String) {
    let bytes = entry.utf8
    guard let equals = bytes.firstIndex(of: 0x3D) else { return (entry, "") }
    return (String(entry[..<equals]), String(entry[bytes.index(after: equals)...]))
  }
}
