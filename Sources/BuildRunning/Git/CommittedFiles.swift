import BuildPlanning

/// Files of commits in bare repositories of this machine: those of a cache, and those that an address without a host names.
/// No file of a work tree is looked at, and no server asked.
package struct CommittedFiles: Sendable {
  private let git: Git
  private let cache: FetchCache?

  /// Seconds for one file.
  private static let timeout = 30.0
  /// Larger files are none that a plan reads.
  private static let sizeLimit = 16 << 20

  package init(git path: String, cache: String?) {
    var options = FetchOptions(git: path)
    options.protocols = []
    git = Git(
      options, mark: ProcessSweep.newMark(), deadline: .now.adding(seconds: Self.timeout), secrets: [])
    self.cache = cache.map(FetchCache.init(root:))
  }

  /// For a plan.
  package var files: SourceFiles {
    SourceFiles { step, commit, path in
      guard case .git(let written, _) = step.content else { return nil }
      let addresses = written.compactMap { try? GitAddress($0) }
      for repository in addresses.compactMap({ repository($0, commit) }) {
        // The commit is hexadecimal: no option begins like it.
        if let bytes = try? git.local(
          ["cat-file", "blob", commit + ":" + path], repository: repository, outputLimit: Self.sizeLimit)
        {
          return bytes
        }
      }
      return nil
    }
  }

  private func repository(_ address: GitAddress, _ commit: String) -> String? {
    if let entry = cache?.entry(address, commit, .commit) { return entry.path }
    guard address.scheme == .file else { return nil }
    let own = address.path + "/.git"
    return FileKind.following(own) == .folder ? own : address.path
  }
}
