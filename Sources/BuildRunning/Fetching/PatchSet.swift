import BuildPlanning

/// The patches of a source, read and verified before anything is fetched.
struct PatchSet: Sendable {
  private let contents: [[UInt8]]
  private let names: [String]
  /// Decides with the commit what the files are; nil where there are none.
  let digest: String?

  var isEmpty: Bool { contents.isEmpty }

  private static let sizeLimit = 64 << 20

  init(_ patches: [FetchStep.Patch]) throws(FetchFailure) {
    var contents: [[UInt8]] = []
    for patch in patches {
      guard let bytes = FileBytes.read(patch.path, limit: Self.sizeLimit), let expected = patch.sha256 else {
        throw FetchFailure(.patch, "the patch `\(patch.path)` cannot be read")
      }
      guard SHA256.hex(of: bytes) == expected else {
        throw FetchFailure(.patch, "the patch `\(patch.path)` changed since it was planned")
      }
      contents.append(bytes)
    }
    self.contents = contents
    names = patches.map(\.path)
    digest = patches.isEmpty ? nil : SHA256.hex(of: patches.compactMap(\.sha256).joined(separator: "\n").utf8)
  }

  /// Applies them to the files of no repository. git is given one of ours, which is empty: left alone it looks for one,
  /// and obeys what it finds.
  func apply(_ git: Git, to tree: String, beside scratch: String) throws(FetchFailure) {
    guard !isEmpty else { return }
    let repository = scratch + ".git"
    defer { Folder.remove(repository) }
    let none = String(repeating: "0", count: 40)
    do { _ = try BareRepository.make(repository, commit: none, isBare: false) } catch { throw FetchFailure(error) }
    try apply(git, [], to: tree, repository: repository, beside: scratch)
  }

  /// Applies them to a work tree and its index.
  func apply(_ git: Git, to tree: String, repository: String) throws(FetchFailure) {
    try apply(git, ["--index"], to: tree, repository: repository, beside: tree)
  }

  /// In order. git takes what was read here, from a file that nobody else writes.
  private func apply(
    _ git: Git, _ more: [String], to tree: String, repository: String, beside scratch: String
  ) throws(FetchFailure) {
    let file = scratch + ".patch"
    defer { Folder.remove(file) }
    for (bytes, name) in zip(contents, names) {
      do { try FileBytes.write(bytes, to: file) } catch { throw FetchFailure(error) }
      let words = ["apply", "--whitespace=nowarn"] + more
      do { _ = try git.local(words + ["--", file], repository: repository, tree: tree) } catch {
        throw FetchFailure(
          error.kind == .timedOut ? .timedOut : .patch, "the patch `\(name)` does not apply: \(error.message)")
      }
    }
  }

  /// The version of the patched files: that of the commit, told apart.
  func mark(_ version: SourceVersion?) -> SourceVersion? {
    guard let version, let digest else { return version }
    let local = version.text.utf8.contains(0x2B) ? "." : "+"
    return SourceVersion(
      text: version.text + local + "p" + digest.prefix(8), tag: version.tag, distance: version.distance)
  }
}
