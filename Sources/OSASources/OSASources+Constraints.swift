import ConstraintLayers
import Diagnostics
import JSONText
import PythonPackaging
import Reporting
import SourceCatalogue

extension OSASources {
  /// The effective constraints of a deployment, of one of its venvs, or of layers that stand for themselves.
  ///
  /// `{"paths": [...], "variables": {...}, "written": {...}, "venv": "nova", "python": "3.12",
  ///   "environment": {"platform_machine": "aarch64"}, "layers": [{"name": "upper", "file": "..."}], "built": ["nova"],
  ///   "remove": ["numpy"], "replace": ["numpy==2.0"], "relax": ["numpy"], "select": ["numpy"], "strict": true}`
  ///
  /// Everything may be left out; without `python` the result holds for every environment in which `environment` holds. A layer has `lines` or `text`
  /// instead of `file`, and takes the place of the declared one of its name.
  public static func constraints(request: [UInt8]) -> Answer {
    answer(request) { request in
      do throws(Request.Fault) {
        return try constraints(request)
      } catch {
        return .failure(Diagnostic(.badRequest, error.message, at: nil))
      }
    }
  }

  private static func constraints(_ request: Request) throws(Request.Fault) -> Outcome {
    try request.checkNoView()
    var question = ConstraintQuestion()
    if !request.paths.isEmpty {
      question.catalogue = CatalogueReader.read(paths: request.paths, caller: request.caller)
    }
    if let name = request.constraints.venv {
      guard let venv = question.catalogue?.venvs[name] else {
        return .failure(.unknownVenv(name, known: question.catalogue?.venvNames ?? []))
      }
      question.venv = venv
    }
    question.given = request.constraints.layers
    question.adjustments = request.constraints.adjustments
    question.builtNames = request.constraints.built
    question.environment = try request.markerEnvironment()
    question.known = try request.markerVariables()
    let set = question.answer()
    if request.strict, let first = set.diagnostics.first(where: { $0.severity == .error }) {
      return .failure(first, diagnostics: set.diagnostics)
    }
    let selected = request.select.map { Set($0.map { PackageName.canonical($0) }) }
    let document = ConstraintsDocument(set, venv: request.constraints.venv, selected: selected)
    return .document { document.write(to: &$0) }
  }
}

extension Diagnostic {
  fileprivate static func unknownVenv(_ name: String, known: [String]) -> Diagnostic {
    Diagnostic(
      .badRequest, "no venv is called `\(name)`", at: nil,
      hint: Spelling.suggestion(for: name, among: known).map { "did you mean `\($0)`?" })
  }
}
