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
    /// The history, newest first.
    let commits: [String]
  }

  func read(_ commit: String) throws(FetchFailure) -> Reading {
    let log = try git.local(["log", "--no-color", "--no-decorate", "--format=%H", "HEAD"], repository: repository.path)
    let commits = log.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
    let boundary = repository.shallowBoundary
    for (distance, object) in commits.enumerated() {
      if let (tag, version) = highestVersion(of: object) {
        return Reading(
          version: try released(commit, tag, at: object, version, distance, boundary), commits: commits)
      }
      if boundary.contains(object) { return Reading(version: nil, commits: commits) }
    }
    // pbr counts the commits after the first one of all.
    let since = max(0, commits.count - 1)
    let text = since == 0 ? "0.0.0" : "0.0.1.dev\(since)"
    return Reading(
      version: SourceVersion(text: "\(text)+g\(commit.prefix(12))", tag: nil, distance: since), commits: commits)
  }

  private func released(
    _ commit: String, _ tag: String, at tagged: String, _ version: Version, _ distance: Int, _ boundary: Set<String>
  ) throws(FetchFailure) -> SourceVersion? {
    guard distance > 0 else { return SourceVersion(text: version.description, tag: tag, distance: 0) }
    let messages = try git.local(
      ["log", "--no-color", "--no-decorate", "--format=commit %H%n%B", "--stdin"], repository: repository.path,
      input: "HEAD\n^\(tagged)\n")
    for line in messages.split(separator: 0x0A) where line.starts(with: Self.heading) {
      if boundary.contains(String(decoding: line.dropFirst(Self.heading.count), as: UTF8.self)) { return nil }
    }
    let next = NextVersion(after: version, messages: messages)
    return SourceVersion(text: "\(next.text).dev\(distance)+g\(commit.prefix(12))", tag: tag, distance: distance)
  }

  private static let heading = Array("commit ".utf8)

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
