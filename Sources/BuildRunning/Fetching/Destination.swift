import Glibc

/// The folder of one source: its files, and a git folder with as much history as its version needs. It appears whole,
/// and is replaced only where nobody changed it.
struct Destination: Sendable {
  private let root: String
  private let name: String
  private let git: Git

  var path: String { root + "/" + name }
  private var gitFolder: String { path + "/.git" }
  /// Locks and what is not finished, out of sight.
  private var stateFolder: String { root + "/.osa-sources" }
  private var base: String { stateFolder + "/" + name }

  /// Of what will be the folder.
  var temporaryPath: String { Temporaries.path(of: base) }

  /// Of a file that stays for the next run, told apart by `mark`. `~` is in no name of a source.
  func scratch(_ mark: String) -> String { base + "~" + mark }

  init(root: String, name: String, git: Git) {
    self.root = root
    self.name = name
    self.git = git
  }

  /// A name that is one plain component of a path on every file system.
  static func check(name: String) throws(FetchFailure) {
    let bytes = Array(name.utf8)
    func isWord(_ byte: UInt8) -> Bool {
      (byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A) || byte == 0x5F
    }
    guard let first = bytes.first, let last = bytes.last, bytes.count <= 100, isWord(first), isWord(last),
      bytes.allSatisfy({ isWord($0) || $0 == 0x2D || $0 == 0x2E })
    else {
      throw FetchFailure(
        .refused, "the name is no folder's: letters, digits, `_`, and inside also `-` and `.`, at most 100")
    }
  }

  /// A path below the source's folder.
  static func check(subdirectory: String) throws(FetchFailure) {
    let isPlain =
      !subdirectory.isEmpty && !subdirectory.hasPrefix("/") && !subdirectory.hasPrefix("-")
      && subdirectory.utf8.count <= 1024 && subdirectory.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != 0x5C }
      && !subdirectory.utf8.split(separator: 0x2F).contains { $0.elementsEqual([0x2E, 0x2E]) }
    guard isPlain else { throw FetchFailure(.refused, "subdirectory is not a path inside the repository") }
  }

  func lock(until deadline: Monotonic) throws(FetchFailure) -> FileLock {
    guard FileKind.of(stateFolder) != .link else {
      throw FetchFailure(.destinationChanged, "`\(stateFolder)` is a symbolic link")
    }
    do { try Folder.make(stateFolder) } catch { throw FetchFailure(error) }
    Placement.spread(below: stateFolder)
    let lock: FileLock
    do { lock = try FileLock(stateFolder + "/" + name + ".lock", until: deadline) } catch { throw FetchFailure(error) }
    // Whoever made these is gone: it held this lock.
    Temporaries.remove(of: base)
    return lock
  }

  /// The record of what is there and unchanged; nil where nothing is. What is there but not ours, or was changed, is
  /// never replaced.
  func record() throws(FetchFailure) -> SourceRecord? {
    switch FileKind.of(path) {
    case .missing: return nil
    case .folder: break
    default: throw FetchFailure(.destinationChanged, "`\(path)` is not a folder")
    }
    guard FileKind.of(gitFolder) == .folder, let record = SourceRecord(in: gitFolder) else {
      throw FetchFailure(.destinationChanged, "`\(path)` was not made by a fetch")
    }
    let status = try git.local(
      ["status", "--porcelain", "--untracked-files=no", "--ignore-submodules=all"], repository: gitFolder, tree: path)
    guard try isAsMade(status, record), BareRepository(path: gitFolder).head == record.commit else {
      throw FetchFailure(.destinationChanged, "`\(path)` was changed since it was fetched")
    }
    return record
  }

  /// Patches stand in the index: the files are as the index says, and the index as it was made.
  private func isAsMade(_ status: [UInt8], _ record: SourceRecord) throws(FetchFailure) -> Bool {
    guard let tree = record.tree else { return status.isEmpty }
    let isIndex = status.split(separator: 0x0A).allSatisfy { $0.dropFirst().first == 0x20 }
    guard isIndex else { return false }
    return try index(path) == tree
  }

  /// Name of the tree that the index holds.
  private func index(_ path: String) throws(FetchFailure) -> String {
    let output = try git.local(["write-tree"], repository: path + "/.git", tree: path)
    return String(decoding: output.prefix { $0 != 0x0A }, as: UTF8.self)
  }

  /// Fills the folder; `make` brings the commit into the new git folder. To be called under the lock.
  func place(
    _ record: (SourceVersion?) -> SourceRecord, subdirectory: String?, patches: PatchSet,
    make: (_ gitFolder: String) throws(FetchFailure) -> SourceVersion?
  ) throws(FetchFailure) {
    let temporary = temporaryPath
    defer { Folder.remove(temporary) }
    do { try Folder.make(temporary) } catch { throw FetchFailure(error) }
    let version = try make(temporary + "/.git")
    _ = try git.local(["read-tree", "--reset", "-u", "HEAD"], repository: temporary + "/.git", tree: temporary)
    if let subdirectory { try verify(subdirectory, in: temporary) }
    var made = record(version)
    if !patches.isEmpty {
      try patches.apply(git, to: temporary, repository: temporary + "/.git")
      made.tree = try index(temporary)
    }
    do {
      try made.write(in: temporary + "/.git")
      try Durable.flushTree(temporary + "/.git")
      if FileKind.of(path) == .missing {
        try Durable.publish(temporary, as: path)
      } else {
        try Durable.exchange(temporary, with: path)
      }
    } catch { throw FetchFailure(error) }
  }

  /// Links of the repository may not lead the build out of it.
  func verify(_ subdirectory: String, in tree: String) throws(FetchFailure) {
    guard let root = Self.resolved(tree), let inner = Self.resolved(tree + "/" + subdirectory) else {
      throw FetchFailure(.refused, "the repository has no folder `\(subdirectory)`")
    }
    guard inner == root || inner.hasPrefix(root + "/") else {
      throw FetchFailure(.refused, "`\(subdirectory)` leads out of the repository")
    }
    var folder = root
    for part in inner.dropFirst(root.count).split(separator: "/") {
      folder += "/" + part
      guard !FoundRepository.isBare(folder) else {
        throw FetchFailure(
          .refused, "`\(subdirectory)` lies in a repository of git, whose settings git and builds would obey")
      }
    }
  }

  private static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
