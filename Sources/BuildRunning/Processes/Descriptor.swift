import CGNU
import Glibc

/// Bytes through file descriptors, with EINTR and short writes dealt with.
enum Descriptor {
  /// Those that one worker has open at most, and those of the whole process.
  private static let perWorker: UInt = 10
  private static let shared: UInt = 16

  /// How many of so many workers the limit of open files lets run at once, one at least. The soft limit is raised as far
  /// as they need and the hard one allows.
  static func affordable(_ workers: Int) -> Int {
    var limit = rlimit()
    let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    guard getrlimit(kind, &limit) == 0 else { return workers }
    let needed = UInt(max(workers, 1)) &* perWorker &+ shared
    if limit.rlim_cur < needed && limit.rlim_cur < limit.rlim_max {
      var raised = limit
      raised.rlim_cur = min(needed, limit.rlim_max)
      if setrlimit(kind, &raised) == 0 { limit = raised }
    }
    guard limit.rlim_cur < needed else { return workers }
    return max(1, Int(limit.rlim_cur > shared ? (limit.rlim_cur - shared) / perWorker : 1))
  }

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
