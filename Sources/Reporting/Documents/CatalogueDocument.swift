import Diagnostics
import JSONText
import PythonPackaging
import SourceCatalogue
import TextFiles

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
    let chunks = chunks
    let empty = writer.part(below: 1)
    let parts = ParallelMap.map(chunks, share: 2) { chunk in
      var part = empty
      self.write(chunk, to: &part)
      return part
    }
    if view == .catalogue || view == .sources {
      writer.object("sources") { $0.append(zip(chunks, parts).filter { $0.0.isOfSources }.map(\.1)) }
    }
    if view == .catalogue || view == .venvs {
      writer.object("venvs") { $0.append(zip(chunks, parts).filter { !$0.0.isOfSources }.map(\.1)) }
    }
    if view == .catalogue { common(to: &writer) }
    writer.diagnostics(catalogue.diagnostics)
    writer.endObject()
  }

  /// A few sources or venvs, which one thread writes.
  private enum Chunk: Sendable {
    case sources(ArraySlice<String>)
    case venvs(ArraySlice<String>)

    var isOfSources: Bool { if case .sources = self { true } else { false } }
  }

  /// Venvs first, which are the longer ones: threads that share the work out end together.
  private var chunks: [Chunk] {
    var chunks: [Chunk] = []
    if view == .catalogue || view == .venvs {
      chunks += Self.slices(catalogue.venvNames.filter(isSelected), of: 4).map { .venvs($0) }
    }
    if view == .catalogue || view == .sources {
      chunks += Self.slices(catalogue.sourceNames.filter(isSelected), of: 16).map { .sources($0) }
    }
    return chunks
  }

  private static func slices(_ names: [String], of size: Int) -> [ArraySlice<String>] {
    stride(from: 0, to: names.count, by: size).map { names[$0..<min($0 + size, names.count)] }
  }

  private func write(_ chunk: Chunk, to writer: inout JSONWriter) {
    switch chunk {
    case .sources(let names):
      for name in names { if let source = catalogue.sources[name] { SourceJSON(source).write(to: &writer) } }
    case .venvs(let names):
      for name in names { if let venv = catalogue.venvs[name] { VenvJSON(venv, in: catalogue).write(to: &writer) } }
    }
  }

  private func isSelected(_ name: String) -> Bool { selected?.contains(name) ?? true }

  private func common(to writer: inout JSONWriter) {
    writer.object("layers") { writer in
      for layer in catalogue.layers { LayerJSON(layer).write(to: &writer) }
    }
    writer.redacted("series", catalogue.series?.value, orNull: true)
    if let series = catalogue.series { writer.object("origin") { $0.origin("series", series.origin) } }
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
