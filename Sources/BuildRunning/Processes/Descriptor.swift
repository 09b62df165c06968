import CGNU
import Glibc

/// Bytes through file descriptors, with EINTR and short writes dealt with.
enum Descriptor {
  /// Both ends closed on exec, so that no child holds a pipe of another.
  static func pipe() -> (read: Int32, write: Int32)? {
    var ends: [Int32] = [-1, -1]
    guard pipe2(&ends, O_CLOEXEC) == 0 else { return nil }
    return (ends[0], ends[1])
  }

  /// Whether all bytes were written; `errno` says why not.
  static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var offset = 0
    while offset < bytes.count {
      let count = bytes[offset...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      offset += count
    }
    return true
  }

  /// What can be read at once; empty at the end, nil where there is nothing yet or the read failed.
  static func readSome(_ descriptor: Int32, into buffer: inout [UInt8]) -> ArraySlice<UInt8>? {
    let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    return count < 0 ? nil : buffer.prefix(count)
  }

  /// Everything up to the end or `limit` bytes; nil where reading fails.
  static func readAll(_ descriptor: Int32, limit: Int) -> [UInt8]? {
    var (bytes, buffer) = ([UInt8](), [UInt8](repeating: 0, count: 16384))
    while bytes.count < limit {
      guard let some = readSome(descriptor, into: &buffer) else {
        if errno == EINTR { continue }
        return nil
      }
      if some.isEmpty { break }
      bytes += some
    }
    return bytes
  }
}
