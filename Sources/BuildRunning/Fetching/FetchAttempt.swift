import SourceCatalogue

/// One try with one address: resolve, obtain, verify, place.
struct FetchAttempt {
  let request: FetchRequest
  let address: GitAddress
  let reference: GitReferenceName
  /// The reference's type was read off its shape.
  let isInferred: Bool
  let patches: PatchSet
  let options: FetchOptions
  let git: Git
  let deadline: Monotonic
  let onEvent: @Sendable (FetchEvent) -> Void

  private var cache: FetchCache? { options.cache.map(FetchCache.init(root:)) }

  func run(into result: inout FetchResult) throws(FetchFailure) {
    try obtain(into: &result)
    if let version = result.version {
      if version.tag == nil { result.remarks.append(.noVersion) }
    } else if options.history != .commit {
      result.remarks.append(.cutHistory)
    }
  }

  private func obtain(into result: inout FetchResult) throws(FetchFailure) {
    guard let root = options.destination else {
      let answer = try resolve(into: &result, known: nil)
      try fillCache(answer, into: &result)
      return
    }
    let destination = Destination(root: root, name: request.name, git: git)
    let lock = try destination.lock(until: deadline)
    defer { lock.unlock() }
    let record = try destination.record()
    let answer = try resolve(into: &result, known: record)
    if let record, record.commit == answer.commit, satisfies(record) {
      result.status = .present
      result.version = patches.mark(record.version)
      // What a run leaves behind serves one without a network.
      if let cache, !options.isOffline { result.cachePath = try cached(answer, cache).entry.path }
    } else {
      try place(answer, in: destination, into: &result)
    }
    result.path = destination.path
    result.address = address.argument
  }

  /// The commit that the reference names now.
  private func resolve(
    into result: inout FetchResult, known: SourceRecord?
  ) throws(FetchFailure) -> RemoteReferences.Answer {
    var answer = RemoteReferences.Answer(commit: reference.name, kind: .commit, remark: nil)
    result.remarks = []
    if reference.kind != .commit {
      answer = options.isOffline ? try remembered(known) : try ask()
      if answer.kind == .tag { try compare(answer.commit, known, into: &result) }
    }
    result.commit = answer.commit
    result.kind = answer.kind
    if let remark = answer.remark { result.remarks.append(remark) }
    return answer
  }

  private func ask() throws(FetchFailure) -> RemoteReferences.Answer {
    if case .change(let change) = reference { return try ChangeReference(git: git, address: address).ask(change) }
    return try RemoteReferences.ask(
      git, address, reference, inferred: isInferred, withTags: options.history == .version)
  }

  /// Without a server only a tag that was seen before has a meaning.
  private func remembered(_ known: SourceRecord?) throws(FetchFailure) -> RemoteReferences.Answer {
    if reference.kind == .tag || isInferred {
      let seen = known?.repository == address.identity && known?.tag == reference.name ? known?.commit : nil
      if let commit = seen ?? cache?.tag(reference.name, of: address) {
        return RemoteReferences.Answer(commit: commit, kind: .tag, remark: nil)
      }
    }
    throw FetchFailure(.notCached, "what the \(reference.kind.rawValue) names cannot be asked offline")
  }

  /// A tag that named another commit before is an error: what was tested is not what would be built.
  private func compare(
    _ commit: String, _ known: SourceRecord?, into result: inout FetchResult
  ) throws(FetchFailure) {
    let inDestination = known?.repository == address.identity && known?.tag == reference.name ? known?.commit : nil
    if let before = [inDestination, cache?.tag(reference.name, of: address)].compactMap({ $0 }).first(where: {
      $0 != commit
    }) {
      guard options.allowsMovedTags else {
        throw FetchFailure(.movedTag, "the tag `\(reference.name)` named commit \(before) and names \(commit) now")
      }
      result.remarks.append(.movedTag(from: before))
    }
    try cache?.record(reference.name, of: address, commit: commit)
  }

  private func satisfies(_ record: SourceRecord) -> Bool {
    guard record.patches == patches.digest else { return false }
    return switch options.history {
    case .commit: true
    case .version: record.version != nil
    case .full: record.history == FetchOptions.History.full.rawValue
    }
  }

  private func fillCache(_ answer: RemoteReferences.Answer, into result: inout FetchResult) throws(FetchFailure) {
    guard let cache else { throw FetchFailure(.refused, "there is neither a cache nor a destination") }
    let (entry, isNew) = try cached(answer, cache)
    result.status = isNew ? .fetched : .cached
    result.version = entry.version
    result.cachePath = entry.path
    result.address = address.argument
  }

  private func cached(
    _ answer: RemoteReferences.Answer, _ cache: FetchCache
  ) throws(FetchFailure) -> (entry: CacheEntry, isNew: Bool) {
    if options.isOffline {
      guard let entry = cache.entry(address, answer.commit, options.history) else { throw missing(answer.commit) }
      return (entry, false)
    }
    return try cache.entry(address, answer.commit, options.history, until: deadline) {
      temporary throws(FetchFailure) in
      try fetch(answer, to: temporary, isBare: true)
    }
  }

  /// Out of the cache where there is one. What a damaged entry gives is no work tree: it is fetched anew, once.
  private func place(
    _ answer: RemoteReferences.Answer, in destination: Destination, into result: inout FetchResult
  ) throws(FetchFailure) {
    guard let cache else {
      result.status = .fetched
      return try place(answer, nil, in: destination, into: &result)
    }
    for isLast in [false, true] {
      let (entry, isNew) = try cached(answer, cache)
      result.status = isNew ? .fetched : .cached
      result.cachePath = entry.path
      do { return try place(answer, entry, in: destination, into: &result) } catch {
        guard error.kind == .storage, !isLast, !isNew else { throw error }
        try discard(entry, of: cache, because: error)
      }
    }
  }

  private func discard(_ entry: CacheEntry, of cache: FetchCache, because failure: FetchFailure) throws(FetchFailure) {
    guard !options.isOffline else {
      guard entry.repository.isSound(git) else {
        throw FetchFailure(.storage, "`\(entry.path)` of the cache is damaged: fetch it anew, without `--offline`")
      }
      throw failure
    }
    guard try cache.remove(entry, unless: { entry.repository.isSound(git) }, until: deadline) else { throw failure }
  }

  private func place(
    _ answer: RemoteReferences.Answer, _ entry: CacheEntry?, in destination: Destination,
    into result: inout FetchResult
  ) throws(FetchFailure) {
    var version: SourceVersion?
    try destination.place(record(answer), subdirectory: request.subdirectory, patches: patches) {
      gitFolder throws(FetchFailure) in
      if let entry {
        version = try copy(entry, to: gitFolder)
      } else {
        version = try fetch(answer, to: gitFolder, isBare: false)
      }
      return version
    }
    result.version = patches.mark(version)
  }

  private func record(_ answer: RemoteReferences.Answer) -> (SourceVersion?) -> SourceRecord {
    { version in
      var record = SourceRecord(commit: answer.commit, version: version)
      record.repository = address.identity
      record.tag = answer.kind == .tag ? reference.name : nil
      record.history = options.history.rawValue
      record.patches = patches.digest
      return record
    }
  }

  private func fetch(
    _ answer: RemoteReferences.Answer, to path: String, isBare: Bool
  ) throws(FetchFailure) -> SourceVersion? {
    guard !options.isOffline else { throw missing(answer.commit) }
    let repository: BareRepository
    do { repository = try BareRepository.make(path, commit: answer.commit, isBare: isBare) } catch {
      throw FetchFailure(error)
    }
    let (name, event) = (request.name, onEvent)
    let fetch = CommitFetch(
      git: git, address: address, commit: answer.commit, named: referenceName(answer.kind), history: options.history,
      tags: answer.tags,
      onProgress: { bytes in if let line = ProgressLine.last(in: bytes) { event(.progress(name, line)) } })
    return try fetch.run(into: repository)
  }

  private func missing(_ commit: String) -> FetchFailure {
    FetchFailure(.notCached, "commit \(commit) is not in the cache")
  }

  private func referenceName(_ kind: Reference.Kind) -> String? {
    switch kind {
    case .branch: "refs/heads/" + reference.name
    case .tag: "refs/tags/" + reference.name
    case .change: reference.name
    default: nil
    }
  }

  /// The entry's objects under second names: nothing is fetched and little is written.
  private func copy(_ entry: CacheEntry, to path: String) throws(FetchFailure) -> SourceVersion? {
    do {
      let repository = try BareRepository.make(path, commit: entry.commit, isBare: false)
      try FileLink.tree(entry.path + "/objects", to: path + "/objects")
      try FileLink.tree(entry.path + "/refs", to: path + "/refs")
      for name in ["shallow", "packed-refs"] where FileKind.of(entry.path + "/" + name) == .file {
        try FileLink.copy(entry.path + "/" + name, to: path + "/" + name)
      }
      try repository.setHead(entry.commit)
    } catch { throw FetchFailure(error) }
    return entry.version
  }
}

/// git's progress, as it stands in the stream: lines that overwrite each other.
enum ProgressLine {
  static func last(in bytes: ArraySlice<UInt8>) -> String? {
    let lines = bytes.split(whereSeparator: { $0 == 0x0D || $0 == 0x0A })
    let line = lines.last { $0.contains(0x25) && !$0.starts(with: Array("remote: ".utf8)) && $0.count < 120 }
    return line.map { String(decoding: $0, as: UTF8.self) }
  }
}
