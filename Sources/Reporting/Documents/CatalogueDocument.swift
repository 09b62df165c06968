import Diagnostics
import JSONText
import PythonPackaging
import SourceCatalogue

/// The catalogue as JSON (docs/reference/schema/catalogue.schema.json).
package struct CatalogueDocument {
  /// Which parts of the catalogue a document holds.
  package enum View: String, Sendable, CaseIterable {
    case catalogue
    case sources
    case venvs
    case diagnostics
  }

  package let catalogue: Catalogue
  package let view: View
  /// Names of sources and venvs; nil for all.
  package let selected: Set<String>?

  package init(_ catalogue: Catalogue, view: View = .catalogue, selected: Set<String>? = nil) {
    self.catalogue = catalogue
    self.view = view
    self.selected = selected
  }

  package func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("format", 1)
    if view == .catalogue || view == .sources {
      writer.object("sources") { writer in
        writer.elements(catalogue.sourceNames.filter(isSelected), inParts: 16) { writer, name in
          if let source = catalogue.sources[name] { SourceJSON(source).write(to: &writer) }
        }
      }
    }
    if view == .catalogue || view == .venvs {
      writer.object("venvs") { writer in
        writer.elements(catalogue.venvNames.filter(isSelected), inParts: 4) { writer, name in
          if let venv = catalogue.venvs[name] { VenvJSON(venv, in: catalogue).write(to: &writer) }
        }
      }
    }
    if view == .catalogue { common(to: &writer) }
    writer.diagnostics(catalogue.diagnostics)
    writer.endObject()
  }

  private func isSelected(_ name: String) -> Bool { selected?.contains(name) ?? true }

  private func common(to writer: inout JSONWriter) {
    writer.object("layers") { writer in
      for layer in catalogue.layers { LayerJSON(layer).write(to: &writer) }
    }
    writer.redacted("series", catalogue.series?.value, orNull: true)
    writer.object("precedence") { writer in
      writer.member("group_vars", catalogue.groupVarsOrder.rawValue)
      writer.strings("levels", Level.Step.allCases.map(\.documentName))
    }
    writer.array("files", catalogue.files) { writer, file in
      writer.beginObject()
      writer.member("root", file.reference.root)
      writer.member("file", file.reference.path)
      writer.endObject()
    }
  }
}

extension Level.Step {
  /// The step's name in the list of levels, lowest first.
  var documentName: String {
    switch self {
    case .groupVarsAll: "group_vars/all"
    case .deployGroupVarsAll: "group_vars/all of the deployer"
    case .groupVars: "group_vars"
    case .deployGroupVars: "group_vars of the deployer"
    case .hostVars: "host_vars"
    case .deployHostVars: "host_vars of the deployer"
    default: Level(self).name
    }
  }
}
