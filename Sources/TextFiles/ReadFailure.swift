import Glibc

/// Why a file or a directory could not be read.
package enum ReadFailure: Error, Hashable, Sendable {
  case notFound
  case isDirectory
  /// A FIFO, socket or device: opening one could block for ever.
  case notRegular
  case permissionDenied
  /// Symbolic links that lead back to themselves.
  case linkLoop
  /// Larger than the limit; both in bytes.
  case tooLarge(size: Int, limit: Int)
  /// A path with a NUL byte or longer than the system takes.
  case unusablePath
  /// Any other `errno`.
  case system(errno: Int32)

  init(errno code: Int32) {
    switch code {
    case ENOENT, ENOTDIR: self = .notFound
    case EISDIR: self = .isDirectory
    case EACCES, EPERM: self = .permissionDenied
    case ELOOP: self = .linkLoop
    case ENAMETOOLONG, EINVAL: self = .unusablePath
    case ENXIO, ENODEV: self = .notRegular
    default: self = .system(errno: code)
    }
  }
}
