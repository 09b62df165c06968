import SourceCatalogue

/// Obtains one source: tries its addresses in order, again and again while that may help and the limit allows.
struct SourceFetcher: Sendable {
  private let request: FetchRequest
  private let options: FetchOptions
  private let mark: String
  private let start = Monotonic.now
  private let onEvent: @Sendable (FetchEvent) -> Void

  init(
    _ request: FetchRequest, options: FetchOptions, mark: String, onEvent: @escaping @Sendable (FetchEvent) -> Void
  ) {
    self.request = request
    self.options = options
    self.mark = mark
    self.onEvent = onEvent
  }

  func run() -> FetchResult {
    var result = FetchResult(request)
    onEvent(.started(request.name))
    do {
      let addresses = try checkedAddresses()
      let reference = try checkedReference()
      let patches = options.destination == nil ? try PatchSet([]) : try PatchSet(request.patches)
      try rounds(addresses, into: &result) { address, git, deadline, result throws(FetchFailure) in
        switch (request.content, reference) {
        case (.git(let written), let reference?):
          try FetchAttempt(
            request: request, address: address, reference: reference, isInferred: written.inferred, patches: patches,
            options: options, git: git, deadline: deadline, onEvent: onEvent
          ).run(into: &result)
        case (.archive(let sha256), _):
          try ArchiveAttempt(
            request: request, sha256: sha256, patches: patches, address: address, options: options, git: git,
            deadline: deadline
          ).run(into: &result)
        case (.git, nil): throw FetchFailure(.refused, "there is no reference")
        }
      }
    } catch { result.failure = error }
    if result.failure != nil { result.status = .failed }
    result.seconds = Monotonic.now.seconds(since: start)
    onEvent(.ended(result))
    return result
  }

  /// Every value, before anything is run with any of them.
  private func checkedAddresses() throws(FetchFailure) -> [GitAddress] {
    try Destination.check(name: request.name)
    if let subdirectory = request.subdirectory { try Destination.check(subdirectory: subdirectory) }
    var addresses: [GitAddress] = []
    for text in request.addresses {
      let address: GitAddress
      do { address = try GitAddress(text, isFile: request.reference == nil) } catch {
        throw FetchFailure(.refused, "the address \(error.reason)")
      }
      guard options.protocols.contains(address.scheme) else {
        throw FetchFailure(.protocolNotAllowed, "the protocol `\(address.scheme.rawValue)` is not allowed")
      }
      guard request.reference != nil || ArchiveDownload.protocols.contains(address.scheme) else {
        throw FetchFailure(.refused, "the protocol `\(address.scheme.rawValue)` gives no tarballs")
      }
      if !addresses.contains(address) { addresses.append(address) }
    }
    guard !addresses.isEmpty else { throw FetchFailure(.refused, "there is no address") }
    return addresses
  }

  /// nil for a tarball, whose digest is checked instead.
  private func checkedReference() throws(FetchFailure) -> GitReferenceName? {
    switch request.content {
    case .git(let reference):
      do { return try GitReferenceName(reference) } catch {
        throw FetchFailure(.refused, "the reference \(error.reason)")
      }
    case .archive(let sha256):
      let isDigest = sha256.map { $0.utf8.count == 64 && Reference.isObjectName($0) } ?? true
      guard isDigest else { throw FetchFailure(.refused, "the sha256 is not 64 hexadecimal digits") }
      return nil
    }
  }

  /// Tries of one command in every round but the first.
  private static let carefulTries = 3

  private typealias Try = (GitAddress, Git, Monotonic, inout FetchResult) throws(FetchFailure) -> Void

  private func rounds(
    _ addresses: [GitAddress], into result: inout FetchResult, attempt: Try
  ) throws(FetchFailure) {
    let deadline = start.adding(seconds: options.timeout)
    let secrets = addresses.flatMap(\.secrets)
    var git = Git(options, mark: mark, deadline: deadline, secrets: secrets)
    let backoff = Backoff(first: options.firstWait)
    var random = SystemRandomNumberGenerator()
    var hopeful = addresses
    for round in 1...(max(0, options.retries) + 1) {
      // First the next address; once all have failed, each command by itself, so that what succeeded is not undone.
      git.tries = round > 1 ? Self.carefulTries : 1
      var retryAfter: Double?
      for address in hopeful {
        let began = Monotonic.now
        do {
          try attempt(address, git, deadline, &result)
          result.failure = nil
          return
        } catch {
          let seconds = Monotonic.now.seconds(since: began)
          result.attempts.append(.init(address: address.argument, failure: error, seconds: seconds))
          result.failure = error
          guard error.concernsAddress else { return }
          if !error.isTransient { hopeful.removeAll { $0 == address } }
          retryAfter = max(retryAfter ?? 0, error.retryAfter ?? 0)
          onEvent(.attemptFailed(request.name, error, willRetry: !hopeful.isEmpty && round <= options.retries))
        }
        guard Monotonic.now < deadline else { return }
      }
      guard !hopeful.isEmpty, round <= options.retries else { return }
      let wait = backoff.wait(after: round, retryAfter: retryAfter, using: &random)
      // A server that asks for more than is left gets no further try.
      guard Monotonic.now.adding(seconds: wait) < deadline else { return }
      Monotonic.sleep(seconds: wait)
    }
  }
}
