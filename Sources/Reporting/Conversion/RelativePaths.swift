import SourceCatalogue
import TextFiles

/// Paths of a deployment, which begin at the file that says them, for a document in another folder.
struct RelativePaths {
  /// Absolute.
  private let folder: String

  init(_ folder: String) { self.folder = FileReading.resolvedPath(folder) }

  /// The text of a path; an absolute one, or one that holds a variable, stays as it is.
  func spelling(of path: Located<String>) -> Located<String> {
    guard !path.value.hasPrefix("/"), !path.value.isEmpty, !Template.mayHoldTemplate(path.value) else { return path }
    return Located(spelling(of: path.origin.location.file.beside(path.value)), origin: path.origin)
  }

  func spelling(of file: FileReference) -> String {
    let target = FileReading.resolvedPath(file.displayPath)
    let (from, to) = (folder.split(separator: "/"), target.split(separator: "/"))
    let common = zip(from, to).prefix { $0.utf8.elementsEqual($1.utf8) }.count
    // What has nothing but the root in common is named as it is.
    guard common > 0 else { return target }
    let parts = Array(repeating: "..", count: from.count - common) + to[common...].map(String.init)
    return parts.isEmpty ? "." : parts.joined(separator: "/")
  }
}
