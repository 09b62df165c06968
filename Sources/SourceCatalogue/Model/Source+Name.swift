import PythonPackaging

extension Source {
  /// The distribution's name: as written, else the repository's own name, else the key.
  package var distributionName: String {
    if let distribution { return distribution.value }
    if let repository, !Template.mayHoldTemplate(RepositoryURL.baseName(of: repository.value)) {
      let name = RepositoryURL.baseName(of: repository.value)
      if PackageName.isValid(name) { return name }
    }
    return String(decoding: name.utf8.map { $0 == 0x5F ? 0x2D : $0 }, as: UTF8.self)
  }
}

extension Source {
  /// Whether its distribution's name is stated as the name of the source too (`*_git_package_name`), not read off an
  /// entry of a list.
  package var namesPackage: Bool {
    guard let variable = distribution?.origin.variable else { return false }
    return variable.hasSuffix("_git_package_name") || variable.hasSuffix(".package_name")
  }
}
