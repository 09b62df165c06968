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
        writer.member("file", file.path)
        writer.member("root", file.root)
      case .source(let name, let path):
        writer.member("kind", "source")
        writer.member("source", name)
        writer.member("path", path)
      case .lines(let lines):
        writer.member("kind", "lines")
        writer.strings("lines", lines.map(\.value))
      case .url(let url):
        writer.member("kind", "url")
        writer.member("url", URLText.redacted(url.value))
      }
      writer.origin("origin", layer.origin)
    }
  }
}
