import Glibc

/// Lists the files below a directory in the order of their paths' bytes, so that no result depends on the order in
/// which a file system returns names. Linked directories are followed, except back into one that is being walked.
package struct DirectoryWalk {
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
  package let enters: (String) -> Bool
  /// Whether a file is of interest, by its path relative to the start.
  package let takes: (String) -> Bool
  package let order: Order
  /// Whether linked directories are entered; linked files always count.
  package let followsLinks: Bool
  /// Whether a link that leads back into a directory that is being walked is followed as often as the system does,
  /// which is what Python's `os.walk` does.
  package let walksLoops: Bool

  package init(
    order: Order = .paths, followsLinks: Bool = true, walksLoops: Bool = false,
    enters: @escaping (String) -> Bool = { _ in true }, takes: @escaping (String) -> Bool = { _ in true }
  ) {
    self.order = order
    self.followsLinks = followsLinks
    self.walksLoops = walksLoops
    self.enters = enters
    self.takes = takes
  }

  /// Walks `root`; a failure of `root` itself comes back as the failure of the path "".
  package func entries(below root: String) -> [Entry] {
    var found = Found()
    visit(root, in: AT_FDCWD, relative: "", way: Way(), into: &found)
    return found.entries
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
    var repeats = 0

    mutating func append(_ entry: Entry) { entries.append(entry) }
  }

  /// Whether a directory that stands on the way to itself is walked once more.
  private func repeats(_ way: Way, _ found: inout Found) -> Bool {
    guard walksLoops, way.links <= Self.systemLinkLimit, found.repeats < Self.repeatLimit else { return false }
    found.repeats += 1
    return true
  }

  /// Opens a directory from its parent's descriptor: the system resolves one name instead of the whole path.
  private func visit(
    _ name: String, in parent: Int32, relative: String, way: Way, into found: inout Found
  ) {
    let descriptor = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return found.append(.failure(relative, ReadFailure(errno: errno))) }
    guard let directory = fdopendir(descriptor) else {
      found.append(.failure(relative, ReadFailure(errno: errno)))
      close(descriptor)
      return
    }
    defer { closedir(directory) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return found.append(.failure(relative, ReadFailure(errno: errno))) }
    let identity = Identity(device: UInt(status.st_dev), inode: UInt(status.st_ino))
    guard way.ancestors.count < (walksLoops ? Self.depthLimit * 6 : Self.depthLimit),
      !way.ancestors.contains(identity) || repeats(way, &found)
    else { return found.append(.failure(relative, .linkLoop)) }
    var way = way
    way.ancestors.append(identity)
    var later: [DirectoryListing.Name] = []
    for entry in DirectoryListing.names(of: directory) {
      let below = relative.isEmpty ? entry.name : relative + "/" + entry.name
      switch entry.kind == .unknown || entry.kind == .link
        ? DirectoryListing.kind(of: entry.name, in: descriptor) : entry.kind
      {
      case .directory where (followsLinks || entry.kind != .link) && enters(below):
        if order == .filesFirst {
          later.append(entry)
        } else {
          visit(entry.name, in: descriptor, relative: below, way: way.entering(entry), into: &found)
        }
      case .file where takes(below): found.append(.file(below))
      case .broken(let failure)
      where takes(below) || (failure == .linkLoop || failure == .foreignName) && enters(below):
        found.append(.failure(below, failure))
      default: break
      }
    }
    for entry in later {
      let below = relative.isEmpty ? entry.name : relative + "/" + entry.name
      visit(entry.name, in: descriptor, relative: below, way: way.entering(entry), into: &found)
    }
  }
}
