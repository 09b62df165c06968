import Diagnostics
import JSONText
import Reporting
import SourceCatalogue

extension OSASources {
  /// Views that answer what the old lookup `py_pkgs` and its consumers had.
  static let legacyViews = ["py_pkgs"]

  /// The document of `py_pkgs`: as the old lookup of one release gave it, or from the catalogue.
  static func legacy(_ request: Request) -> Outcome {
    guard let release = request.legacyQuirks else { return current(request) }
    let result = LegacyLookup.run(paths: request.paths, release: release)
    if let failure = result.failure { return .failure(failure) }
    return answer(result.document, diagnostics: [])
  }

  private static func current(_ request: Request) -> Outcome {
    let reading = CatalogueReader.reading(paths: request.paths, caller: request.caller)
    let catalogue = reading.catalogue
    if request.strict, let first = catalogue.diagnostics.first(where: { $0.severity == .error }) {
      return .failure(first, diagnostics: catalogue.diagnostics)
    }
    return answer(LegacyDocument(catalogue, reading.roleRecords()), diagnostics: catalogue.diagnostics)
  }

  private static func answer(_ document: LegacyDocument, diagnostics: [Diagnostic]) -> Outcome {
    .document { writer in
      writer.beginObject()
      writer.member("format", 1)
      writer.key("py_pkgs")
      LegacyDocumentJSON(document).write(to: &writer)
      writer.diagnostics(diagnostics)
      writer.endObject()
    }
  }
}
