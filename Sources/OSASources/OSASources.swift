import Checks
import Diagnostics
import JSONText
import Reporting
import SourceCatalogue

/// The one public door to the core: JSON request in, JSON document out. Synchronous, without global mutable state;
/// callable from any thread and after fork.
public enum OSASources {
  /// The version of this software (PEP 440).
  public static let version = "0.1.0"
  /// Changes when a request or a function of the C ABI changes incompatibly.
  public static let abiVersion: Int32 = 1

  /// The catalogue of `paths`, or one view of it.
  ///
  /// `{"paths": ["/opt/openstack-ansible"], "variables": {"nova_git_repo": "..."}, "written": {...},
  ///   "view": "catalogue" | "sources" | "venvs" | "diagnostics" | "templates", "select": ["nova"],
  ///   "candidates": [...], "strict": true}`
  ///
  /// `variables` are finished values of the caller's level and `written` the same before templating. The view
  /// `templates` answers, before any value is known, which names the catalogue reads, among `candidates` too, so that a
  /// play templates no others, and the texts that only Ansible can template and that mean the same on every host, with
  /// the variables that each needs; what it made of them comes back as `templated`.
  public static func catalogue(request: [UInt8]) -> Answer {
    answer(request) { request in
      if request.view == "templates" { return templates(request) }
      if legacyViews.contains(request.view) { return legacy(request) }
      guard let view = CatalogueDocument.View(rawValue: request.view) else {
        return .failure(
          .unknownView(
            request.view,
            known: CatalogueDocument.View.allCases.map(\.rawValue) + ["templates"] + legacyViews))
      }
      let catalogue = checked(CatalogueReader.reading(paths: request.paths, caller: request.caller), view)
      var shown = catalogue
      var selected: Set<String>?
      if let names = request.select {
        var keys: Set<String> = []
        for name in names {
          guard let key = catalogue.key(of: name) else {
            return .failure(
              .unknownName(name, known: catalogue.sourceNames + catalogue.venvNames), diagnostics: catalogue.diagnostics
            )
          }
          keys.insert(key)
        }
        selected = keys
        shown.diagnostics = catalogue.diagnostics(about: keys)
      }
      if let fault = fault(in: shown, request) { return fault }
      let document = CatalogueDocument(shown, view: view, selected: selected)
      return .document { document.write(to: &$0) }
    }
  }

  /// With the findings of every check where findings are asked for, else of those about the returned values.
  private static func checked(_ reading: CatalogueReading, _ view: CatalogueDocument.View) -> Catalogue {
    var catalogue = reading.catalogue
    let isAll = view == .diagnostics
    let context = CheckContext(reading, looksAtTexts: isAll)
    catalogue.diagnostics = isAll ? CheckRegistry.run(in: context) : CheckRegistry.runOnValues(in: context)
    return catalogue
  }

  private static func templates(_ request: Request) -> Outcome {
    let found = CatalogueReader.templates(paths: request.paths, candidates: request.candidates)
    return .document { writer in
      writer.beginObject()
      writer.member("format", 1)
      writer.strings("variables", found.names)
      write(found.undecided, to: &writer)
      writer.endObject()
    }
  }

  private static func write(
    _ undecided: [(text: Undecided, variables: [String: VariableValue])], to writer: inout JSONWriter
  ) {
    writer.array("undecided", undecided) { writer, entry in
      writer.beginObject()
      writer.key("role")
      if let role = entry.text.role { writer.string(role) } else { writer.null() }
      writer.member("text", entry.text.text)
      writer.key("variables")
      writer.beginObject()
      for name in entry.variables.keys.sorted() {
        guard let value = entry.variables[name].flatMap({ JSONValue($0) }) else { continue }
        writer.key(name)
        writer.value(value)
      }
      writer.endObject()
      writer.endObject()
    }
  }

  /// With `strict`, a finding that makes the returned data wrong.
  private static func fault(in catalogue: Catalogue, _ request: Request) -> Outcome? {
    guard request.strict, let first = catalogue.diagnostics.first(where: { $0.severity == .error }) else { return nil }
    return .failure(first, diagnostics: catalogue.diagnostics)
  }
}
