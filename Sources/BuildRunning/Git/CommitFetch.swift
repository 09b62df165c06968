/// Brings one commit from one address into a new repository, with the least that the server agrees to: the commit by
/// its name and some history; the named reference; everything.
struct CommitFetch: Sendable {
  let git: Git
  let address: GitAddress
  let commit: String
  /// Reference to ask for by name where the server does not give commits by theirs.
  let named: String?
  let history: FetchOptions.History
  /// The repository's tags, where they were asked for already.
  let tags: RemoteTags?
  let onProgress: @Sendable (ArraySlice<UInt8>) -> Void

  /// Commits of the past that come along, step by step until the last version tag is among them. Most projects are
  /// tagged more often than the first; each commit costs both sides time, and each step round trips.
  private static let depths = [64, 512, 4096, everything]
  private static let everything = Int(Int32.max)

  /// The version of the commit, nil where its history was not asked for.
  func run(into repository: BareRepository) throws(FetchFailure) -> SourceVersion? {
    // Asked first: they say how much history is needed at all.
    let asked = history == .version ? try known() : nil
    var hasTags = history == .full
    do {
      let depth = asked.map(firstDepth) ?? (history == .commit ? 1 : nil)
      try fetchCommit(depth: depth, tags: asked.map(ownTags) ?? [], into: repository)
    } catch let failure where failure.kind == .unadvertised {
      hasTags = try fallBack(into: repository)
    }
    defer { repository.removeScaffolding() }
    guard history != .commit else {
      try verify(repository)
      return nil
    }
    let tags: RemoteTags
    if !hasTags, let asked { tags = asked } else { tags = try RemoteTags.local(git, repository) }
    let version = try version(repository, tags)
    if !hasTags { do { try repository.write(tags, commits: version.commits) } catch { throw FetchFailure(error) } }
    return version.version
  }

  private func known() throws(FetchFailure) -> RemoteTags {
    if let tags { return tags }
    return try RemoteTags.ask(git, address)
  }

  /// The commit alone where it is tagged itself; everything where there is no version to be found.
  private func firstDepth(_ tags: RemoteTags) -> Int {
    if tags.names[commit, default: []].contains(where: RemoteTags.isVersion) { return 1 }
    return tags.commits.keys.contains(where: RemoteTags.isVersion) ? Self.depths[0] : Self.everything
  }

  /// Tags of the commit itself, which come as they are: whether one is annotated decides how pbr spells the version.
  private func ownTags(_ tags: RemoteTags) -> [String] {
    tags.names[commit, default: []].sorted().prefix(Self.ownTagLimit).map { "refs/tags/\($0):refs/tags/\($0)" }
  }

  private static let ownTagLimit = 16

  /// Without tags git asks for objects alone, in half the requests: what tags there are is asked for once, apart.
  private func fetchCommit(depth: Int?, tags: [String] = [], into repository: BareRepository) throws(FetchFailure) {
    try fetch([commit + ":refs/heads/source"] + tags, depth: depth, tags: history == .full, into: repository)
  }

  private func fetch(
    _ specifications: [String], depth: Int?, tags: Bool, into repository: BareRepository
  ) throws(FetchFailure) {
    var words = ["fetch", "--progress", "--no-recurse-submodules", "--no-write-fetch-head", "--force"]
    if let depth { words.append("--depth=\(depth)") }
    if !tags { words.append("--no-tags") }
    _ = try git.remote(
      words, values: [address.argument] + specifications, repository: repository.path, address: address,
      onErrors: onProgress)
  }

  /// Protocol version 0 gives only what it advertises, and a plain file server knows no depth. Whether all tags came.
  private func fallBack(into repository: BareRepository) throws(FetchFailure) -> Bool {
    if let named {
      do {
        try fetch([named + ":refs/osa-sources/named"], depth: namedDepth, tags: false, into: repository)
        if has(repository) { return false }
      } catch let failure where failure.kind == .unadvertised {}
    }
    try fetchEverything(into: repository)
    guard has(repository) else {
      throw FetchFailure(.noSuchCommit, "commit \(commit) is on no branch and no tag of the repository")
    }
    return true
  }

  private func fetchEverything(into repository: BareRepository) throws(FetchFailure) {
    let specifications = ["refs/heads/*:refs/osa-sources/heads/*", "refs/tags/*:refs/tags/*"]
    // What came with less history would be taken for whole.
    let isShallow = FileKind.of(repository.path + "/shallow") != .missing
    try fetch(specifications, depth: isShallow ? Self.everything : nil, tags: true, into: repository)
  }

  /// A server that gives no commit by its name is one of old, and asked as seldom as possible.
  private var namedDepth: Int? {
    switch history {
    case .commit: 1
    case .version: Self.depths[1]
    case .full: nil
    }
  }

  private func has(_ repository: BareRepository) -> Bool {
    guard (try? repository.setHead(commit)) != nil,
      let output = try? git.local(
        ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"], repository: repository.path)
    else { return false }
    return output.prefix { $0 != 0x0A }.elementsEqual(commit.utf8)
  }

  /// git names objects by their content: if this one is here and is a commit, it is the one that was asked for.
  private func verify(_ repository: BareRepository) throws(FetchFailure) {
    guard has(repository) else { throw FetchFailure(.noSuchCommit, "the server did not send commit \(commit)") }
  }

  /// `log` verifies by the way: it begins with the commit that HEAD names, or fails.
  private func read(_ reader: VersionReader, _ repository: BareRepository) throws(FetchFailure) -> VersionReader.Reading
  {
    do { try repository.setHead(commit) } catch { throw FetchFailure(error) }
    let reading: VersionReader.Reading
    do { reading = try reader.read(commit) } catch {
      if error.kind == .timedOut { throw error }
      // git does not take a server's own cut for that of our request.
      if error.message.contains("traverse parents") {
        throw FetchFailure(.failed, "the server has only a part of the history of commit \(commit)")
      }
      throw FetchFailure(.noSuchCommit, "the server did not send commit \(commit): \(error.message)")
    }
    guard reading.commits.first == commit else {
      throw FetchFailure(.noSuchCommit, "\(commit) is a tag's name and not a commit's")
    }
    return reading
  }

  private func version(
    _ repository: BareRepository, _ tags: RemoteTags
  ) throws(FetchFailure) -> VersionReader.Reading {
    let reader = VersionReader(git: git, repository: repository, tags: tags)
    var reading = try read(reader, repository)
    for depth in Self.depths.dropFirst() where reading.version == nil {
      do {
        try fetchCommit(depth: depth, into: repository)
      } catch let failure where failure.kind == .unadvertised {
        try fetchEverything(into: repository)
      }
      reading = try read(reader, repository)
    }
    return reading
  }
}
