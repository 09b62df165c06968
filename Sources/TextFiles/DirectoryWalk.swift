import Glibc

/// Lists the files below a directory in the order of their paths' bytes, so that no result depends on the order in
/// which a file system returns names. Linked directories are followed, except back into one that is being walked.
package struct DirectoryWalk: Sendable {
  /// One thing that the walk met, by its path relative to the start.
  package enum Entry: Hashable, Sendable {
    case file(String)
    /// A directory or a link that could not be followed; the rest of the walk goes on.
    case failure(String, ReadFailure)
  }

  /// Deeper directories are reported as a loop of links: no tree of roles comes near.
  package static let depthLimit = 64
  /// Links that the system follows on the way to one file (`MAXSYMLINKS`).
  package static let systemLinkLimit = 40
  /// Directories walked again before a loop within loops is given up.
  private static let repeatLimit = 10_000

  /// In which order the entries of one directory come.
  package enum Order: Sendable {
    /// By the bytes of their paths.
    case paths
    /// The files of a directory before its sub-directories, each by the bytes of their names: Python's `os.walk`.
    case filesFirst
  }

  /// Whether to enter a directory, by its path relative to the start (`a/b`).
  package let enters: @Sendable (String) -> Bool
  /// Whether a file is of interest, by its path relative to the start.
  package let takes: @Sendable (String) -> Bool
  package let order: Order
  /// Whether linked directories are entered; linked files always count.
  package let followsLinks: Bool
  /// Whether a link that leads back into a directory that is being walked is followed as often as the system does,
  /// which is what Python's `os.walk` does.
  package let walksLoops: Bool

  package init(
    order: Order = .paths, followsLinks: Bool = true, walksLoops: Bool = false,
    enters: @escaping @Sendable (String) -> Bool = { _ in true },
    takes: @escaping @Sendable (String) -> Bool = { _ in true }
  ) {
    self.order = order
    self.followsLinks = followsLinks
    self.walksLoops = walksLoops
    self.enters = enters
    self.takes = takes
  }

  /// Walks `root`; a failure of `root` itself comes back as the failure of the path "".
  ///
  /// The directories in `root` are shared out among a few threads; the order of the entries is that of one walk.
  package func entries(below root: String) -> [Entry] { Self.entries([(root, self)]).first ?? [] }

  /// The same of several walks, of which each comes back by itself.
  package static func entries(_ walks: [(root: String, walk: DirectoryWalk)]) -> [[Entry]] {
    let starts = walks.map { start in Start(below: start.root, start.walk) }
    let parts = starts.enumerated().flatMap { number, start in
      start.steps.map { (number: number, start: start, step: $0) }
    }
    let found = ParallelMap.map(parts, share: 8) { $0.start.entries(of: $0.step) }
    var entries = starts.map { start in start.failure.map { [Entry.failure("", $0)] } ?? [] }
    for (part, found) in zip(parts, found) { entries[part.number] += found }
    return entries
  }

  /// The top of one walk, whose directories any thread can take.
  private struct Start: Sendable {
    let walk: DirectoryWalk
    var folder: Folder?
    var steps: [Step] = []
    var failure: ReadFailure?

    init(below root: String, _ walk: DirectoryWalk) {
      self.walk = walk
      do throws(ReadFailure) {
        let folder = try Folder(root, in: AT_FDCWD)
        self.folder = folder
        steps = try walk.steps(in: folder, relative: "")
      } catch {
        failure = error
      }
    }

    func entries(of step: Step) -> [Entry] {
      guard let folder else { return [] }
      var found = Found(repeats: DirectoryWalk.repeatLimit / max(steps.count, 1))
      walk.take(step, in: folder, way: Way(folders: [folder]), into: &found)
      return found.entries
    }
  }

  private struct Identity: Hashable {
    let device: UInt
    let inode: UInt
  }

  /// The directories above the one that is visited, and how many of them are links. Only a link leads back into one of
  /// them, so that nobody asks which they are until one was met.
  private struct Way {
    var folders: [Folder]
    var identities: [Identity] = []
    var links = 0

    func entering(_ entry: DirectoryListing.Name) -> Way {
      guard entry.kind == .link else { return self }
      var way = self
      if links == 0 { way.identities = folders.compactMap(\.identity) }
      way.links += 1
      return way
    }

    /// Whether a directory stands on the way to itself.
    func holds(_ folder: Folder) -> Bool {
      guard links > 0, let identity = folder.identity else { return false }
      return identities.contains(identity)
    }

    func below(_ folder: Folder) -> Way {
      var way = self
      way.folders.append(folder)
      if links > 0, let identity = folder.identity { way.identities.append(identity) }
      return way
    }
  }

  private struct Found {
    var entries: [Entry] = []
    /// How many directories may still be walked once more.
    var repeats: Int

    mutating func append(_ entry: Entry) { entries.append(entry) }
  }

  /// A directory that is open as long as it is walked.
  private final class Folder: Sendable {
    let descriptor: Int32

    /// Opens it from its parent's descriptor: the system resolves one name instead of the whole path.
    init(_ name: String, in parent: Int32) throws(ReadFailure) {
      descriptor = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      guard descriptor >= 0 else { throw ReadFailure(errno: errno) }
    }

    deinit { close(descriptor) }

    /// nil where the system cannot say.
    var identity: Identity? {
      var status = stat()
      guard fstat(descriptor, &status) == 0 else { return nil }
      return Identity(device: UInt(status.st_dev), inode: UInt(status.st_ino))
    }
  }

  /// What a directory holds that matters to the walk.
  private enum Step: Sendable {
    case entry(Entry)
    case folder(DirectoryListing.Name, relative: String)
  }

  /// Whether a directory that stands on the way to itself is walked once more.
  private func repeats(_ way: Way, _ found: inout Found) -> Bool {
    guard walksLoops, way.links <= Self.systemLinkLimit, found.repeats > 0 else { return false }
    found.repeats -= 1
    return true
  }

  private func take(_ step: Step, in parent: Folder, way: Way, into found: inout Found) {
    switch step {
    case .entry(let entry): found.append(entry)
    case .folder(let name, let relative):
      visit(name.name, in: parent.descriptor, relative: relative, way: way.entering(name), into: &found)
    }
  }

  private func visit(_ name: String, in parent: Int32, relative: String, way: Way, into found: inout Found) {
    do throws(ReadFailure) {
      let folder = try Folder(name, in: parent)
      guard way.folders.count < (walksLoops ? Self.depthLimit * 6 : Self.depthLimit),
        !way.holds(folder) || repeats(way, &found)
      else { return found.append(.failure(relative, .linkLoop)) }
      let steps = try steps(in: folder, relative: relative)
      let below = way.below(folder)
      for step in steps { take(step, in: folder, way: below, into: &found) }
    } catch {
      found.append(.failure(relative, error))
    }
  }

  private func steps(in folder: Folder, relative: String) throws(ReadFailure) -> [Step] {
    var steps: [Step] = []
    var later: [Step] = []
    for name in try DirectoryListing.names(in: folder.descriptor) {
      let below = relative.isEmpty ? name.name : relative + "/" + name.name
      let isKnown = name.kind != .unknown && name.kind != .link
      switch isKnown ? name.kind : DirectoryListing.kind(of: name.name, in: folder.descriptor) {
      case .directory where (followsLinks || name.kind != .link) && enters(below):
        if order == .filesFirst {
          later.append(.folder(name, relative: below))
        } else {
          steps.append(.folder(name, relative: below))
        }
      case .file where takes(below): steps.append(.entry(.file(below)))
      case .broken(let failure)
      where takes(below) || (failure == .linkLoop || failure == .foreignName) && enters(below):
        steps.append(.entry(.failure(below, failure)))
      default: break
      }
    }
    return steps + later
  }
}
