import PythonPackaging
import SourceCatalogue

/// The tags of a repository and the commits behind them.
struct RemoteTags: Sendable {
  /// By tag, without `refs/tags/`.
  let commits: [String: String]
  /// Tags by commit.
  let names: [String: [String]]

  /// `git ls-remote` prints `OBJECT TAB refs/tags/TAG`, and for annotated ones then `COMMIT TAB refs/tags/TAG^{}`. Names
  /// that git itself would not make are left out.
  init(output: [UInt8]) {
    var commits: [String: String] = [:]
    for line in output.split(separator: 0x0A) {
      let fields = line.split(separator: 0x09, maxSplits: 1).map { String(decoding: $0, as: UTF8.self) }
      guard fields.count == 2, Reference.isObjectName(fields[0]), fields[1].hasPrefix("refs/tags/") else { continue }
      let name = String(fields[1].dropFirst(10).dropLast(fields[1].hasSuffix("^{}") ? 3 : 0))
      guard (try? GitReferenceName(Reference(.tag, name))) != nil else { continue }
      commits[name] = fields[0]
    }
    self.commits = commits
    names = Dictionary(grouping: commits.keys) { commits[$0] ?? "" }
  }

  /// Whether a tag is a version of PEP 440, as pbr and setuptools-scm look for.
  static func isVersion(_ tag: String) -> Bool { Version(tag) != nil }

  static func ask(_ git: Git, _ address: GitAddress) throws(FetchFailure) -> RemoteTags {
    RemoteTags(
      output: try git.remote(
        ["ls-remote", "--quiet", "--tags"], values: [address.argument], repository: nil, address: address))
  }

  /// Those that are in the repository.
  static func local(_ git: Git, _ repository: BareRepository) throws(FetchFailure) -> RemoteTags {
    let format = "--format=%(objectname)%09%(refname)%0a%(*objectname)%09%(refname)^{}"
    return RemoteTags(output: try git.local(["for-each-ref", format, "refs/tags/"], repository: repository.path))
  }
}

extension BareRepository {
  /// Names the tags of these commits, each by its commit: what a tag's object says besides is not fetched.
  func write(_ tags: RemoteTags, commits: some Sequence<String>) throws(StorageError) {
    let lines = commits.flatMap { commit in tags.names[commit, default: []].map { (name: $0, commit: commit) } }
      .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
      .map { "\($0.commit) refs/tags/\($0.name)\n" }
    guard !lines.isEmpty else { return }
    try FileBytes.write("# pack-refs with: peeled fully-peeled sorted \n" + lines.joined(), to: path + "/packed-refs")
  }
}
