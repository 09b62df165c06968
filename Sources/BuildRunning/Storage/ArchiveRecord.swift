import JSONText
import Reporting

/// What a folder that came out of a tarball says about itself.
struct ArchiveRecord: Hashable, Sendable {
  static let name = ".osa-sources.json"

  /// Of the file, lower-case hexadecimal.
  let sha256: String
  /// `GitAddress.identity`.
  let address: String
  /// `PatchSet.digest`.
  let patches: String?

  init(sha256: String, address: String, patches: String?) {
    self.sha256 = sha256
    self.address = address
    self.patches = patches
  }

  init?(in folder: String) {
    guard let bytes = FileBytes.read(folder + "/" + Self.name, limit: 65536),
      let value = try? JSONValue(parsing: bytes),
      case .string(let sha256)? = value["sha256"], case .string(let address)? = value["address"]
    else { return nil }
    (self.sha256, self.address) = (sha256, address)
    if case .string(let digest)? = value["patches"] { patches = digest } else { patches = nil }
  }

  func write(in folder: String) throws(StorageError) {
    var writer = JSONWriter(pretty: true)
    writer.beginObject()
    writer.member("format", 1)
    writer.member("sha256", sha256)
    writer.member("address", address)
    writer.member("patches", patches)
    writer.endObject()
    let path = folder + "/" + Self.name
    Folder.remove(path)
    try FileBytes.write(writer.bytes + [0x0A], to: path)
    try Durable.flush(path)
  }
}
