import JSONText
import Reporting

/// What a folder that came out of a tarball says about itself.
struct ArchiveRecord: Hashable, Sendable {
  static let name = ".osa-sources.json"

  /// Of the file, with what its server said of it.
  let validator: ArchiveValidator
  /// `GitAddress.fileIdentity`.
  let address: String
  /// `PatchSet.digest`.
  let patches: String?

  var sha256: String { validator.sha256 }

  init(validator: ArchiveValidator, address: String, patches: String?) {
    self.validator = validator
    self.address = address
    self.patches = patches
  }

  init?(in folder: String) {
    guard let bytes = FileBytes.read(folder + "/" + Self.name, limit: 65536),
      let value = try? JSONValue(parsing: bytes),
      let validator = ArchiveValidator(value), case .string(let address)? = value["address"]
    else { return nil }
    (self.validator, self.address) = (validator, address)
    if case .string(let digest)? = value["patches"] { patches = digest } else { patches = nil }
  }

  func write(in folder: String) throws(StorageError) {
    var writer = JSONWriter(pretty: true)
    writer.beginObject()
    writer.member("format", 1)
    validator.write(to: &writer)
    writer.member("address", address)
    writer.member("patches", patches)
    writer.endObject()
    let path = folder + "/" + Self.name
    Folder.remove(path)
    try FileBytes.write(writer.bytes + [0x0A], to: path)
    try Durable.flush(path)
  }
}
