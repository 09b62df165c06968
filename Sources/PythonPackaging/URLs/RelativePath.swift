/// Paths and addresses of files that name each other, as texts: nothing asks the disk.
package enum RelativePath {
  /// Without `.`, without `..` where a name stands before it, and with single slashes; an address stays as it is.
  package static func normalized(_ path: String) -> String {
    if isURL(path) { return path }
    let isAbsolute = path.utf8.first == 0x2F
    var kept: [String] = []
    for part in path.parts(at: 0x2F) where !part.isEmpty && part != "." {
      guard part == ".." else {
        kept.append(part)
        continue
      }
      if let last = kept.last, last != ".." {
        kept.removeLast()
      } else if !isAbsolute {
        kept.append(part)
      }
    }
    let text = kept.joined(separator: "/")
    return isAbsolute ? "/" + text : text.isEmpty ? "." : text
  }

  /// Whether a path is a directory or lies in it, links not followed; relative ones from the same place.
  package static func isWithin(_ directory: String, _ target: String) -> Bool {
    // Two slashes in front are a place of their own (POSIX 4.13).
    guard hasDoubleRoot(directory) == hasDoubleRoot(target) else { return false }
    let (folder, path) = (Steps(normalized(directory)), Steps(normalized(target)))
    // Whatever relative paths start from lies below the root.
    if folder.isAbsolute && folder.names.isEmpty { return true }
    guard folder.isAbsolute == path.isAbsolute else { return false }
    // A folder above the common place holds what is not above it. Names below such a folder are unknown names here.
    if folder.names.isEmpty { return path.up <= folder.up }
    return path.up == folder.up && path.names.starts(with: folder.names)
  }

  /// A normalized path: up so many folders, then down these.
  private struct Steps {
    let isAbsolute: Bool
    let up: Int
    let names: ArraySlice<String>

    init(_ path: String) {
      isAbsolute = path.utf8.first == 0x2F
      let parts = path.parts(at: 0x2F).filter { !$0.isEmpty && $0 != "." }
      names = parts.drop { $0 == ".." }
      up = parts.count &- names.count
    }
  }

  private static func hasDoubleRoot(_ path: String) -> Bool {
    path.utf8.prefix { $0 == 0x2F }.count == 2
  }

  /// The last part of a path where it names something: neither empty nor `.` nor `..` (pip `as_path_component`).
  package static func component(_ path: String) -> String? {
    guard let name = path.parts(at: 0x2F).last, !["", ".", ".."].contains(name) else { return nil }
    return name
  }

  /// What a file means by a path, or an address: relative to where the file itself is.
  package static func joined(_ path: String, besides file: String) -> String {
    if isURL(path) { return path }
    if isURL(file) { return joined(path, besidesURL: file) }
    if path.utf8.first == 0x2F { return normalized(path) }
    guard let slash = file.utf8.lastIndex(of: 0x2F) else { return normalized(path) }
    return normalized("\(file[...slash])\(path)")
  }

  /// RFC 3986, 5.2, for a reference that is a path.
  private static func joined(_ path: String, besidesURL url: String) -> String {
    guard let scheme = url.firstBytes(of: "://") else { return path }
    let end = url[scheme.upperBound...].utf8.firstIndex { $0 == 0x3F || $0 == 0x23 } ?? url.endIndex
    let root = url[scheme.upperBound..<end].utf8.firstIndex(of: 0x2F) ?? end
    if path.utf8.first == 0x2F { return url[..<root] + normalized(path) }
    let folder = url[root..<end].utf8.lastIndex(of: 0x2F).map { url[root...$0] } ?? "/"
    return url[..<root] + normalized("\(folder)\(path)")
  }

  /// `http:`, `https:` or `file:` in front, in any case (pip `SCHEME_RE`).
  package static func isURL(_ path: String) -> Bool {
    guard let colon = path.utf8.firstIndex(of: 0x3A) else { return false }
    let scheme = path.utf8[..<colon].map(Scanner.lowercased)
    return ["http", "https", "file"].contains { scheme.elementsEqual($0.utf8) }
  }
}
