import Glibc
import Reporting

/// A file that readers see whole or not at all: written beside its place, then renamed onto it. A link stays one and its
/// target is written; a file keeps its permissions; a device or a pipe is written to.
enum WholeFile {
  /// Leaves a file that holds these bytes already untouched, with its modification time. Without `replacing`, a file
  /// that is there with other bytes stays, and the command ends.
  static func write(_ bytes: [UInt8], to path: String, replacing: Bool = true) throws {
    let real = target(of: path)
    var there = stat()
    let isThere = stat(real, &there) == 0
    if isThere, there.st_mode & S_IFMT != S_IFREG { return try pour(bytes, into: path) }
    if holds(real, bytes) { return }
    let draft = try Draft(bytes, for: path)
    defer { draft.discard() }
    try draft.place(replacing: replacing)
  }

  /// The bytes beside their place, on the disk: what is left to do needs no room.
  struct Draft {
    private let path: String
    private let real: String
    private let temporary: String

    init(_ bytes: [UInt8], for path: String) throws {
      self.path = path
      real = target(of: path)
      var there = stat()
      let isThere = stat(real, &there) == 0
      var template = Array("\(real).XXXXXX".utf8CString)
      let descriptor = mkstemp(&template)
      guard descriptor >= 0 else { throw failure(path) }
      temporary = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
      let mask = umask(0)
      umask(mask)
      let mode = isThere ? there.st_mode & 0o7777 : 0o666 & ~mask
      let isWritten = writeAll(bytes, to: descriptor) && fchmod(descriptor, mode) == 0 && fsync(descriptor) == 0
      let error = failure(path)
      guard close(descriptor) == 0, isWritten else {
        unlink(temporary)
        throw error
      }
    }

    func place(replacing: Bool) throws {
      guard WholeFile.place(temporary, at: real, replacing: replacing) else {
        throw errno == EEXIST ? Failure(WholeFile.isThere(path)) : failure(path)
      }
    }

    /// Takes away what was not placed.
    func discard() { unlink(temporary) }
  }

  /// Where a link leads; the path itself where there is none, or where nothing is.
  private static func target(of path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Writes to what is no regular file and must never be replaced.
  private static func pour(_ bytes: [UInt8], into path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    let isWritten = writeAll(bytes, to: descriptor)
    let error = failure(path)
    guard close(descriptor) == 0, isWritten else { throw error }
  }

  static func isThere(_ path: String) -> String {
    "`\(TerminalText.escaped(path))` is there already: --force replaces it"
  }

  /// A link, unlike a rename, never takes the place of another file.
  private static func place(_ temporary: String, at path: String, replacing: Bool) -> Bool {
    if replacing { return rename(temporary, path) == 0 }
    return link(temporary, path) == 0 && unlink(temporary) == 0
  }

  private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var offset = 0
    while offset < bytes.count {
      let written = bytes[offset...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { return false }
      offset += written
    }
    return true
  }

  /// Whether a file is there that says just that.
  static func holds(_ path: String, _ bytes: [UInt8]) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, Int(status.st_size) == bytes.count else {
      return false
    }
    var known = [UInt8](repeating: 0, count: bytes.count)
    var offset = 0
    while offset < known.count {
      let got = known[offset...].withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      guard got > 0 else { return false }
      offset += got
    }
    return known == bytes
  }

  private static func failure(_ path: String) -> Failure {
    Failure("`\(TerminalText.escaped(path))` cannot be written: \(String(cString: strerror(errno)))")
  }
}
