import SourceCatalogue

/// A bare repository that was made here, file by file: no template, no hook, no configuration but these lines.
struct BareRepository: Sendable {
  let path: String

  /// Makes it; nothing may stand at `path`. The object format follows from the length of the commit's name.
  static func make(_ path: String, commit: String, isBare: Bool = true) throws(StorageError) -> BareRepository {
    for folder in ["objects/info", "objects/pack", "refs/heads", "refs/tags"] { try Folder.make(path + "/" + folder) }
    let isSHA256 = commit.utf8.count == 64
    let configuration = """
      [core]
      \trepositoryformatversion = \(isSHA256 ? 1 : 0)
      \tfilemode = true
      \tbare = \(isBare)
      \(isSHA256 ? "[extensions]\n\tobjectformat = sha256\n" : "")
      """
    try FileBytes.write(configuration, to: path + "/config")
    try FileBytes.write("ref: refs/heads/none\n", to: path + "/HEAD")
    return BareRepository(path: path)
  }

  /// Lets HEAD name the commit itself.
  func setHead(_ commit: String) throws(StorageError) { try FileBytes.write(commit + "\n", to: path + "/HEAD") }

  /// The commit that HEAD names; nil where it names a branch or is unreadable.
  var head: String? {
    FileBytes.line(path + "/HEAD").flatMap { Reference.isObjectName($0) ? $0 : nil }
  }

  /// Whether objects are there, and every pack that there is an index of.
  var hasObjects: Bool {
    let names = Folder.names(in: path + "/objects/pack")
    let packs = Set(names.filter { $0.hasSuffix(".pack") })
    guard names.allSatisfy({ !$0.hasSuffix(".idx") || packs.contains($0.dropLast(4) + ".pack") }) else { return false }
    return !packs.isEmpty || Folder.names(in: path + "/objects").contains { $0.utf8.count == 2 }
  }

  /// Whether git finds every object that HEAD needs, and each as it was written.
  func isSound(_ git: Git) -> Bool {
    let packs = Folder.names(in: path + "/objects/pack").filter { $0.hasSuffix(".idx") }
    let verified = packs.allSatisfy { name in
      (try? git.local(["verify-pack", "--", path + "/objects/pack/" + name], repository: path)) != nil
    }
    return verified && (try? git.local(["rev-list", "--objects", "--quiet", "HEAD"], repository: path)) != nil
  }

  /// Commits whose parents were left out.
  var shallowBoundary: Set<String> {
    guard let bytes = FileBytes.read(path + "/shallow", limit: 64 << 20) else { return [] }
    return Set(bytes.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) })
  }

  /// Removes what only the way here needed.
  func removeScaffolding() {
    for name in ["FETCH_HEAD", "refs/osa-sources", "logs", "COMMIT_EDITMSG"] { Folder.remove(path + "/" + name) }
  }
}
