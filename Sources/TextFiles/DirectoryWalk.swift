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
  package func entries(below root: String) -> [Entry] {
    let folder: Folder
    do throws(ReadFailure) {
      folder = try Folder(root, in: AT_FDCWD)
    } catch {
      return [.failure("", error)]
    }
    var way = Way()
    way.ancestors.append(folder.identity)
    let steps = steps(in: folder, relative: "")
    let (start, share) = (way, Self.repeatLimit / max(steps.count, 1))
    return ParallelMap.map(steps, share: 8) { step in
      var found = Found(repeats: share)
      take(step, in: folder, way: start, into: &found)
      return found.entries
    }.flatMap { $0 }
  }

  private struct Identity: Hashable {
    let device: UInt
    let inode: UInt
  }

  /// The directories above the one that is visited, and how many of them are links.
  private struct Way {
    var ancestors: [Identity] = []
    var links = 0

    func entering(_ entry: DirectoryListing.Name) -> Way {
      var way = self
      if entry.kind == .link { way.links += 1 }
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
  private final class Folder: @unchecked Sendable {
    let descriptor: Int32
    let identity: Identity
    private let directory: OpaquePointer

    /// Opens it from its parent's descriptor: the system resolves one name instead of the whole path.
    init(_ name: String, in parent: Int32) throws(ReadFailure) {
      descriptor = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      guard descriptor >= 0 else { throw ReadFailure(errno: errno) }
      guard let directory = fdopendir(descriptor) else {
        let failure = ReadFailure(errno: errno)
        close(descriptor)
        throw failure
      }
      self.directory = directory
      var status = stat()
      guard fstat(descriptor, &status) == 0 else {
        let failure = ReadFailure(errno: errno)
        closedir(directory)
        throw failure
      }
      identity = Identity(device: UInt(status.st_dev), inode: UInt(status.st_ino))
    }

    deinit { closedir(directory) }

    var names: [DirectoryListing.Name] { DirectoryListing.names(of: directory) }
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
    let folder: Folder
    do throws(ReadFailure) {
      folder = try Folder(name, in: parent)
    } catch {
      return found.append(.failure(relative, error))
    }
    guard way.ancestors.count < (walksLoops ? Self.depthLimit * 6 : Self.depthLimit),
      !way.ancestors.contains(folder.identity) || repeats(way, &found)
    else { return found.append(.failure(relative, .linkLoop)) }
    var way = way
    way.ancestors.append(folder.identity)
    for step in steps(in: folder, relative: relative) { take(step, in: folder, way: way, into: &found) }
  }

  private func steps(in folder: Folder, relative: String) -> [Step] {
    var steps: [Step] = []
    var later: [Step] = []
    for name in folder.names {
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
