import BuildPlanning

/// Downloaded files that runs and processes share, named by their content.
///
///     ROOT/v1/archives/SHA256             the file: whole or absent
///     ROOT/v1/archives/SHA256.part        what came before a download broke off
///     ROOT/v1/archives/SHA256.lock        held by who downloads it
///     ROOT/v1/archives/at/ADDRESS.json    which file an address gave last, and what the server said of it
///     ROOT/v1/archives/at/ADDRESS.lock    held by who asks it; ADDRESS is the SHA-256 of the address without credentials
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
    let path = path(digest)
    let lock = try lock(path, in: folder, until: deadline)
    defer { lock.unlock() }
    if let file = file(digest) { return (file, false) }
    _ = try ArchiveFile.obtain(download, part: path + ".part", expected: digest) { _ in path }
    return (path, true)
  }

  // MARK: Without a digest

  private func base(_ address: GitAddress) -> String {
    folder + "/at/" + SHA256.hex(of: address.fileIdentity.utf8)
  }

  /// What the address gave last, where the file is still there.
  func last(_ address: GitAddress) -> (path: String, sha256: String)? {
    guard let known = ArchiveValidator(file: base(address) + ".json") else { return nil }
    return file(known.sha256).map { ($0, known.sha256) }
  }

  /// What the address gives now: the server is asked each time, and sends the file where it is another.
  func current(
    _ download: ArchiveDownload, until deadline: Monotonic
  ) throws(FetchFailure) -> (path: String, sha256: String, isNew: Bool) {
    let base = base(download.address)
    let lock = try lock(base, in: folder + "/at", until: deadline)
    defer { lock.unlock() }
    Temporaries.remove(of: base + ".json")
    var download = download
    let known = ArchiveValidator(file: base + ".json").flatMap { known in file(known.sha256).map { (known, $0) } }
    download.known = known?.0
    guard let arrived = try ArchiveFile.obtain(download, part: base + ".part", expected: nil, as: path) else {
      guard let known else { throw FetchFailure(.failed, "the server sent nothing") }
      return (known.1, known.0.sha256, false)
    }
    let validator = ArchiveValidator(sha256: arrived.sha256, answer: arrived.answer)
    do { try validator.write(to: base + ".json") } catch { throw FetchFailure(error) }
    return (arrived.path, arrived.sha256, true)
  }

  private func lock(_ base: String, in folder: String, until deadline: Monotonic) throws(FetchFailure) -> FileLock {
    do { try Folder.make(folder) } catch { throw FetchFailure(error) }
    do { return try FileLock(base + ".lock", until: deadline) } catch { throw FetchFailure(error) }
  }
}
