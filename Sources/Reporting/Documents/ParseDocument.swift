import Diagnostics
import JSONText
import PythonPackaging

/// The documents of `osa_sources_parse`: one member besides `format`, named as the request's subject.
package enum ParseDocument {
  package static func write(_ entry: RequirementFile.Entry, to writer: inout JSONWriter) {
    document("requirement", to: &writer) { self.entry(entry, to: &$0) }
  }

  package static func write(_ wheel: WheelFilename, to writer: inout JSONWriter) {
    document("wheel_filename", to: &writer) { writer in
      writer.member("name", wheel.writtenName)
      writer.member("canonical_name", wheel.canonicalName)
      writer.member("version", wheel.version.description)
      writer.member("build", wheel.build.map { "\($0.number)\($0.text)" }, orNull: true)
      writer.strings("interpreters", wheel.interpreters)
      writer.strings("abis", wheel.abis)
      writer.strings("platforms", wheel.platforms)
      writer.strings("tags", wheel.tags)
    }
  }

  package static func write(_ sdist: SdistFilename, to writer: inout JSONWriter) {
    document("sdist_filename", to: &writer) { writer in
      writer.member("name", sdist.writtenName)
      writer.member("canonical_name", sdist.canonicalName)
      writer.member("version", sdist.version.description)
    }
  }

  package static func write(url text: String, to writer: inout JSONWriter) {
    document("url", to: &writer) { writer in
      writer.member("redacted", URLText.redacted(text))
      guard let link = PipLink(text), !link.parts.scheme.isEmpty else {
        writer.key("parts")
        return writer.null()
      }
      writer.object("parts") { writer in
        writer.member("scheme", link.parts.scheme)
        writer.member("host", Credentials(netloc: link.parts.netloc)?.host ?? link.parts.netloc)
        writer.member("path", link.parts.path)
        writer.member("filename", link.filename)
        writer.member("without_credentials", link.parts.withoutCredentials)
        writer.member("has_credentials", Credentials(netloc: link.parts.netloc) != nil)
        writer.member("is_ambiguous", link.parts.isAmbiguous)
        writer.member("egg", link.egg, orNull: true)
        writer.member("subdirectory", link.subdirectory, orNull: true)
        vcs(text, to: &writer)
      }
    }
  }

  package static func write(
    _ file: RequirementFile, _ layout: EntryLayout, _ diagnostics: [Diagnostic], to writer: inout JSONWriter
  ) {
    document("requirement_file", to: &writer) { writer in
      writer.strings("files", file.files)
      writer.member("count", file.entries.count)
      switch layout {
      case .none: break
      case .columns: columns(file, to: &writer)
      case .objects:
        writer.array("entries", file.entries) { writer, entry in
          writer.beginObject()
          whole(entry, of: file, to: &writer)
          writer.endObject()
        }
      }
      writer.object("options") { options(file.options, to: &$0) }
      writer.diagnostics(diagnostics)
    }
  }

  private static func document(
    _ key: String, to writer: inout JSONWriter, _ content: (inout JSONWriter) -> Void
  ) {
    writer.beginObject()
    writer.member("format", 1)
    writer.object(key, content)
    writer.endObject()
  }

  // MARK: Requirements

  /// How the entries of a file are answered.
  package enum EntryLayout: Sendable {
    case none, objects, columns
  }

  static func whole(_ entry: RequirementFile.Entry, of file: RequirementFile, to writer: inout JSONWriter) {
    self.entry(entry, to: &writer)
    writer.member("constraint", entry.isConstraint)
    writer.member("file", file.path(of: entry.position))
    writer.member("line", entry.position.line)
    writer.member("column", entry.position.column)
  }

  private static func entry(_ entry: RequirementFile.Entry, to writer: inout JSONWriter) {
    writer.member("text", entry.text)
    writer.member("name", entry.requirement?.name, orNull: true)
    writer.member("canonical_name", entry.canonicalName, orNull: true)
    writer.member("inferred_name", inferredName(entry), orNull: true)
    writer.strings("extras", entry.extras)
    let specifiers = entry.requirement?.specifiers ?? .any
    writer.member("specifier", specifiers.description)
    writer.array("specifiers", specifiers.specifiers) { writer, specifier in
      writer.beginObject()
      writer.member("operator", specifier.operator.rawValue)
      writer.member("version", specifier.text)
      writer.endObject()
    }
    writer.member("marker", entry.marker?.description, orNull: true)
    writer.member("url", entry.url, orNull: true)
    vcs(entry.url, to: &writer)
    writer.member("subdirectory", entry.url.flatMap { PipLink($0)?.subdirectory }, orNull: true)
    writer.member("editable", entry.isEditable)
    writer.array("hashes", entry.hashes) { writer, hash in
      writer.beginObject()
      writer.member("algorithm", hash.algorithm)
      writer.member("digest", hash.digest)
      writer.endObject()
    }
    writer.array("config_settings", entry.configSettings) { writer, setting in
      writer.beginObject()
      writer.member("name", setting.name)
      writer.member("value", setting.value)
      writer.endObject()
    }
  }

  /// The repository's own name, for an address that tells no project's name: a guess, which only the project's
  /// metadata can confirm.
  private static func inferredName(_ entry: RequirementFile.Entry) -> String? {
    guard entry.requirement == nil, let vcs = entry.url.flatMap(VCSURL.init), let link = PipLink(vcs.url) else {
      return nil
    }
    var name = link.filename
    if name.utf8.suffix(4).elementsEqual(".git".utf8) { name = String(name.dropLast(4)) }
    return PackageName.isValid(name) && !link.parts.path.isEmpty ? name : nil
  }

  private static func vcs(_ url: String?, to writer: inout JSONWriter) {
    writer.key("vcs")
    guard let vcs = url.flatMap(VCSURL.init) else { return writer.null() }
    writer.beginObject()
    writer.member("system", vcs.system)
    writer.member("repository", vcs.url)
    writer.member("reference", vcs.ref.flatMap { $0.isEmpty ? nil : $0 }, orNull: true)
    writer.endObject()
  }

  private static func options(_ options: RequirementFile.Options, to writer: inout JSONWriter) {
    writer.strings("index_urls", options.indexURLs)
    writer.member("no_index", options.noIndex)
    writer.strings("find_links", options.findLinks)
    writer.strings("trusted_hosts", options.trustedHosts)
    writer.strings("no_binary", options.noBinary.sorted())
    writer.strings("only_binary", options.onlyBinary.sorted())
    writer.strings("all_releases", options.allReleases.sorted())
    writer.strings("only_final", options.onlyFinal.sorted())
    writer.member("pre", options.pre)
    writer.member("prefer_binary", options.preferBinary)
    writer.member("require_hashes", options.requireHashes)
    writer.strings("features", options.features)
  }
}
