import BuildPlanning
import JSONText
import SourceCatalogue

/// One source to obtain, of the plan document.
struct FetchStepJSON {
  let step: FetchStep

  init(_ step: FetchStep) {
    self.step = step
  }

  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("name", step.name)
    writer.member("digest", step.digest)
    content(to: &writer)
    writer.member("commit", step.commit, orNull: true)
    writer.member("floats", step.floats)
    writer.redacted("subdirectory", step.subdirectory)
    writer.array("patches", step.patches) { writer, patch in
      writer.beginObject()
      writer.redacted("file", patch.path)
      writer.member("sha256", patch.sha256, orNull: true)
      writer.endObject()
    }
    writer.strings("for", step.purposes.map(\.rawValue))
    writer.origin("origin", step.origin)
    writer.endObject()
  }

  private func content(to writer: inout JSONWriter) {
    switch step.content {
    case .git(let addresses, let reference):
      writer.member("kind", Source.Kind.git.rawValue)
      writer.redacted("addresses", addresses)
      writer.key("reference")
      writer.reference(reference)
    case .archive(let addresses, let sha256, let architecture):
      writer.member("kind", Source.Kind.archive.rawValue)
      writer.redacted("addresses", addresses)
      writer.redacted("sha256", sha256, orNull: true)
      writer.member("architecture", architecture, orNull: true)
    case .path(let path):
      writer.member("kind", Source.Kind.path.rawValue)
      writer.redacted("path", path)
    }
  }
}
