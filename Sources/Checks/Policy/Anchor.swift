import TextFiles

/// The folder that paths of a configuration or a baseline are relative to: the one that its file is in. A file has the
/// same path from it whether it was given by itself, below a PATH, or from another working directory.
package struct Anchor: Sendable {
  /// Absolute, without `.` and `..`.
  private let folder: String
  private let identity: FileReading.Identity?

  /// The folder of a file that need not be there yet.
  package init(ofFile path: String) {
    let slash = path.utf8.lastIndex(of: 0x2F)
    self.init(folder: slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? ".")
  }

  package init(folder: String) {
    self.folder = FileReading.normalizedPath(folder)
    identity = FileReading.identity(of: folder)
  }

  /// The path of each file from the folder, with `/` between components; `../` where a file is outside. What no file
  /// holds keeps its name.
  package func paths(of files: some Sequence<FileReference>) -> [FileReference: String] {
    var known: [String: String?] = [:]
    var found: [FileReference: String] = [:]
    for file in files where found[file] == nil { found[file] = path(of: file, &known) }
    return found
  }

  /// Follows the path as it is written up to a folder that is this one, so that a link inside the tree is no detour.
  /// `known` has the path from here to folders that were asked for, nil for those outside.
  private func path(of file: FileReference, _ known: inout [String: String?]) -> String {
    if file == .caller { return file.path }
    let parts = pathParts(FileReading.normalizedPath(file.displayPath))
    guard let name = parts.last else { return file.path }
    let parent = "/" + parts.dropLast().joined(separator: "/")
    let below = known[parent] ?? inside(parent)
    known[parent] = .some(below)
    guard let below else { return outside(parent, String(name)) }
    return below.isEmpty ? String(name) : below + "/" + name
  }

  private func inside(_ path: String) -> String? {
    let parts = pathParts(path)
    for count in stride(from: parts.count, through: 0, by: -1) {
      let above = "/" + parts.prefix(count).joined(separator: "/")
      let isHere = identity.map { FileReading.identity(of: above) == $0 } ?? above.utf8.elementsEqual(folder.utf8)
      if isHere { return parts.dropFirst(count).joined(separator: "/") }
    }
    return nil
  }

  private func outside(_ parent: String, _ name: String) -> String {
    let here = pathParts(FileReading.absolutePath(folder))
    let there = pathParts(FileReading.absolutePath(parent))
    let common = zip(here, there).prefix { $0 == $1 }.count
    let up = Array(repeating: "..", count: here.count - common)
    return (up + there.dropFirst(common) + [name]).joined(separator: "/")
  }
}
