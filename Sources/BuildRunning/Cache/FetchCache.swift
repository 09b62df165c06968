import Glibc

/// Bare repositories that runs and processes share: one for each repository and commit, whole or absent, never changed.
///
///     ROOT/v1/HOST/PATH.../@/COMMIT.git      the entry; COMMIT.git/osa-sources.json says what it holds
///     ROOT/v1/HOST/PATH.../@/COMMIT.lock     held by who makes it
///     ROOT/v1/HOST/PATH.../@/COMMIT~*.tmp    half an entry; its maker is gone where nobody holds the lock
///     ROOT/v1/HOST/PATH.../@/tags/TAG        the commit that the tag named when it was last asked for
package struct FetchCache: Sendable {
  package let root: String

  package init(root: String) {
    self.root = root
  }

  /// Folder of everything of one repository.
  private func folder(_ address: GitAddress) -> String {
    let parts = address.identity.split(separator: "/").map { PercentText.component(String($0)) }
    return root + "/v1/" + parts.joined(separator: "/") + "/@"
  }

  /// Where the entry is or would be. A fuller history is another entry: entries never change.
  package func path(_ address: GitAddress, _ commit: String, _ history: FetchOptions.History) -> String {
    let mark =
      switch history {
      case .version: ""
      case .commit: ".commit"
      case .full: ".full"
      }
    return folder(address) + "/" + commit + mark + ".git"
  }

  /// The entry, if it is there.
  package func entry(_ address: GitAddress, _ commit: String, _ history: FetchOptions.History) -> CacheEntry? {
    // What holds more serves those who want less.
    let fuller: [FetchOptions.History] =
      switch history {
      case .version: [.version, .full]
      case .commit: [.commit, .version, .full]
      case .full: [.full]
      }
    return fuller.lazy.compactMap { CacheEntry(path: path(address, commit, $0), commit: commit) }.first
  }

  /// The entry, made by `make` in a temporary folder unless it is there or another process makes it meanwhile.
  func entry(
    _ address: GitAddress, _ commit: String, _ history: FetchOptions.History, until deadline: Monotonic,
    make: (String) throws(FetchFailure) -> SourceVersion?
  ) throws(FetchFailure) -> (entry: CacheEntry, isNew: Bool) {
    if let entry = entry(address, commit, history) { return (entry, false) }
    let path = path(address, commit, history)
    do { try Folder.make(folder(address)) } catch { throw FetchFailure(error) }
    let base = String(path.dropLast(4))
    let lock: FileLock
    do { lock = try FileLock(base + ".lock", until: deadline) } catch { throw FetchFailure(error) }
    defer { lock.unlock() }
    if let entry = entry(address, commit, history) { return (entry, false) }
    Temporaries.remove(of: base)
    removeWhatOthersLeft(in: folder(address))
    let temporary = Temporaries.path(of: base)
    do {
      let version = try make(temporary)
      let entry = try CacheEntry.publish(temporary, as: path, commit: commit, version: version)
      return (entry, true)
    } catch let error as StorageError {
      Folder.remove(temporary)
      throw FetchFailure(error)
    } catch {
      Folder.remove(temporary)
      throw error as? FetchFailure ?? FetchFailure(.storage, "\(error)")
    }
  }

  /// Takes an entry away that was damaged from outside; whether it was.
  func remove(_ entry: CacheEntry, unless isSound: () -> Bool, until deadline: Monotonic) throws(FetchFailure) -> Bool {
    let lock: FileLock
    do { lock = try FileLock(entry.path.dropLast(4) + ".lock", until: deadline) } catch { throw FetchFailure(error) }
    defer { lock.unlock() }
    if isSound() { return false }
    Folder.remove(entry.path)
    return true
  }

  /// Halves of other commits, whose makers were killed: nobody may ever ask for those commits again.
  private func removeWhatOthersLeft(in folder: String) {
    let halves = Folder.names(in: folder).filter { $0.hasSuffix(".tmp") }.compactMap { $0.split(separator: "~").first }
    for name in Set(halves) {
      let base = folder + "/" + name
      guard let lock = try? FileLock(base + ".lock", until: .now) else { continue }
      Temporaries.remove(of: base)
      lock.unlock()
    }
  }

  private func tagFile(_ address: GitAddress, _ tag: String) -> String {
    folder(address) + "/tags/" + PercentText.component(tag)
  }

  /// The commit that the tag named when a run last asked for it.
  func tag(_ tag: String, of address: GitAddress) -> String? { FileBytes.line(tagFile(address, tag)) }

  func record(_ tag: String, of address: GitAddress, commit: String) throws(FetchFailure) {
    let file = tagFile(address, tag)
    guard FileBytes.line(file) != commit else { return }
    do {
      try Folder.make(Durable.parent(of: file))
      let temporary = Temporaries.path(of: file)
      try FileBytes.write(commit + "\n", to: temporary)
      try Durable.flush(temporary)
      try Durable.publish(temporary, as: file)
    } catch { throw FetchFailure(error) }
  }
}
