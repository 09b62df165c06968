/// Names an input file the way that every document does: which PATH argument it came from, and the path below it.
///
/// A class, because tens of thousands of positions share one file.
package final class FileReference: Sendable {
  /// Index of the PATH argument, from 0; -1 for text that no PATH holds (a value from the caller, an inline layer).
  package let root: Int
  /// Path relative to that PATH; the file's own name where PATH is the file itself.
  package let path: String
  /// The path that opens the file from the working directory; the text that is printed to people.
  package let displayPath: String

  package init(root: Int, path: String, displayPath: String? = nil) {
    self.root = root
    self.path = path
    self.displayPath = displayPath ?? path
  }

  /// The last component: what messages call the file, the same by whatever path it was reached.
  package var name: String { displayPath.utf8.split(separator: 0x2F).last.map { String(Substring($0)) } ?? displayPath }

  /// What this file means by a path: a relative one begins where the file stands. The caller has no file and means the
  /// working directory.
  package func beside(_ name: String) -> FileReference {
    func joined(_ path: String) -> String {
      guard name.utf8.first != 0x2F, let slash = path.utf8.lastIndex(of: 0x2F) else { return name }
      return path[...slash] + name
    }
    return FileReference(root: root, path: joined(path), displayPath: joined(displayPath))
  }

  /// The caller of a lookup or of the command line, who has no file.
  package static let caller = FileReference(root: -1, path: "<caller>")
}

extension FileReference: Hashable {
  package static func == (a: FileReference, b: FileReference) -> Bool {
    a === b || (a.root == b.root && a.path.utf8.elementsEqual(b.path.utf8))
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(root)
    hasher.combine(path)
  }
}

extension FileReference: Comparable {
  /// By PATH argument, then by the bytes of the path: the order of every listing.
  package static func < (a: FileReference, b: FileReference) -> Bool {
    a.root != b.root ? a.root < b.root : ByteOrder.precedes(a.path, b.path)
  }
}
