import TextFiles

/// A deployment that was read: its catalogue, and every variable behind it for whoever asks further.
package struct CatalogueReading {
  package let catalogue: Catalogue
  /// The PATH arguments.
  package let paths: [String]
  package let resolver: VariableResolver
  private let files: VariableFiles
  /// The variables of the naming table, sorted by what they say.
  let flat: FlatNames
  /// requirements.txt at the top of each PATH.
  let requirementFiles: [TextFile]

  init(catalogue: Catalogue, paths: [String], resolver: VariableResolver, files: VariableFiles, flat: FlatNames) {
    requirementFiles = Self.requirementFiles(below: paths)
    self.catalogue = catalogue
    self.paths = paths
    self.resolver = resolver
    self.files = files
    self.flat = flat
  }

  /// Top-level names of the variable files whose bytes `matches` takes, in byte order.
  package func names(where matches: (UnsafeBufferPointer<UInt8>) -> Bool) -> [String] {
    files.names(where: matches).inByteOrder()
  }

  /// The variables that the catalogue reads.
  func namesRead(besides candidates: [String]) -> [String] { files.namesRead(besides: candidates) }

  /// Every definition of a variable, in the order in which the files are read.
  package func definitions(of name: String) -> [Definition] { files.definitions(of: name) }

  private static func requirementFiles(below paths: [String]) -> [TextFile] {
    paths.enumerated().compactMap { root, path in
      let reference = FileReference(root: root, path: "requirements.txt", displayPath: path + "/requirements.txt")
      return try? FileReading.read(reference.displayPath, as: reference)
    }
  }

  /// Keys of what only structured documents say.
  var structuredKeys: [String] { Array(files.structured.keys) }

  /// The roles whose variable files were read, by name.
  package var roles: [String] { files.roles }
}
