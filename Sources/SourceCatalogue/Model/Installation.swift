import PythonPackaging

/// How pip is told to install a source that a requirement means.
package struct Installation: Hashable, Sendable {
  /// As the distribution is called.
  package let name: String
  /// Those of the requirement and of the source, in byte order.
  package let extras: [String]
  package let marker: Marker?
  /// A direct reference (PEP 508, `name[extra] @ git+https://...@ref`), whichever way the requirement is written; nil where
  /// pip has none for the source.
  package let address: String?

  /// The git address in an entry of a pip list, whichever way it is written and without its marker.
  package static func address(in entry: String) -> VCSURL? { RequirementText(entry)?.vcs }

  /// `name[extra]`.
  package var nameWithExtras: String { extras.isEmpty ? name : name + "[" + extras.joined(separator: ",") + "]" }
}

extension Catalogue {
  /// How the source of a requirement is installed; nil for a requirement that means none.
  package func installation(of entry: Venv.Requirement, source key: String) -> Installation? {
    guard let named = sources[key] else { return nil }
    let source = named.alias.flatMap { sources[$0] } ?? named
    let written = RequirementText(entry.text.value)
    let known = (written?.extras ?? []) + (entry.partialExtras?.known ?? []) + source.extras.map(\.value)
    let extras = Set(known).inByteOrder()
    let plain = Installation(name: source.distributionName, extras: extras, marker: written?.marker, address: nil)
    guard source.kind == .git, let repository = source.repository?.value,
      VCSURL("git+" + repository) != nil
    else { return plain }
    var address = plain.nameWithExtras + " @ git+" + repository
    let reference = source.reference.map { $0.value.kind == .unresolved ? nil : $0.value.value } ?? written?.vcs?.ref
    if let reference, !reference.isEmpty { address += "@" + reference }
    if let subdirectory = source.subdirectory { address += "#subdirectory=" + subdirectory.value }
    if let marker = plain.marker { address += " ; \(marker)" }
    return Installation(name: plain.name, extras: extras, marker: plain.marker, address: address)
  }
}
