import JSONText
import PythonPackaging
import SourceCatalogue

/// One source of the catalogue document.
struct SourceJSON {
  let source: Source

  init(_ source: Source) {
    self.source = source
  }

  func write(to writer: inout JSONWriter) {
    writer.object(source.name) { writer in
      writer.member("kind", source.kind.rawValue)
      pinned(source.repository, source.reference, source.track, to: &writer)
      writer.redacted("distribution", source.distributionName)
      writer.redacted("groups", source.groups.map(\.value))
      optional(to: &writer)
      writer.object("origin") { origins(to: &$0) }
      if !source.scopes.isEmpty { scopes(to: &writer) }
    }
  }

  private func pinned(
    _ repository: Located<String>?, _ reference: Located<Reference>?, _ track: Located<Reference?>?,
    to writer: inout JSONWriter
  ) {
    writer.member("repository", repository.map { URLText.redacted($0.value) }, orNull: true)
    writer.key("reference")
    if let reference { writer.reference(reference.value) } else { writer.null() }
    writer.key("track")
    if let branch = track?.value { writer.reference(branch) } else { writer.null() }
  }

  /// Members that most sources do not have.
  private func optional(to writer: inout JSONWriter) {
    if !source.mirrors.isEmpty { writer.strings("mirrors", source.mirrors.map { URLText.redacted($0.value) }) }
    writer.redacted("subdirectory", source.subdirectory?.value)
    if !source.extras.isEmpty { writer.redacted("extras", source.extras.map(\.value)) }
    writer.redacted("fragments", source.fragments?.value)
    writer.redacted("destination", source.destination?.value)
    writer.member("plugin_of", source.pluginOf)
    writer.redacted("path", source.path?.value)
    if !source.patches.isEmpty { writer.redacted("patches", source.patches.map(\.value)) }
    if let enabled = source.enabled { writer.member("enabled", enabled.value) }
    if !source.archives.isEmpty { archives(to: &writer) }
    writer.member("alias", source.alias)
    if source.isRoleDefaultOnly { writer.member("role_default_only", true) }
    if source.isInline { writer.member("inline", true) }
  }

  private func archives(to writer: inout JSONWriter) {
    writer.object("archives") { writer in
      for archive in source.archives {
        writer.object(archive.architecture) { writer in
          writer.member("url", URLText.redacted(archive.url.value))
          writer.redacted("sha256", archive.sha256?.value, orNull: true)
        }
      }
    }
  }

  private func origins(to writer: inout JSONWriter) {
    for (key, field) in Source.members { writer.origin(key, source.origin(of: field)) }
  }

  private func scopes(to writer: inout JSONWriter) {
    writer.array("scopes", source.scopes) { writer, scope in
      writer.beginObject()
      writer.member("group", scope.group)
      writer.member("host", scope.host)
      pinned(scope.repository, scope.reference, scope.track, to: &writer)
      writer.object("origin") { writer in
        writer.origin("repository", scope.repository?.origin)
        writer.origin("reference", scope.reference?.origin)
        writer.origin("track", scope.track?.origin)
      }
      writer.endObject()
    }
  }
}
