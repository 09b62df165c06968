/// One try to obtain a tarball from one address: download, verify, unpack, patch, place.
struct ArchiveAttempt {
  let request: FetchRequest
  /// Lower-case hexadecimal; nil where nobody says it.
  let sha256: String?
  let patches: PatchSet
  let address: GitAddress
  let options: FetchOptions
  let git: Git
  let deadline: Monotonic

  private var download: ArchiveDownload {
    ArchiveDownload(
      address: address, options: options, environment: git.plainEnvironment, redactor: git.redactor, deadline: deadline)
  }

  func run(into result: inout FetchResult) throws(FetchFailure) {
    result.address = address.argument
    guard let root = options.destination else {
      _ = try cached(into: &result)
      return
    }
    let destination = Destination(root: root, name: request.name, git: git)
    let lock = try destination.lock(until: deadline)
    defer { lock.unlock() }
    let record = try destination.archiveRecord()
    if let record, isEnough(record) {
      // What a run leaves behind serves one without a network.
      if options.cache != nil && !options.isOffline { _ = try cached(into: &result) }
      result.status = .present
      result.sha256 = record.sha256
    } else {
      try place(in: destination, replacing: record, into: &result)
    }
    result.path = destination.path
  }

  /// A file without a digest is what its address gives today.
  private func isEnough(_ record: ArchiveRecord) -> Bool {
    guard record.patches == patches.digest else { return false }
    return sha256.map { $0 == record.sha256 } ?? (options.isOffline && record.address == address.fileIdentity)
  }

  private func place(
    in destination: Destination, replacing record: ArchiveRecord?, into result: inout FetchResult
  ) throws(FetchFailure) {
    let file: String
    var answer = HTTPAnswer()
    var own: String?
    defer { if let own { Folder.remove(own) } }
    if options.cache != nil {
      file = try cached(into: &result)
    } else {
      guard !options.isOffline else { throw FetchFailure(.notCached, "the file is not in the cache") }
      file = destination.scratch(sha256 ?? "unknown")
      own = file
      var download = download
      if sha256 == nil, record?.address == address.fileIdentity { download.known = record?.validator }
      let arrived = try ArchiveFile.obtain(download, part: file + ".part", expected: sha256) { _ in file }
      guard let arrived else { return try keep(record, in: destination, into: &result) }
      result.sha256 = arrived.sha256
      result.status = .fetched
      answer = arrived.answer
    }
    let digest = result.sha256 ?? ""
    if let record, record.sha256 == digest, record.patches == patches.digest {
      result.status = .present
      return
    }
    let tree = ArchiveTree(
      options: options, environment: git.plainEnvironment, redactor: git.redactor, deadline: deadline)
    let made = ArchiveRecord(
      validator: ArchiveValidator(sha256: digest, answer: answer), address: address.fileIdentity,
      patches: patches.digest)
    try destination.place(made, subdirectory: request.subdirectory) { folder throws(FetchFailure) in
      let files = try tree.unpack(file, into: folder)
      try patches.apply(git, to: files, beside: folder)
      return files
    }
  }

  /// The server has the file that the folder was made of; other patches need it again.
  private func keep(
    _ record: ArchiveRecord?, in destination: Destination, into result: inout FetchResult
  ) throws(FetchFailure) {
    guard let record, record.patches == patches.digest else {
      return try place(in: destination, replacing: nil, into: &result)
    }
    result.sha256 = record.sha256
    result.status = .present
  }

  /// The file in the cache.
  private func cached(into result: inout FetchResult) throws(FetchFailure) -> String {
    guard let root = options.cache else { throw FetchFailure(.refused, "there is neither a cache nor a destination") }
    let cache = ArchiveCache(root: root)
    let found: (path: String, sha256: String, isNew: Bool)
    switch (sha256, options.isOffline) {
    case (let digest?, true):
      guard let file = cache.file(digest) else { throw FetchFailure(.notCached, "the file is not in the cache") }
      found = (file, digest, false)
    case (let digest?, false):
      let (path, isNew) = try cache.obtain(digest, until: deadline, download)
      found = (path, digest, isNew)
    case (nil, true):
      guard let (path, digest) = cache.last(address) else {
        throw FetchFailure(.notCached, "the file is not in the cache")
      }
      found = (path, digest, false)
    case (nil, false): found = try cache.current(download, until: deadline)
    }
    result.sha256 = found.sha256
    (result.status, result.cachePath) = (found.isNew ? .fetched : .cached, found.path)
    return found.path
  }
}

extension Destination {
  /// What is there and unchanged of a tarball; nil where nothing is.
  func archiveRecord() throws(FetchFailure) -> ArchiveRecord? {
    switch FileKind.of(path) {
    case .missing: return nil
    case .folder: break
    default: throw FetchFailure(.destinationChanged, "`\(path)` is not a folder")
    }
    guard let record = ArchiveRecord(in: path) else {
      throw FetchFailure(.destinationChanged, "`\(path)` was not made by a fetch of a tarball")
    }
    guard TreeManifest.holds(in: path) else {
      throw FetchFailure(.destinationChanged, "`\(path)` was changed since it was fetched")
    }
    return record
  }

  /// Makes the folder of what `make` unpacks into the folder it is given. To be called under the lock.
  func place(
    _ record: ArchiveRecord, subdirectory: String?, make: (_ folder: String) throws(FetchFailure) -> String
  ) throws(FetchFailure) {
    let temporary = temporaryPath
    defer { Folder.remove(temporary) }
    let tree = try make(temporary)
    if let subdirectory { try verify(subdirectory, in: tree) }
    do {
      try record.write(in: tree)
      try TreeManifest.write(in: tree)
      if FileKind.of(path) == .missing {
        try Durable.publish(tree, as: path)
      } else {
        try Durable.exchange(tree, with: path)
      }
    } catch { throw FetchFailure(error) }
  }
}
