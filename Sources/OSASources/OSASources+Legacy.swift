import Diagnostics
import JSONText
import Reporting
import SourceCatalogue
import TextFiles

extension OSASources {
  /// Views that answer what the old lookup `py_pkgs` gave, and what the role repo_build made of that.
  static let legacyViews = ["py_pkgs"] + RepoBuildJSON.View.allCases.map(\.rawValue)

  /// The document of `py_pkgs` or a view of repo_build: as the old lookup of one release gave it, or from the catalogue.
  static func legacy(_ request: Request) -> Outcome {
    guard let release = request.legacyQuirks else { return current(request) }
    let result = LegacyLookup.run(paths: request.paths, release: release)
    if let failure = result.failure { return .failure(failure) }
    let missing = request.paths.filter { !FileReading.exists($0) }.map(Diagnostic.missingFolder)
    return answer(result.document, request, diagnostics: missing)
  }

  private static func current(_ request: Request) -> Outcome {
    let reading = CatalogueReader.reading(paths: request.paths, caller: request.caller)
    let catalogue = reading.catalogue
    if request.strict, let first = catalogue.diagnostics.first(where: { $0.severity == .error }) {
      return .failure(first, diagnostics: catalogue.diagnostics)
    }
    let document = LegacyDocument(catalogue, reading.roleRecords())
    return answer(document, request, diagnostics: (catalogue.diagnostics + document.findings).sorted())
  }

  private static func answer(_ document: LegacyDocument, _ request: Request, diagnostics: [Diagnostic]) -> Outcome {
    var options = RepoBuild.Options()
    do throws(RepoBuildRequest.Fault) {
      options = try request.repoBuild.read()
    } catch {
      return .failure(.unreadableConstraints(error))
    }
    options.keepsFaults = request.legacyQuirks != nil
    return .document { writer in
      writer.beginObject()
      writer.member("format", 1)
      if let view = RepoBuildJSON.View(rawValue: request.view) {
        RepoBuildJSON(RepoBuild(document, options), view: view).write(to: &writer)
      } else {
        writer.key("py_pkgs")
        LegacyDocumentJSON(document).write(to: &writer)
      }
      writer.diagnostics(diagnostics)
      writer.endObject()
    }
  }
}

extension Diagnostic {
  fileprivate static func missingFolder(_ path: String) -> Diagnostic {
    Diagnostic(
      .fileNotFound, "`\(shortened(path))` does not exist", at: nil,
      hint: "the old lookup took it for an empty folder, and so does its reproduction", severity: .warning)
  }

  static func unreadableConstraints(_ fault: RepoBuildRequest.Fault) -> Diagnostic {
    Diagnostic(
      .badRequest, "`\(shortened(fault.path))`, the file of `upper_constraints`, cannot be read: \(fault.reason)",
      at: nil,
      hint: "give a path, a list of lines, or their text")
  }
}
