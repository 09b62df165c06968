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

  /// A file that was downloaded, and where it is.
  struct Arrival {
    let path: String
    let sha256: String
    let answer: HTTPAnswer
  }

  /// Brings the file to where `place` says by way of `part`, which stays where a download broke off. The caller holds a
  /// lock on both. nil where the server has only what is known.
  static func obtain(
    _ download: ArchiveDownload, part: String, expected: String?, as place: (_ sha256: String) -> String
  ) throws(FetchFailure) -> Arrival? {
    // Without a digest nobody could tell whether a part is of the same file.
    if expected == nil { Folder.remove(part) }
    let isResumed = FileKind.of(part) == .file
    guard let answer = try download.run(to: part) else { return nil }
    guard let digest = digest(part) else { throw FetchFailure(StorageError("read", part, errno)) }
    if let expected, digest != expected {
      Folder.remove(part)
      throw FetchFailure(
        .checksum, "the file has the SHA-256 \(digest) and not \(expected)", isTransient: isResumed)
    }
    let path = place(digest)
    do {
      try Durable.flush(part)
      try Durable.publish(part, as: path)
    } catch { throw FetchFailure(error) }
    return Arrival(path: path, sha256: digest, answer: answer)
  }
}
