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
  /// How often a link may lead back into a directory that is being walked.
  package let revisits: Int

  package init(
    order: Order = .paths, followsLinks: Bool = true, revisits: Int = 0,
    enters: @escaping (String) -> Bool = { _ in true }, takes: @escaping (String) -> Bool = { _ in true }
  ) {
    self.order = order
    self.followsLinks = followsLinks
    self.revisits = revisits
    self.enters = enters
    self.takes = takes
  }

  /// Walks `root`; a failure of `root` itself comes back as the failure of the path "".
  package func entries(below root: String) -> [Entry] {
    var found: [Entry] = []
    visit(root, relative: "", ancestors: [], into: &found)
    return found
  }

  private struct Identity: Hashable {
    let device: UInt
    let inode: UInt
  }

  private func visit(_ path: String, relative: String, ancestors: [Identity], into found: inout [Entry]) {
    var status = stat()
    guard stat(path, &status) == 0 else { return found.append(.failure(relative, ReadFailure(errno: errno))) }
    let identity = Identity(device: UInt(status.st_dev), inode: UInt(status.st_ino))
    let visits = ancestors.lazy.filter { $0 == identity }.count
    guard visits <= revisits, ancestors.count < Self.depthLimit else {
      return found.append(.failure(relative, .linkLoop))
    }
    switch Self.names(in: path) {
    case .failure(let failure): found.append(.failure(relative, failure))
    case .success(let names):
      var later: [String] = []
      for (name, kind) in names {
        let below = relative.isEmpty ? name : relative + "/" + name
        switch kind == .unknown || kind == .link ? Self.kind(of: path + "/" + name) : kind {
        case .directory where (followsLinks || kind != .link) && enters(below):
          if order == .filesFirst {
            later.append(name)
          } else {
            visit(path + "/" + name, relative: below, ancestors: ancestors + [identity], into: &found)
          }
        case .file where takes(below): found.append(.file(below))
        case .broken(let failure) where takes(below) || failure == .linkLoop && enters(below):
          found.append(.failure(below, failure))
        default: break
        }
      }
      for name in later {
        let below = relative.isEmpty ? name : relative + "/" + name
        visit(path + "/" + name, relative: below, ancestors: ancestors + [identity], into: &found)
      }
    }
  }

  private enum Kind: Equatable {
    case file
    case directory
    case link
    /// The file system does not say.
    case unknown
    case broken(ReadFailure)
  }

  private static func kind(of path: String) -> Kind {
    var status = stat()
    guard stat(path, &status) == 0 else { return .broken(ReadFailure(errno: errno)) }
    return status.st_mode & S_IFMT == S_IFDIR ? .directory : .file
  }

  /// The names of a directory in byte order. A link's kind is unknown until it is followed.
  private static func names(in path: String) -> Result<[(String, Kind)], ReadFailure> {
    guard let directory = opendir(path) else { return .failure(ReadFailure(errno: errno)) }
    defer { closedir(directory) }
    var names: [(String, Kind)] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name != ".", name != ".." else { continue }
      switch Int(entry.pointee.d_type) {
      case Int(DT_REG): names.append((name, .file))
      case Int(DT_DIR): names.append((name, .directory))
      case Int(DT_LNK): names.append((name, .link))
      default: names.append((name, .unknown))
      }
    }
    return .success(names.sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) })
  }
}
