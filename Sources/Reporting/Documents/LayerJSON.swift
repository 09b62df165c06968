import JSONText
import PythonPackaging
import SourceCatalogue

/// One constraint layer of the catalogue document.
struct LayerJSON {
  let layer: ConstraintLayerDefinition

  init(_ layer: ConstraintLayerDefinition) {
    self.layer = layer
  }

  func write(to writer: inout JSONWriter) {
    writer.object(layer.name) { writer in
      switch layer.content {
      case .file(let file):
        writer.member("kind", "file")
        writer.redacted("file", file.path)
        writer.member("root", file.root)
      case .source(let name, let path):
        writer.member("kind", "source")
        writer.redacted("source", name)
        writer.redacted("path", path)
      case .lines(let lines):
        writer.member("kind", "lines")
        writer.redacted("lines", lines.map(\.value))
      case .url(let url):
        writer.member("kind", "url")
        writer.member("url", URLText.redacted(url.value))
      }
      if layer.isUnresolved { writer.member("unresolved", true) }
      writer.adjustments(layer.adjustments)
      writer.origin("origin", layer.origin)
    }
  }
}

extension JSONWriter {
  /// `adjust` of a layer or a venv; nothing where nothing is changed.
  mutating func adjustments(_ adjustments: ConstraintAdjustments) {
    guard !adjustments.isEmpty else { return }
    object("adjust") { writer in
      let parts = [
        ("remove", adjustments.remove), ("replace", adjustments.replace), ("relax", adjustments.relax),
      ]
      for (key, entries) in parts where !entries.isEmpty {
        writer.array(key, entries) { writer, entry in
          writer.beginObject()
          writer.redacted("text", entry.value)
          writer.origin("origin", entry.origin)
          writer.endObject()
        }
      }
    }
  }
}
