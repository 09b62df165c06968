import Glibc

/// Opens input files. Nothing else in the core does.
package enum FileReading {
  /// Larger files are refused before they are read: 16 MiB is a hundred times the largest file of any OSA tree.
  package static let defaultLimit = 16 << 20

  /// Reads a regular file whole.
  package static func read(
    _ path: String, as reference: FileReference, limit: Int = defaultLimit
  ) throws(ReadFailure) -> TextFile {
    guard !path.utf8.contains(0) else { throw .unusablePath }
    // O_NONBLOCK: opening a FIFO must not wait for its writer.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { throw ReadFailure(errno: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw ReadFailure(errno: errno) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw .isDirectory
    default: throw .notRegular
    }
    let size = Int(status.st_size)
    guard size <= limit else { throw .tooLarge(size: size, limit: limit) }
    return TextFile(reference: reference, bytes: try contents(of: descriptor, size: size, limit: limit))
  }

  /// Reads to the end, whatever `stat` promised: files in /proc say 0, and a file may grow while it is read.
  private static func contents(of descriptor: Int32, size: Int, limit: Int) throws(ReadFailure) -> [UInt8] {
    var failure: ReadFailure?
    // One byte more than promised: a read that gives just what was promised has met the end.
    var capacity = size + 1
    var bytes: [UInt8] = []
    repeat {
      let known = bytes
      let wanted = capacity
      bytes = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
        count = known.withUnsafeBufferPointer { buffer.update(fromContentsOf: $0) }
        while count < wanted, let base = buffer.baseAddress {
          let got = Glibc.read(descriptor, base + count, wanted - count)
          if got == 0 { break }
          if got < 0 {
            if errno == EINTR { continue }
            failure = ReadFailure(errno: errno)
            break
          }
          count += got
          if count == size { break }
        }
      }
      if let failure { throw failure }
      if bytes.count < wanted { return bytes }
      guard bytes.count <= limit else { throw .tooLarge(size: bytes.count, limit: limit) }
      capacity = max(wanted * 2, 64 << 10)
    } while true
  }
}

extension FileReading {
  /// Whether the path leads to a directory, through links.
  package static func isDirectory(_ path: String) throws(ReadFailure) -> Bool {
    guard !path.utf8.contains(0) else { throw .unusablePath }
    var status = stat()
    guard stat(path, &status) == 0 else { throw ReadFailure(errno: errno) }
    return status.st_mode & S_IFMT == S_IFDIR
  }

  /// What two paths of one file have in common.
  package struct Identity: Hashable, Sendable {
    let device: UInt
    let inode: UInt
  }

  /// The file that a path leads to, through links; nil where it leads nowhere.
  package static func identity(of path: String) -> Identity? {
    var status = stat()
    guard !path.utf8.contains(0), stat(path, &status) == 0 else { return nil }
    return Identity(device: UInt(status.st_dev), inode: UInt(status.st_ino))
  }

  /// Whether something is at the path.
  package static func exists(_ path: String) -> Bool { (try? isDirectory(path)) != nil }

  /// The path made absolute without `.`, `..` and doubled slashes, links kept: Python's `os.path.abspath`.
  package static func normalizedPath(_ path: String) -> String {
    var parts: [Substring] = []
    var whole = path
    if !path.hasPrefix("/"), let folder = getcwd(nil, 0) {
      whole = String(cString: folder) + "/" + path
      free(folder)
    }
    for part in whole.utf8.split(separator: 0x2F).map({ Substring($0) }) where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  /// The path without links and relative parts, also of a file that is not there.
  package static func resolvedPath(_ path: String) -> String {
    let whole = normalizedPath(path)
    if exists(path) { return absolutePath(path) }
    let parts = whole.utf8.split(separator: 0x2F).map { Substring($0) }
    guard let name = parts.last else { return whole }
    let parent = absolutePath("/" + parts.dropLast().joined(separator: "/"))
    return (parent == "/" ? "" : parent) + "/" + name
  }

  /// The path without links and relative parts; the path itself where the system cannot say.
  package static func absolutePath(_ path: String) -> String {
    guard !path.utf8.contains(0), let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
