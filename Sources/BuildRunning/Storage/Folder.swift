import Glibc

/// Folders by path, without following links at their last component.
enum Folder {
  /// Names in the folder without `.` and `..`, in byte order; none where it cannot be read.
  static func names(in path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Makes the folder and those above it.
  static func make(_ path: String, mode: mode_t = 0o777) throws(StorageError) {
    if mkdir(path, mode) == 0 { return }
    let failure = errno
    if failure == EEXIST {
      guard FileKind.following(path) == .folder else { throw StorageError("make folder", path, ENOTDIR) }
      return
    }
    guard failure == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
      throw StorageError("make folder", path, failure)
    }
    try make(String(path[..<slash]), mode: mode)
    guard mkdir(path, mode) == 0 || errno == EEXIST else { throw StorageError("make folder", path, errno) }
  }

  /// Removes a tree, links as links; read-only folders are made writable first. What cannot be removed stays.
  static func remove(_ path: String, depth: Int = 0) {
    guard depth < 512 else { return }
    guard FileKind.of(path) == .folder else {
      unlink(path)
      return
    }
    chmod(path, 0o700)
    for name in names(in: path) { remove(path + "/" + name, depth: depth + 1) }
    rmdir(path)
  }
}

/// What stands at a path.
enum FileKind {
  case missing
  case file
  case folder
  case link
  case other

  /// A link is a link.
  static func of(_ path: String) -> FileKind {
    var info = stat()
    return lstat(path, &info) == 0 ? kind(info) : .missing
  }

  /// What a link leads to.
  static func following(_ path: String) -> FileKind {
    var info = stat()
    return stat(path, &info) == 0 ? kind(info) : .missing
  }

  private static func kind(_ info: stat) -> FileKind {
    switch info.st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    case S_IFLNK: .link
    default: .other
    }
  }
}
