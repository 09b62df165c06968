import JSONText
import Reporting

/// One commit of one repository, published: whole and never changed.
package struct CacheEntry: Sendable {
  let repository: BareRepository
  package let commit: String
  package let version: SourceVersion?

  package var path: String { repository.path }

  /// nil where there is no such entry. The rename that made it came after all its content was on the disk.
  init?(path: String, commit: String) {
    repository = BareRepository(path: path)
    guard repository.head == commit, let record = SourceRecord(in: path), record.commit == commit,
      repository.hasObjects
    else { return nil }
    self.commit = commit
    version = record.version
  }

  static func publish(
    _ temporary: String, as path: String, commit: String, version: SourceVersion?
  ) throws(StorageError) -> CacheEntry {
    try SourceRecord(commit: commit, version: version).write(in: temporary)
    try Durable.flushTree(temporary)
    // What stands there and is no entry was damaged from outside.
    if FileKind.of(path) != .missing { Folder.remove(path) }
    try Durable.publish(temporary, as: path)
    guard let entry = CacheEntry(path: path, commit: commit) else { throw StorageError("read back", path, 5) }
    return entry
  }
}
