import PythonPackaging
import TextFiles

/// Entries of pip lists in either format: a source by name or by its variables, a requirement as it is.
package struct RequirementSpelling {
  private let catalogue: Catalogue
  /// Of trees whose roles name sources alone.
  private let bareNames: BareNames?

  /// Without `bareNames`, which take a look at every list, an entry is of the source that the catalogue says.
  package init(_ catalogue: Catalogue, bareNames: BareNames? = nil) {
    self.catalogue = catalogue
    self.bareNames = bareNames
  }

  /// `nova` for the source nova, and `nova[]` for what an index calls nova.
  package func structured(_ requirement: Venv.Requirement) -> String {
    let text = requirement.text.value
    let named = NamedEntry(text)
    if let named, let key = bareNames?.source(of: requirement) {
      return StructuredReader.flatPrefix(named.name) == key ? text : named.named(key)
    }
    guard let source = source(of: requirement) else {
      guard let named, named.meansSource, catalogue.sources[StructuredReader.flatPrefix(named.name)] != nil,
        !catalogue.takesSourcesByName
      else { return text }
      return named.release
    }
    if requirement.isUnresolved { return text }
    if let named, named.isBare { return StructuredReader.flatPrefix(named.name) == source.name ? text : source.name }
    if text == written(source) { return source.name }
    // Where pip is given another spelling of the address, the variable's is not in the text.
    let isSpelled = source.repository.map { RepositoryURL.url(of: $0.value) == $0.value } ?? false
    return isSpelled ? byVariables(text, source) : text
  }

  /// The address by the source's variables, so that an override of one reaches the list.
  package func flat(_ requirement: Venv.Requirement) -> String {
    guard let source = source(of: requirement), !requirement.isUnresolved else { return finished(requirement) }
    return byVariables(finished(requirement), source)
  }

  /// The entry as pip gets it, whichever format it is written in.
  package func finished(_ requirement: Venv.Requirement) -> String {
    let text = requirement.text.value
    guard let named = NamedEntry(text) else { return text }
    guard let source = source(of: requirement) else { return named.isRelease ? named.requirement : text }
    guard named.meansSource else { return text }
    if catalogue.takesSourcesByName || requirement.source == nil {
      let name = source.distributionName
      return PackageName.canonical(named.name) == PackageName.canonical(name) ? text : named.named(name)
    }
    return named.isBare ? written(source) : written(source, as: named)
  }

  /// The same where `refs/tags/x` is `x`: which of the two stands there is the format's affair.
  package func comparable(_ requirement: Venv.Requirement) -> String {
    // A folder's address is another wherever the document stands.
    if let source = source(of: requirement), source.kind == .path {
      return NamedEntry(requirement.text.value) == nil ? source.distributionName : requirement.text.value
    }
    let text = finished(requirement)
    guard let source = source(of: requirement), let reference = source.reference?.value else { return text }
    for prefix in ["refs/heads/", "refs/tags/"] where reference.value.hasPrefix(prefix) {
      let short = String(reference.value.dropFirst(prefix.utf8.count))
      return Self.replacing("@" + reference.value, in: text, with: "@" + short) ?? text
    }
    return text
  }

  /// The source that an entry names by its key or its variables; those in place are part of the entry's own text.
  package func source(of requirement: Venv.Requirement) -> Source? {
    (requirement.source ?? bareNames?.source(of: requirement)).flatMap { catalogue.sources[$0] }.flatMap {
      $0.isInline ? nil : $0
    }
  }

  /// What pip is given to install a source.
  private func written(_ source: Source) -> String {
    let extras = source.extras.map(\.value).joined(separator: ",")
    let name = source.distributionName + (extras.isEmpty ? "" : "[" + extras + "]")
    switch source.kind {
    case .git:
      return Self.address(source) + "#egg=" + name + (source.subdirectory.map { "&subdirectory=" + $0.value } ?? "")
    case .index: return name + "==" + (source.reference?.value.value ?? "")
    case .archive: return name + " @ " + (source.archives.first?.url.value ?? "")
    case .path: return name + " @ file://" + (source.path?.value ?? "")
    }
  }

  /// The same with extras and a marker of the entry: a direct reference (PEP 508), which has room for both.
  private func written(_ source: Source, as entry: NamedEntry) -> String {
    let extras = Array(Set(entry.extras + source.extras.map(\.value))).inByteOrder()
    let name = source.distributionName + (extras.isEmpty ? "" : "[" + extras.joined(separator: ",") + "]")
    let marker = entry.marker.map { " ; \($0)" } ?? ""
    switch source.kind {
    case .git:
      let subdirectory = source.subdirectory.map { "#subdirectory=" + $0.value } ?? ""
      return name + " @ " + Self.address(source) + subdirectory + marker
    case .index: return name + "==" + (source.reference?.value.value ?? "") + marker
    case .archive: return name + " @ " + (source.archives.first?.url.value ?? "") + marker
    case .path: return name + " @ file://" + (source.path?.value ?? "") + marker
    }
  }

  /// pip takes no relative path in an address.
  private static func folder(of source: Source) -> String {
    guard let path = source.path, let folder = source.folder, !Template.mayHoldTemplate(path.value) else {
      return source.path?.value ?? ""
    }
    return FileReading.resolvedPath(folder.displayPath)
  }

  private static func address(_ source: Source) -> String {
    "git+" + RepositoryURL.url(of: source.repository?.value ?? "")
      + (source.reference.map { "@" + $0.value.value } ?? "")
  }

  /// Its address, or only its repository, by the variables of the source that holds it.
  private func byVariables(_ text: String, _ source: Source) -> String {
    guard let repository = source.repository else { return text }
    let key = source.pluginOf ?? source.name
    let variable = "git+{{ \(key)_git_repo }}"
    let whole = variable + (source.reference == nil ? "" : "@{{ \(key)_git_install_branch }}")
    return Self.replacing(Self.address(source), in: text, with: whole)
      ?? Self.replacing("git+" + RepositoryURL.url(of: repository.value), in: text, with: variable) ?? text
  }

  /// The first occurrence of `part` replaced; nil where there is none.
  private static func replacing(_ part: String, in text: String, with other: String) -> String? {
    let (bytes, sought) = (Array(text.utf8), Array(part.utf8))
    guard !sought.isEmpty, bytes.count >= sought.count else { return nil }
    for start in 0...(bytes.count - sought.count) where bytes[start...].starts(with: sought) {
      let tail = bytes[(start + sought.count)...]
      return String(decoding: bytes[..<start], as: UTF8.self) + other + String(decoding: tail, as: UTF8.self)
    }
    return nil
  }
}
