import SourceCatalogue
import TextFiles

/// The series of upper-constraints: by the text that is at hand, else by what the deployment names.
enum LayerSeries {
  /// Comment lines at the head of a file that are looked at.
  private static let headLines = 40

  /// By the file's name or folder, or by a comment at its head.
  static func stated(_ layer: ConstraintLayer) -> Located<String>? {
    guard layer.isGiven, let file = layer.files.first else { return nil }
    let path = file.reference.displayPath
    let byName = OpenStackSeries.of(fileName: path)
    guard layer.name == "upper" || byName != nil else { return nil }
    if let series = byName ?? inAddress(path) { return located(series, file, line: 1) }
    for number in 1...headLines {
      guard let line = file.line(number), line.isEmpty || line.hasPrefix("#") else { return nil }
      if let series = inComment(line) { return located(series, file, line: number) }
    }
    return nil
  }

  private static func located(_ series: String, _ file: TextFile, line: Int) -> Located<String> {
    let place = Location(file: file.reference, line: line)
    return Located(series, origin: Origin(location: place, variable: "upper-constraints", level: Level(.playVars)))
  }

  /// `# Generated for stable/2025.1`
  private static func inComment(_ line: String) -> String? {
    let words = line.utf8.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x23 || $0 == 0x28 || $0 == 0x29 }
    return words.lazy.compactMap { inAddress(String(Substring($0))) }.first
  }

  /// Of the address that the venv names, else of the requirements source.
  static func declared(_ venv: Venv, _ catalogue: Catalogue) -> Located<String>? {
    let addresses = venv.constraints.filter { $0.kind == .file }.map { LayerStack.address($0.text) }
    for address in addresses + [venv.upperConstraints].compactMap({ $0 }) {
      if let series = inAddress(address.value) { return address.map { _ in series } }
      // The address of another repository's file says nothing of a series.
      guard let commit = catalogue.sources["requirements"]?.reference, holds(address.value, commit.value.value) else {
        return nil
      }
    }
    return catalogue.sources["requirements"].flatMap(SourceSeries.stated)
  }

  /// `.../constraints/upper/2025.1`, `...?h=stable/2025.1`, `.../stable/2025.1/upper-constraints.txt`.
  static func inAddress(_ address: String) -> String? {
    let parts = address.utf8.split { $0 == 0x2F || $0 == 0x3D || $0 == 0x3F || $0 == 0x26 || $0 == 0x23 }
      .map { Substring($0) }
    for (index, part) in parts.enumerated() where index + 1 < parts.count {
      let next = parts[index + 1]
      if part == "stable" || part == "unmaintained" { return OpenStackSeries.series(next) }
      if part == "upper", index > 0, parts[index - 1] == "constraints",
        let series = next == "master" ? "master" : OpenStackSeries.series(next)
      {
        return series
      }
    }
    return nil
  }

  private static func holds(_ address: String, _ reference: String) -> Bool {
    address.utf8.split { $0 == 0x2F || $0 == 0x3D || $0 == 0x3F }.contains { Substring($0) == reference[...] }
  }
}
