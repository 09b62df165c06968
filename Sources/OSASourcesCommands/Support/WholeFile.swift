import Glibc
import Reporting

/// A file that readers see whole or not at all: written beside its place, then renamed onto it.
enum WholeFile {
  /// Leaves a file that holds these bytes already untouched, with its modification time.
  static func write(_ bytes: [UInt8], to path: String) throws {
    if holds(path, bytes) { return }
    var template = Array("\(path).XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw failure(path) }
    let temporary = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let mask = umask(0)
    umask(mask)
    let isWritten = writeAll(bytes, to: descriptor) && fchmod(descriptor, 0o666 & ~mask) == 0 && fsync(descriptor) == 0
    guard close(descriptor) == 0, isWritten, rename(temporary, path) == 0 else {
      let error = failure(path)
      unlink(temporary)
      throw error
    }
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

  private static func holds(_ path: String, _ bytes: [UInt8]) -> Bool {
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
