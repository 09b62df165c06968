import SourceCatalogue

/// What a repository says a name means.
struct RemoteReferences: Sendable {
  struct Answer: Sendable {
    let commit: String
    let kind: Reference.Kind
    let remark: FetchResult.Remark?
    /// All tags of the repository, where they were asked for along with it.
    var tags: RemoteTags?
  }

  /// Object names by reference, as `git ls-remote` prints them: `OBJECT TAB NAME`.
  private let names: [String: String]

  init(output: [UInt8]) {
    var names: [String: String] = [:]
    for line in output.split(separator: 0x0A) {
      let fields = line.split(separator: 0x09, maxSplits: 1)
      guard fields.count == 2 else { continue }
      let object = String(decoding: fields[0], as: UTF8.self)
      if Reference.isObjectName(object) { names[String(decoding: fields[1], as: UTF8.self)] = object.lowercased() }
    }
    self.names = names
  }

  /// Asks a server what the name is, and in the same breath for all tags where a version will be needed.
  static func ask(
    _ git: Git, _ address: GitAddress, _ name: GitReferenceName, inferred: Bool, withTags: Bool
  ) throws(FetchFailure) -> Answer {
    let output = try git.remote(
      ["ls-remote", "--quiet", "--heads", "--tags"],
      values: [address.argument] + name.candidates + (withTags ? ["refs/tags/*"] : []), repository: nil,
      address: address)
    var answer = try RemoteReferences(output: output).answer(for: name, inferred: inferred)
    if withTags { answer.tags = RemoteTags(output: output) }
    return answer
  }

  /// The commit behind the name. A name whose type was only inferred may be of the other type, with a remark; a name
  /// whose type was written may not.
  func answer(for name: GitReferenceName, inferred: Bool) throws(FetchFailure) -> Answer {
    let branch = names["refs/heads/\(name.name)"]
    let tag = names["refs/tags/\(name.name)^{}"] ?? names["refs/tags/\(name.name)"]
    switch name {
    case .commit(let commit): return Answer(commit: commit, kind: .commit, remark: nil)
    case .change: throw missing(name)
    case .branch: return try choose(name, .branch, branch, .tag, tag, inferred)
    case .tag: return try choose(name, .tag, tag, .branch, branch, inferred)
    }
  }

  private func choose(
    _ name: GitReferenceName, _ kind: Reference.Kind, _ wanted: String?, _ otherKind: Reference.Kind, _ other: String?,
    _ inferred: Bool
  ) throws(FetchFailure) -> Answer {
    if let wanted {
      let isAmbiguous = inferred && other != nil && other != wanted
      return Answer(commit: wanted, kind: kind, remark: isAmbiguous ? .ambiguous(taken: kind) : nil)
    }
    guard let other else { throw missing(name) }
    guard inferred else {
      throw FetchFailure(
        .wrongType, "`\(name.name)` is no \(kind.rawValue) of the repository but a \(otherKind.rawValue)")
    }
    return Answer(commit: other, kind: otherKind, remark: .otherType(as: kind, is: otherKind))
  }

  private func missing(_ name: GitReferenceName) -> FetchFailure {
    FetchFailure(.noSuchReference, "the repository has no \(name.kind.rawValue) `\(name.name)`")
  }
}
