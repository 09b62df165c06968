import Foundation

/// One conformance case of the folder that `OSA_SOURCES_VECTORS` names, or of `shared/data/vectors` beside the checkout.
public struct Vector: @unchecked Sendable {
  public let id: String
  public let kind: String
  public let input: [String: Any]
  public let environment: [String: Any]?
  public let expect: Any
  /// Other members of the case, such as `pip`.
  public let extra: [String: Any]

  init?(_ object: [String: Any]) {
    guard let id = object["id"] as? String, let kind = object["kind"] as? String, let expect = object["expect"] else {
      return nil
    }
    self.id = id
    self.kind = kind
    self.input = object["input"] as? [String: Any] ?? [:]
    self.environment = object["env"] as? [String: Any]
    self.expect = expect
    extra = object
  }

  /// Text, or bytes where the case is not valid UTF-8.
  public static func bytes(_ value: Any?) -> [UInt8]? {
    if let text = value as? String { return Array(text.utf8) }
    guard let object = value as? [String: Any], let encoded = object["b64"] as? String,
      let data = Data(base64Encoded: encoded)
    else { return nil }
    return Array(data)
  }
}

public enum Vectors {
  /// The checkout's root.
  public static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The folder of vectors; nil where there is none.
  public static let folder: URL? = {
    let named = ProcessInfo.processInfo.environment["OSA_SOURCES_VECTORS"].map { URL(fileURLWithPath: $0) }
    let folder = named ?? root.appendingPathComponent("../shared/data/vectors").standardizedFileURL
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }()

  /// The cases of every file, by file name in order.
  public static func files() throws -> [(name: String, vectors: [Vector])] {
    guard let folder else { return [] }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".json") }
    return try names.sorted().map { name in
      let data = try Data(contentsOf: folder.appendingPathComponent(name))
      let objects = try JSONSerialization.jsonObject(with: data) as? [[String: Any]] ?? []
      return (name, objects.compactMap(Vector.init))
    }
  }
}
