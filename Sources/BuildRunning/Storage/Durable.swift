import CGNU
import Glibc

/// Publishing: the content is on the disk before the name is, and the name is there as a whole or not at all.
enum Durable {
  /// Flushes a file or folder itself.
  static func flush(_ path: String) throws(StorageError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { throw StorageError("flush", path, errno) }
    let failed = fsync(descriptor) != 0
    let failure = errno
    close(descriptor)
    // Some file systems cannot flush a folder and say EINVAL.
    if failed && failure != EINVAL { throw StorageError("flush", path, failure) }
  }

  /// Flushes a small tree, files before the folders that name them.
  static func flushTree(_ path: String, depth: Int = 0) throws(StorageError) {
    guard depth < 64 else { return }
    if FileKind.of(path) == .folder {
      for name in Folder.names(in: path) { try flushTree(path + "/" + name, depth: depth + 1) }
    }
    guard FileKind.of(path) != .link else { return }
    try flush(path)
  }

  /// Gives `temporary` its final name, in the same folder or another of the same file system.
  static func publish(_ temporary: String, as path: String) throws(StorageError) {
    guard rename(temporary, path) == 0 else { throw StorageError("rename to", path, errno) }
    try flush(parent(of: path))
  }

  /// Puts `temporary` where `path` stands and the old content where `temporary` was, in one step.
  static func exchange(_ temporary: String, with path: String) throws(StorageError) {
    guard renameat2(AT_FDCWD, temporary, AT_FDCWD, path, UInt32(OSA_RENAME_EXCHANGE)) == 0 else {
      throw StorageError("replace", path, errno)
    }
    try flush(parent(of: path))
  }

  static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
