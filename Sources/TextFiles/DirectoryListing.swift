import CGNU
import Glibc

/// The names in one open directory.
enum DirectoryListing {
  enum Kind: Equatable, Sendable {
    case file
    case directory
    case link
    /// The file system does not say.
    case unknown
    case broken(ReadFailure)
  }

  struct Name: Sendable {
    let name: String
    let kind: Kind
  }

  /// The names in byte order. Asked of the system without a stream: opening one would ask it three things more.
  static func names(in directory: Int32) throws(ReadFailure) -> [Name] {
    var names: [Name] = []
    var failure: ReadFailure?
    withUnsafeTemporaryAllocation(byteCount: 1 << 15, alignment: 8) { buffer in
      guard let base = buffer.baseAddress else { return }
      while true {
        let got = getdents64(directory, base, buffer.count)
        if got < 0 { failure = ReadFailure(errno: errno) }
        guard got > 0 else { return }
        append(UnsafeRawBufferPointer(rebasing: buffer[..<min(got, buffer.count)]), to: &names)
      }
    }
    if let failure { throw failure }
    names.sort { ByteOrder.precedes($0.name, $1.name) }
    return names
  }

  /// Entries as the system packs them (`struct linux_dirent64`): number and offset in eight bytes each, the entry's
  /// length in two, its type in one, its name with a NUL behind it.
  private static func append(_ entries: UnsafeRawBufferPointer, to names: inout [Name]) {
    let header = 19
    var start = 0
    while start + header <= entries.count {
      let length = Int(entries.loadUnaligned(fromByteOffset: start + 16, as: UInt16.self))
      guard length > header, start + length <= entries.count else { return }
      let type = entries[start + 18]
      let field = UnsafeRawBufferPointer(rebasing: entries[(start + header)..<(start + length)])
      start += length
      let name = UnsafeRawBufferPointer(rebasing: field[..<(field.firstIndex(of: 0) ?? field.count)])
      let isSelfOrParent = name.first == 0x2E && (name.count == 1 || (name.count == 2 && name[1] == 0x2E))
      guard !isSelfOrParent else { continue }
      if let text = String(validating: name, as: UTF8.self) {
        names.append(Name(name: text, kind: kind(type)))
      } else {
        names.append(Name(name: String(decoding: name, as: UTF8.self), kind: .broken(.foreignName)))
      }
    }
  }

  private static func kind(_ type: UInt8) -> Kind {
    switch Int(type) {
    case Int(DT_REG): .file
    case Int(DT_DIR): .directory
    case Int(DT_LNK): .link
    default: .unknown
    }
  }

  /// What a name leads to, through links.
  static func kind(of name: String, in directory: Int32) -> Kind {
    var status = stat()
    guard fstatat(directory, name, &status, 0) == 0 else { return .broken(ReadFailure(errno: errno)) }
    return status.st_mode & S_IFMT == S_IFDIR ? .directory : .file
  }
}
