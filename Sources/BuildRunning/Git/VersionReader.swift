import PythonPackaging

/// Reads a commit's version out of as much history as there is.
struct VersionReader: Sendable {
  let git: Git
  let repository: BareRepository
  let tags: RemoteTags

  struct Reading {
    /// nil where the history ends too early to tell: a commit whose parents are not here stands before the tag in git's
    /// order, or is none of the tag's ancestors, so that commits which count could be missing.
    let version: SourceVersion?
    /// The history, newest first; the first is what HEAD names.
    let commits: [String]
  }

  func read(_ commit: String) throws(FetchFailure) -> Reading {
    // One command gives names, parents and messages: a process less for each source.
    let log = History(
      try git.local(
        ["log", "-z", "--no-color", "--no-decorate", "--no-show-signature", "--format=%H%n%P%n%B", "HEAD"],
        repository: repository.path, outputLimit: 1 << 29))
    let boundary = repository.shallowBoundary
    for (distance, object) in log.commits.enumerated() {
      if let (tag, version) = highestVersion(of: object) {
        let released = released(commit, tag, at: object, version, distance, log, boundary)
        return Reading(version: released, commits: log.commits)
      }
      if boundary.contains(object) { return Reading(version: nil, commits: log.commits) }
    }
    return Reading(version: unreleased(commit, log), commits: log.commits)
  }

  /// Without a tag the first version follows 0.0.0. pbr counts the commits after the first one of all.
  private func unreleased(_ commit: String, _ log: History) -> SourceVersion {
    let since = max(0, log.commits.count - 1)
    var text = "0.0.0"
    if since > 0, let zero = Version(text) {
      let next = NextVersion(after: zero, messages: log.commits.indices.flatMap(log.message))
      text = "\(next.text).dev\(since)"
    }
    return SourceVersion(text: "\(text)+g\(commit.prefix(12))", tag: nil, distance: since)
  }

  private func released(
    _ commit: String, _ tag: String, at tagged: String, _ version: Version, _ distance: Int, _ log: History,
    _ boundary: Set<String>
  ) -> SourceVersion? {
    guard distance > 0 else { return SourceVersion(text: version.description, tag: tag, distance: 0) }
    let old = log.ancestors(of: tagged)
    var messages: [UInt8] = []
    for (index, object) in log.commits.enumerated() where !old.contains(object) {
      if boundary.contains(object) { return nil }
      messages += log.message(index)
    }
    let next = NextVersion(after: version, messages: messages)
    return SourceVersion(text: "\(next.text).dev\(distance)+g\(commit.prefix(12))", tag: tag, distance: distance)
  }

  private func highestVersion(of commit: String) -> (String, Version)? {
    var best: (String, Version)?
    for tag in tags.names[commit, default: []].sorted() {
      guard let version = Version(tag) else { continue }
      if let other = best, other.1 >= version { continue }
      best = (tag, version)
    }
    return best
  }
}

/// Commits with parents and messages, as `git log -z --format=%H%n%P%n%B` prints them.
struct History {
  /// Newest first.
  private(set) var commits: [String] = []
  private var parents: [String: ArraySlice<UInt8>] = [:]
  private var messages: [ArraySlice<UInt8>] = []

  init(_ output: [UInt8]) {
    for record in output.split(separator: 0) {
      let parts = record.split(separator: 0x0A, maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { continue }
      let name = String(decoding: parts[0], as: UTF8.self)
      commits.append(name)
      parents[name] = parts[1]
      messages.append(parts[2])
    }
  }

  /// Of the commit at that place, with a line break.
  func message(_ index: Int) -> [UInt8] { messages.indices.contains(index) ? messages[index] + [0x0A] : [] }

  /// The commit itself and what is reachable from it here.
  func ancestors(of commit: String) -> Set<String> {
    var (seen, open): (Set<String>, [String]) = ([commit], [commit])
    while let next = open.popLast() {
      for parent in parents[next, default: []].split(separator: 0x20) {
        let name = String(decoding: parent, as: UTF8.self)
        if seen.insert(name).inserted { open.append(name) }
      }
    }
    return seen
  }
}
