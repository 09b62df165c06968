import SourceCatalogue

/// What a repository says a name means.
struct RemoteReferences: Sendable {
  struct Answer: Sendable {
    let commit: String
    let kind: Reference.Kind
    let remark: FetchResult.Remark?
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

  /// Asks a server for no more than the name can mean.
  static func ask(_ git: Git, _ address: GitAddress, _ name: GitReferenceName) throws(FetchFailure) -> RemoteReferences
  {
    let output = try git.remote(
      ["ls-remote", "--quiet"], values: [address.argument] + name.candidates, repository: nil, address: address)
    return RemoteReferences(output: output)
  }

  /// The commit behind the name. A name whose type was only inferred may be of the other type, with a remark; a name
  /// whose type was written may not.
  func answer(for name: GitReferenceName, inferred: Bool) throws(FetchFailure) -> Answer {
    let branch = names["refs/heads/\(name.name)"]
    let tag = names["refs/tags/\(name.name)^{}"] ?? names["refs/tags/\(name.name)"]
    switch name {
    case .commit(let commit): return Answer(commit: commit, kind: .commit, remark: nil)
    case .change(let change):
      guard let commit = names[change] else { throw missing(name) }
      return Answer(commit: commit, kind: .change, remark: nil)
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
