/// Why one try, or in the end one source, failed. Texts hold no secrets.
package struct FetchFailure: Error, Hashable, Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    /// The address, reference, name or folder was refused before anything ran.
    case refused
    /// What the deployment says of the source is wrong, or not enough: a finding of its own tells.
    case unplannable
    case protocolNotAllowed = "protocol-not-allowed"
    case failed
    case timedOut = "timed-out"
    case stalled
    case authentication
    /// The server will not give a commit by its name alone.
    case unadvertised
    case noSuchCommit = "no-such-commit"
    case noSuchReference = "no-such-reference"
    case wrongType = "wrong-type"
    case movedTag = "moved-tag"
    case destinationChanged = "destination-changed"
    case notCached = "not-cached"
    /// A file is not the one that was asked for.
    case checksum
    case unpacking
    /// A patch cannot be read, changed, or does not apply.
    case patch
    case locked
    case storage
  }

  package let kind: Kind
  /// One line, lower case.
  package let message: String
  /// Whether the same may succeed a little later.
  package let isTransient: Bool
  /// Seconds that the server asked to wait.
  package let retryAfter: Double?

  package init(_ kind: Kind, _ message: String, isTransient: Bool = false, retryAfter: Double? = nil) {
    self.kind = kind
    self.message = message
    self.isTransient = isTransient
    self.retryAfter = retryAfter
  }

  package init(_ error: StorageError) { self.init(.storage, error.description) }

  init(_ failure: FileLock.Failure) {
    switch failure {
    case .storage(let error): self.init(error)
    case .held(let holder):
      self.init(.locked, "process \(holder.isEmpty ? "unknown" : holder) held the lock for as long as the limit allows")
    }
  }

  /// Whether another address of the same repository may do better.
  var concernsAddress: Bool {
    switch kind {
    case .refused, .movedTag, .destinationChanged, .notCached, .locked, .storage, .wrongType, .patch: false
    default: true
    }
  }
}
