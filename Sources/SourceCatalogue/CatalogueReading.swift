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

  init(catalogue: Catalogue, paths: [String], resolver: VariableResolver, files: VariableFiles, flat: FlatNames) {
    self.catalogue = catalogue
    self.paths = paths
    self.resolver = resolver
    self.files = files
    self.flat = flat
  }

  /// Top-level names of the variable files whose bytes `matches` takes, in byte order.
  package func names(where matches: (UnsafeBufferPointer<UInt8>) -> Bool) -> [String] {
    files.names(where: matches).sorted(by: bytewise)
  }

  /// Every definition of a variable, in the order in which the files are read.
  package func definitions(of name: String) -> [Definition] { files.definitions(of: name) }

  /// The roles whose variable files were read, by name.
  package var roles: [String] { files.roles }
}
