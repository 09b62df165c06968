import PythonPackaging

/// Requirements that name a source without its address.
///
/// Until OSA 18 roles' lists hold names alone (`nova`); every source was built into a wheel, and the venvs took it by its
/// name from the wheels' own index. Since then a list that means a source holds `git+https://...`, and a bare name comes
/// from the index although a source of that name may be pinned. Which of the two a tree means is told by its roles: one
/// address in one of their lists makes it the later.
package struct BareNames {
  /// Keys of sources by the canonical name of their distribution.
  private let sources: [String: String]

  package init(_ catalogue: Catalogue) {
    let venvs = catalogue.venvNames.compactMap { catalogue.venvs[$0] }
    let namesSources = venvs.contains { venv in
      ([venv.requirements] + venv.optional.values).joined().contains {
        $0.source != nil && $0.text.origin.level.role != nil
      }
    }
    var sources: [String: String] = [:]
    for name in namesSources ? [] : catalogue.sourceNames {
      guard let source = catalogue.sources[name], source.kind == .git, source.alias == nil,
        source.repository?.origin.level.step != .structured, source.enabled?.value != false
      else { continue }
      let canonical = PackageName.canonical(source.distributionName)
      if sources[canonical] == nil { sources[canonical] = name }
    }
    self.sources = sources
  }

  /// Whether pip takes sources by their names there: a document says so, or one of the lists does it.
  package func areUsed(in catalogue: Catalogue) -> Bool {
    if catalogue.takesSourcesByName { return true }
    guard !sources.isEmpty else { return false }
    return catalogue.venvs.values.contains { venv in
      venv.lists.contains { $0.entries.contains { source(of: $0) != nil } }
    }
  }

  /// The source that the entry installs; a version beside the name is one of the index.
  package func source(of entry: Venv.Requirement) -> String? {
    guard let name = entry.name, let source = sources[name], !entry.isUnresolved,
      entry.text.origin.level.step != .structured,
      let requirement = try? PythonPackaging.Requirement(parsing: entry.text.value), requirement.url == nil,
      requirement.specifiers.isEmpty
    else { return nil }
    return source
  }
}
