import Glibc

/// A folder that a user named.
package enum RealFolder {
  /// Makes it where it is missing; gives its path without links and `..`.
  package static func make(_ path: String) throws(StorageError) -> String {
    guard !path.isEmpty else { throw StorageError("use folder", path, ENOENT) }
    var trimmed = path
    while trimmed.utf8.count > 1 && trimmed.hasSuffix("/") { trimmed.removeLast() }
    try Folder.make(trimmed)
    guard let resolved = realpath(trimmed, nil) else { throw StorageError("use folder", path, errno) }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
