import JSONText
import Reporting

/// What the server said of a file whose SHA-256 nobody else says, so that it can be asked whether the file is still that.
struct ArchiveValidator: Hashable, Sendable {
  /// Of the file, lower-case hexadecimal.
  let sha256: String
  let etag: String?
  let lastModified: String?

  init(sha256: String, etag: String?, lastModified: String?) {
    self.sha256 = sha256
    self.etag = etag
    self.lastModified = lastModified
  }

  init(sha256: String, answer: HTTPAnswer) {
    self.init(sha256: sha256, etag: answer.etag, lastModified: answer.lastModified)
  }

  init?(_ value: JSONValue) {
    func text(_ key: String) -> String? { if case .string(let text)? = value[key] { text } else { nil } }
    guard let sha256 = text("sha256") else { return nil }
    self.init(sha256: sha256, etag: text("etag"), lastModified: text("last_modified"))
  }

  init?(file: String) {
    guard let bytes = FileBytes.read(file, limit: 65536), let value = try? JSONValue(parsing: bytes) else { return nil }
    self.init(value)
  }

  func write(to writer: inout JSONWriter) {
    writer.member("sha256", sha256)
    writer.member("etag", etag)
    writer.member("last_modified", lastModified)
  }

  /// Replaces the file, durably.
  func write(to file: String) throws(StorageError) {
    var writer = JSONWriter(pretty: true)
    writer.beginObject()
    writer.member("format", 1)
    write(to: &writer)
    writer.endObject()
    let temporary = Temporaries.path(of: file)
    try FileBytes.write(writer.bytes + [0x0A], to: temporary)
    try Durable.flush(temporary)
    try Durable.publish(temporary, as: file)
  }

  /// Headers that ask for the file only if it is another; none where the server said nothing of it.
  var conditions: [String] {
    [etag.map { "If-None-Match: " + $0 }, lastModified.map { "If-Modified-Since: " + $0 }].compactMap { $0 }
  }
}
