import Glibc

/// Small files as a whole.
enum FileBytes {
  /// nil where it cannot be read or is longer than `limit`.
  static func read(_ path: String, limit: Int = 1 << 20) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    guard let bytes = Descriptor.readAll(descriptor, limit: limit + 1), bytes.count <= limit else { return nil }
    return bytes
  }

  /// The file as text without its final line break.
  static func line(_ path: String) -> String? {
    read(path, limit: 4096).map { String(decoding: $0.prefix { $0 != 0x0A }, as: UTF8.self) }
  }

  /// Writes a new file; one that exists is overwritten in place, so only for files nobody else sees.
  static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o666) throws(StorageError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode)
    guard descriptor >= 0 else { throw StorageError("write", path, errno) }
    let isWritten = Descriptor.writeAll(bytes, to: descriptor)
    let failure = errno
    guard close(descriptor) == 0 else { throw StorageError("write", path, errno) }
    guard isWritten else { throw StorageError("write", path, failure) }
  }

  static func write(_ text: String, to path: String) throws(StorageError) { try write(Array(text.utf8), to: path) }
}
