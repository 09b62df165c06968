import SourceCatalogue

/// Which inventory groups get a venv.
struct VenvHomes {
  private let catalogue: Catalogue?

  init(_ catalogue: Catalogue?) {
    self.catalogue = catalogue
  }

  /// Those that are said of it; else the groups whose variables hold its list (the utility container's own), else those
  /// of the sources that it installs (rally's are pinned for the utility container).
  func groups(of venv: Venv) -> [String] {
    let said = venv.groups.map(\.value)
    guard said.isEmpty else { return said }
    let own = Set(venv.requirements.compactMap(\.text.origin.level.group))
    guard own.isEmpty, let catalogue else { return own.inByteOrder() }
    let sources = venv.requirements.compactMap(\.source).compactMap { catalogue.sources[catalogue.original(of: $0)] }
    return Set(sources.flatMap(\.groups).map(\.value)).inByteOrder()
  }
}
