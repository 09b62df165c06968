import TextFiles

extension Source {
  /// The folder of a source that is one: a relative path begins at the file that names it.
  package var folder: FileReference? { path.map { $0.origin.location.file.beside($0.value) } }
}
