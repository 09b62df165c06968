import BuildPlanning
import SourceCatalogue
import TextFiles

/// One source to obtain.
package struct FetchRequest: Hashable, Sendable {
  /// Name of the source and of its folder.
  package let name: String
  /// Addresses as written, in the order in which they are tried.
  package let addresses: [String]
  package let reference: Reference
  /// Folder of the repository that holds the project; must lie inside it.
  package let subdirectory: String?
  /// Where the reference was written, for findings.
  package let location: Location?

  package init(
    name: String, addresses: [String], reference: Reference, subdirectory: String? = nil, location: Location? = nil
  ) {
    self.name = name
    self.addresses = addresses
    self.reference = reference
    self.subdirectory = subdirectory
    self.location = location
  }

  /// nil for what git does not obtain: archives, folders, releases, aliases and what is switched off.
  package init?(_ source: Source) {
    guard source.kind == .git, source.alias == nil, source.enabled?.value != false,
      let repository = source.repository, let reference = source.reference, reference.value.kind != .release
    else { return nil }
    self.init(
      name: source.name, addresses: [repository.value] + source.mirrors.map(\.value), reference: reference.value,
      subdirectory: source.subdirectory?.value, location: reference.origin.location)
  }

  /// nil for what git does not obtain.
  package init?(_ step: FetchStep) {
    guard case .git(let addresses, let reference) = step.content else { return nil }
    self.init(
      name: step.name, addresses: addresses, reference: reference, subdirectory: step.subdirectory,
      location: step.origin?.location)
  }

  /// The same with addresses of other hosts; all else stays.
  package func rewritten(_ rewrites: [AddressRewrite]) -> FetchRequest {
    FetchRequest(
      name: name, addresses: addresses.map { AddressRewrite.apply(rewrites, to: $0) }, reference: reference,
      subdirectory: subdirectory, location: location)
  }
}
