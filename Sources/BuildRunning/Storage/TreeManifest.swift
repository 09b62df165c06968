import BuildPlanning
import Glibc

/// The files of a folder and their digests, in a file of its own within it, as `sha256sum` writes them. Files that come
/// later, as those of a build, are no change.
enum TreeManifest {
  static let name = ".osa-sources.sha256"
  /// Builds rewrite these in place.
  private static let rewritten = ".egg-info"
  private static let digestLength = 64

  static func write(in tree: String) throws(StorageError) {
    let path = tree + "/" + name
    Folder.remove(path)
    var lines: [String] = []
    try collect(tree, below: "", into: &lines, depth: 0)
    try FileBytes.write(lines.map { $0 + "\n" }.joined(), to: path)
    try Durable.flush(path)
  }

  /// Whether every file is there and what it was.
  static func holds(in tree: String) -> Bool {
    guard let bytes = FileBytes.read(tree + "/" + name, limit: 64 << 20) else { return false }
    for line in bytes.split(separator: 0x0A) {
      let text = String(decoding: line, as: UTF8.self)
      guard text.utf8.count > digestLength + 2, let digest = digest(tree + "/" + text.dropFirst(digestLength + 2)),
        text.hasPrefix(digest)
      else { return false }
    }
    return true
  }

  private static func collect(
    _ tree: String, below folder: String, into lines: inout [String], depth: Int
  ) throws(StorageError) {
    guard depth < 256 else { throw StorageError("read", tree + "/" + folder, ELOOP) }
    for name in Folder.names(in: folder.isEmpty ? tree : tree + "/" + folder) {
      let path = folder.isEmpty ? name : folder + "/" + name
      if FileKind.of(tree + "/" + path) == .folder {
        if !name.hasSuffix(rewritten) { try collect(tree, below: path, into: &lines, depth: depth + 1) }
      } else if !name.utf8.contains(0x0A), path != ArchiveRecord.name {
        guard let digest = digest(tree + "/" + path) else { throw StorageError("read", tree + "/" + path, errno) }
        lines.append(digest + "  " + path)
      }
    }
  }

  /// Of a link the digest of what it says.
  private static func digest(_ path: String) -> String? {
    guard FileKind.of(path) == .link else { return ArchiveFile.digest(path) }
    return FileLink.target(path).map { SHA256.hex(of: $0) }
  }
}
