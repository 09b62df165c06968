import SourceCatalogue

/// One source to obtain.
///
/// Addresses are as written, with the credentials in them: whoever prints a step redacts them.
package struct FetchStep: Hashable, Sendable {
  package enum Content: Hashable, Sendable {
    /// Addresses in the order in which they are tried.
    case git(addresses: [String], reference: Reference)
    /// One tarball; `architecture` is nil where it is for all.
    case archive(addresses: [String], sha256: String?, architecture: String?)
    /// A folder of the machine that builds.
    case path(String)
  }

  /// What a source is obtained for.
  package enum Purpose: String, Hashable, Sendable, CaseIterable {
    case wheel
    /// Its files are used as they are: noVNC.
    case checkout
    /// Constraint files of its repository.
    case constraints
  }

  /// A patch that is applied after the fetch.
  package struct Patch: Hashable, Sendable {
    /// Opens it from the working directory.
    package let path: String
    /// nil where it could not be read.
    package let sha256: String?
  }

  /// Key of the source in the catalogue; a name of a folder.
  package let name: String
  package let content: Content
  /// The commit that decides the content: the reference's own, or the one that a floating reference was resolved to.
  package let commit: String?
  package let subdirectory: String?
  package let patches: [Patch]
  package let purposes: [Purpose]
  /// Definition of the reference, else of the address.
  package let origin: Origin?
  package let digest: String

  /// Whether the same step may obtain other content tomorrow: the digest cannot tell.
  package var floats: Bool {
    switch content {
    case .git: commit == nil
    case .archive(_, let sha256, _): sha256 == nil
    case .path: true
    }
  }
}
