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

  /// The names in byte order.
  static func names(of directory: OpaquePointer) -> [Name] {
    var names: [Name] = []
    while let entry = readdir(directory) {
      withUnsafeBytes(of: &entry.pointee.d_name) { name in
        let end = name.firstIndex(of: 0) ?? name.endIndex
        let isSelfOrParent = name[0] == 0x2E && (end == 1 || (end == 2 && name[1] == 0x2E))
        guard !isSelfOrParent else { return }
        if let text = String(validating: name[..<end], as: UTF8.self) {
          names.append(Name(name: text, kind: kind(entry.pointee.d_type)))
        } else {
          names.append(Name(name: String(decoding: name[..<end], as: UTF8.self), kind: .broken(.foreignName)))
        }
      }
    }
    names.sort { ByteOrder.precedes($0.name, $1.name) }
    return names
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
