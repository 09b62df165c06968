import PythonPackaging

/// Reads a commit's version out of as much history as there is.
struct VersionReader: Sendable {
  let git: Git
  let repository: BareRepository

  /// nil where the history ends too early to tell: a commit whose parents are not here stands before the tag in git's
  /// order, or is none of the tag's ancestors, so that commits which count could be missing.
  func read(_ commit: String) throws(FetchFailure) -> SourceVersion? {
    let log = try git.local(
      ["log", "--no-color", "--decorate=full", "--decorate-refs=refs/tags/*", "--format=%H %D", "HEAD"],
      repository: repository.path)
    let boundary = repository.shallowBoundary
    var distance = 0
    for line in log.split(separator: 0x0A) {
      let text = String(decoding: line, as: UTF8.self)
      let (object, decoration) = text.firstIndex(of: " ").map { (text[..<$0], text[$0...]) } ?? (text[...], "")
      if let (tag, version) = Self.tag(in: decoration) {
        return try released(commit, tag, version, distance, boundary)
      }
      if boundary.contains(String(object)) { return nil }
      distance += 1
    }
    // pbr counts the commits after the first one of all.
    let since = max(0, distance - 1)
    let text = since == 0 ? "0.0.0" : "0.0.1.dev\(since)"
    return SourceVersion(text: "\(text)+g\(commit.prefix(12))", tag: nil, distance: since)
  }

  private func released(
    _ commit: String, _ tag: String, _ version: Version, _ distance: Int, _ boundary: Set<String>
  ) throws(FetchFailure) -> SourceVersion? {
    guard distance > 0 else { return SourceVersion(text: version.description, tag: tag, distance: 0) }
    let messages = try git.local(
      ["log", "--no-color", "--no-decorate", "--format=commit %H%n%B", "--stdin"], repository: repository.path,
      input: "HEAD\n^refs/tags/\(tag)\n")
    for line in messages.split(separator: 0x0A) where line.starts(with: Self.heading) {
      if boundary.contains(String(decoding: line.dropFirst(Self.heading.count), as: UTF8.self)) { return nil }
    }
    let next = NextVersion(after: version, messages: messages)
    return SourceVersion(text: "\(next.text).dev\(distance)+g\(commit.prefix(12))", tag: tag, distance: distance)
  }

  private static let heading = Array("commit ".utf8)

  /// The highest version among the tags of one commit: `tag: refs/tags/30.1.0, tag: refs/tags/v2`.
  private static func tag(in decoration: Substring) -> (String, Version)? {
    var best: (String, Version)?
    for part in decoration.split(separator: ",") {
      guard let mark = part.firstRange(of: "tag: refs/tags/") else { continue }
      let tag = String(part[mark.upperBound...])
      guard let version = Version(tag) else { continue }
      if let other = best, other.1 >= version { continue }
      best = (tag, version)
    }
    return best
  }
}
