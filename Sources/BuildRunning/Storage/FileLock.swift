import Glibc

/// An exclusive lock on a file beside what it protects. The kernel frees it when its holder dies; the file stays, since
/// removing it would let two hold "the" lock.
final class FileLock: Sendable {
  private let descriptor: Int32

  enum Failure: Error {
    /// Somebody else holds it still; the process id that it wrote, where it did.
    case held(by: String)
    case storage(StorageError)
  }

  /// Waits until `deadline`.
  init(_ path: String, until deadline: Monotonic) throws(Failure) {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o666)
    guard descriptor >= 0 else { throw .storage(StorageError("open lock", path, errno)) }
    var pause = 0.005
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      let failure = errno
      guard failure == EWOULDBLOCK || failure == EINTR else {
        close(descriptor)
        throw .storage(StorageError("lock", path, failure))
      }
      guard Monotonic.now < deadline else {
        close(descriptor)
        throw .held(by: FileBytes.line(path) ?? "")
      }
      Monotonic.sleep(seconds: pause)
      pause = min(pause * 1.5, 0.1)
    }
    _ = ftruncate(descriptor, 0)
    _ = pwrite(descriptor, "\(getpid())\n", String(getpid()).utf8.count + 1, 0)
  }

  /// Frees it; to be called once.
  func unlock() { close(descriptor) }
}
