import Synchronization

/// Many sources at once. One that fails leaves the others alone; results come in the order of the requests.
package struct FetchRun: Sendable {
  private let options: FetchOptions
  private let mark: String
  private let onEvent: @Sendable (FetchEvent) -> Void

  /// `mark` is carried by every child (see `ProcessSweep`).
  package init(
    _ options: FetchOptions, mark: String = ProcessSweep.newMark(),
    onEvent: @escaping @Sendable (FetchEvent) -> Void = { _ in }
  ) {
    self.options = options
    self.mark = mark
    self.onEvent = onEvent
  }

  package func run(_ requests: [FetchRequest]) -> [FetchResult] {
    let next = Mutex(0)
    let results = Mutex([FetchResult?](repeating: nil, count: requests.count))
    let clashes = Self.clashes(requests)
    Workers.run(min(Descriptor.affordable(options.jobs), requests.count)) {
      while true {
        let index = next.withLock { index in
          defer { index += 1 }
          return index
        }
        guard index < requests.count else { return }
        let result =
          clashes[index].map { clash($0, requests[index]) }
          ?? SourceFetcher(requests[index], options: options, mark: mark, onEvent: onEvent).run()
        results.withLock { $0[index] = result }
      }
    }
    return results.withLock { $0.compactMap { $0 } }
  }

  private func clash(_ other: String, _ request: FetchRequest) -> FetchResult {
    var result = FetchResult(request)
    result.failure = FetchFailure(.refused, "the name differs from `\(other)` in case only")
    onEvent(.ended(result))
    return result
  }

  /// Requests whose folder would be another's where the file system does not tell cases apart.
  private static func clashes(_ requests: [FetchRequest]) -> [Int: String] {
    var (first, clashes) = ([String: String](), [Int: String]())
    for (index, request) in requests.enumerated() {
      let folded = request.name.lowercased()
      if let other = first[folded] { clashes[index] = other } else { first[folded] = request.name }
    }
    return clashes
  }
}
