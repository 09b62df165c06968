import BuildPlanning
import Glibc

/// One downloaded file, verified by its SHA-256.
enum ArchiveFile {
  /// Lower-case hexadecimal SHA-256 of the file; nil where it cannot be read.
  static func digest(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var (hash, buffer) = (SHA256(), [UInt8](repeating: 0, count: 1 << 18))
    while true {
      guard let bytes = Descriptor.readSome(descriptor, into: &buffer) else {
        if errno == EINTR { continue }
        return nil
      }
      if bytes.isEmpty { return hash.hex() }
      hash.update(bytes)
    }
  }

  /// Brings the file to `path` by way of `part`, which stays where a download broke off. The caller holds a lock on both.
  /// The file's SHA-256.
  static func obtain(
    _ download: ArchiveDownload, part: String, as path: String, expected: String?
  ) throws(FetchFailure) -> String {
    // Without a digest nobody could tell whether a part is of the same file.
    if expected == nil { Folder.remove(part) }
    let isResumed = FileKind.of(part) == .file
    try download.run(to: part)
    guard let digest = digest(part) else { throw FetchFailure(StorageError("read", part, errno)) }
    if let expected, digest != expected {
      Folder.remove(part)
      throw FetchFailure(
        .checksum, "the file has the SHA-256 \(digest) and not \(expected)", isTransient: isResumed)
    }
    do {
      try Durable.flush(part)
      try Durable.publish(part, as: path)
    } catch { throw FetchFailure(error) }
    return digest
  }
}

/// Downloaded files that runs and processes share, named by their content.
///
///     ROOT/v1/archives/SHA256          the file: whole or absent
///     ROOT/v1/archives/SHA256.part     what came before a download broke off
///     ROOT/v1/archives/SHA256.lock     held by who downloads it
struct ArchiveCache {
  let root: String

  private var folder: String { root + "/v1/archives" }

  func path(_ digest: String) -> String { folder + "/" + digest }

  /// The file, where it is there and still what it was.
  func file(_ digest: String) -> String? {
    let path = path(digest)
    guard FileKind.of(path) == .file, ArchiveFile.digest(path) == digest else { return nil }
    return path
  }

  func obtain(
    _ digest: String, until deadline: Monotonic, _ download: ArchiveDownload
  ) throws(FetchFailure) -> (path: String, isNew: Bool) {
    if let file = file(digest) { return (file, false) }
    do { try Folder.make(folder) } catch { throw FetchFailure(error) }
    let path = path(digest)
    let lock: FileLock
    do { lock = try FileLock(path + ".lock", until: deadline) } catch { throw FetchFailure(error) }
    defer { lock.unlock() }
    if let file = file(digest) { return (file, false) }
    _ = try ArchiveFile.obtain(download, part: path + ".part", as: path, expected: digest)
    return (path, true)
  }
}
