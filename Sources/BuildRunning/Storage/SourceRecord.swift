import JSONText
import Reporting

/// What a repository that was fetched says about itself: `osa-sources.json` in its git folder.
struct SourceRecord: Sendable, Hashable {
  let commit: String
  let version: SourceVersion?
  /// `GitAddress.identity` and the reference's name, in destinations.
  var repository: String?
  var tag: String?
  var history: String?
  /// `PatchSet.digest`, and the tree of the patched files.
  var patches: String?
  var tree: String?

  private static let name = "osa-sources.json"

  init(commit: String, version: SourceVersion?) {
    self.commit = commit
    self.version = version
  }

  init?(in folder: String) {
    guard let bytes = FileBytes.read(folder + "/" + Self.name, limit: 65536),
      let value = try? JSONValue(parsing: bytes),
      let commit = Self.text(value["commit"])
    else { return nil }
    self.commit = commit
    repository = Self.text(value["repository"])
    tag = Self.text(value["tag"])
    history = Self.text(value["history"])
    patches = Self.text(value["patches"])
    tree = Self.text(value["tree"])
    if let version = value["version"], let text = Self.text(version["version"]) {
      guard case .number(let digits) = version["distance"], let distance = Int(digits) else { return nil }
      self.version = SourceVersion(text: text, tag: Self.text(version["tag"]), distance: distance)
    } else {
      version = nil
    }
  }

  private static func text(_ value: JSONValue?) -> String? {
    if case .string(let text) = value { text } else { nil }
  }

  func write(in folder: String) throws(StorageError) {
    var writer = JSONWriter(pretty: true)
    writer.beginObject()
    writer.member("format", 1)
    writer.member("commit", commit)
    writer.member("repository", repository)
    writer.member("tag", tag)
    writer.member("history", history)
    writer.member("patches", patches)
    writer.member("tree", tree)
    if let version {
      writer.object("version") { writer in
        writer.member("version", version.text)
        writer.member("tag", version.tag)
        writer.member("distance", version.distance)
      }
    }
    writer.endObject()
    try FileBytes.write(writer.bytes + [0x0A], to: folder + "/" + Self.name)
  }
}
