import Glibc

/// The same content under a second name.
enum FileLink {
  /// Hard links where the file system allows, copies elsewhere. Only for files that never change, as git's packs.
  static func tree(_ source: String, to target: String, depth: Int = 0) throws(StorageError) {
    guard depth < 16 else { return }
    try Folder.make(target)
    for name in Folder.names(in: source) {
      let (from, to) = (source + "/" + name, target + "/" + name)
      switch FileKind.of(from) {
      case .folder: try tree(from, to: to, depth: depth + 1)
      case .file: if link(from, to) != 0 { try copy(from, to: to) }
      default: break
      }
    }
  }

  /// What a symbolic link says.
  static func target(_ path: String) -> [UInt8]? {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink(path, &buffer, buffer.count)
    return count < 0 ? nil : buffer.prefix(count).map { UInt8(bitPattern: $0) }
  }

  static func copy(_ source: String, to target: String) throws(StorageError) {
    let input = open(source, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard input >= 0 else { throw StorageError("read", source, errno) }
    defer { close(input) }
    let output = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard output >= 0 else { throw StorageError("write", target, errno) }
    defer { close(output) }
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      guard let bytes = Descriptor.readSome(input, into: &buffer) else {
        if errno == EINTR { continue }
        throw StorageError("read", source, errno)
      }
      if bytes.isEmpty { return }
      guard Descriptor.writeAll(Array(bytes), to: output) else { throw StorageError("write", target, errno) }
    }
  }
}
