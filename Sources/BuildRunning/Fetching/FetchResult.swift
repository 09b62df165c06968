import SourceCatalogue

/// What became of one source.
package struct FetchResult: Sendable {
  package enum Status: String, Sendable, CaseIterable {
    /// Came from a server.
    case fetched
    /// Came out of the cache.
    case cached
    /// Was there already.
    case present
    case failed
  }

  /// A try that failed.
  package struct Attempt: Hashable, Sendable {
    /// Without credentials.
    package let address: String
    package let failure: FetchFailure
    /// Seconds that it took.
    package let seconds: Double
  }

  /// What is worth knowing although the source was obtained.
  package enum Remark: Hashable, Sendable {
    /// The flat value was read as `as`, but the repository has only a `is` of that name.
    case otherType(as: Reference.Kind, is: Reference.Kind)
    /// Branch and tag have the same name and differ.
    case ambiguous(taken: Reference.Kind)
    case movedTag(from: String)
    case noVersion
    /// The server's own history ends before a tag that is a version.
    case cutHistory
  }

  package let request: FetchRequest
  package var status = Status.failed
  /// The address that it came from, without credentials; nil where none was asked.
  package var address: String?
  /// Lower-case object name.
  package var commit: String?
  /// Of a tarball that arrived, lower-case hexadecimal.
  package var sha256: String?
  /// What the repository says the reference is.
  package var kind: Reference.Kind?
  package var version: SourceVersion?
  /// Folder of files; nil without a destination.
  package var path: String?
  /// Bare repository in the cache; nil without one.
  package var cachePath: String?
  package var attempts: [Attempt] = []
  package var remarks: [Remark] = []
  package var failure: FetchFailure?
  package var seconds = 0.0

  package init(_ request: FetchRequest) {
    self.request = request
  }
}
