import Foundation

/// What the old lookup returned for a real tree, beside the checkout; nil where it is not.
public enum Goldens {
  public static let folder: String? = {
    let folder = Vectors.root.appendingPathComponent("../shared/data/goldens").standardizedFileURL.path
    return FileManager.default.fileExists(atPath: folder) ? folder : nil
  }()

  /// The lines of a file without comments and blank lines.
  public static func lines(_ name: String) throws -> Set<String> {
    let text = try String(contentsOfFile: (folder ?? "") + "/" + name, encoding: .utf8)
    return Set(text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") })
  }

  public static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: (folder ?? "") + "/" + name)))
  }
}
