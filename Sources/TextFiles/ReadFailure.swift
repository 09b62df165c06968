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
  /// A name whose bytes are not UTF-8: no text can say it.
  case foreignName
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

extension ReadFailure: CustomStringConvertible {
  /// For the end of a sentence: what the system would say where it says anything.
  package var description: String {
    switch self {
    case .notFound: "no such file or directory"
    case .isDirectory: "is a directory"
    case .notRegular: "not a regular file"
    case .permissionDenied: "permission denied"
    case .linkLoop: "symbolic links lead back to themselves"
    case .tooLarge(let size, let limit): "\(size) bytes are over the limit of \(limit)"
    case .unusablePath: "no usable path"
    case .foreignName: "the name is not UTF-8"
    case .system(let code): Self.words(of: code)
    }
  }

  /// `strerror`, as the system writes it; "Input/output error" in lower case at its head like every other reason.
  private static func words(of code: Int32) -> String {
    guard let text = strerror(code) else { return "system error \(code)" }
    let words = String(cString: text)
    return words.prefix(1).lowercased() + words.dropFirst()
  }
}
