import Diagnostics
import SourceCatalogue
import TextFiles

/// A venv of one OpenStack series with upper-constraints of another: the combination that nobody has tested.
enum MixedSeries {
  static func check(_ venv: Venv, _ catalogue: Catalogue) -> [Diagnostic] {
    guard let constraints = ofConstraints(venv, catalogue) else { return [] }
    for requirement in venv.requirements {
      guard let name = requirement.source, let source = catalogue.sources[name], let series = ofSource(source) else {
        continue
      }
      if series.value == constraints.value { return [] }
      return [
        .mixedSeries(
          venv: venv.name, series: series.value, at: series.origin.location, layer: "upper",
          other: constraints.value, layerLocation: constraints.origin.location)
      ]
    }
    return []
  }

  /// Of the address that the venv names, else of the requirements source.
  private static func ofConstraints(_ venv: Venv, _ catalogue: Catalogue) -> Located<String>? {
    let addresses = venv.constraints.filter { $0.kind == .file }.map { LayerStack.address($0.text) }
    for address in addresses + [venv.upperConstraints].compactMap({ $0 }) {
      if let series = inAddress(address.value) { return address.map { _ in series } }
      // The address of another repository's file says nothing of a series.
      guard let commit = catalogue.sources["requirements"]?.reference, holds(address.value, commit.value.value) else {
        return nil
      }
    }
    return catalogue.sources["requirements"].flatMap(ofSource)
  }

  private static func ofSource(_ source: Source) -> Located<String>? {
    if let reference = source.reference, let series = inReference(reference.value) {
      return reference.map { _ in series }
    }
    guard let track = source.track, let branch = track.value, let series = inReference(branch) else { return nil }
    return track.map { _ in series }
  }

  /// `stable/2025.1`, `unmaintained/2024.1`, `2023.1-eol`, `master`.
  static func inReference(_ reference: Reference) -> String? {
    let value = reference.value
    switch reference.kind {
    case .branch:
      if value == "master" { return value }
      for prefix in ["stable/", "unmaintained/"] where value.hasPrefix(prefix) {
        return String(value.dropFirst(prefix.count))
      }
      return nil
    case .tag:
      for suffix in ["-eol", "-eom", "-em"] where value.hasSuffix(suffix) {
        return String(value.dropLast(suffix.count))
      }
      return nil
    case .commit, .change, .release, .unresolved: return nil
    }
  }

  /// `.../constraints/upper/2025.1`, `...?h=stable/2025.1`, `.../stable/2025.1/upper-constraints.txt`.
  static func inAddress(_ address: String) -> String? {
    let parts = address.split { $0 == "/" || $0 == "=" || $0 == "?" || $0 == "&" || $0 == "#" }.map(String.init)
    for (index, part) in parts.enumerated() where index + 1 < parts.count {
      let next = parts[index + 1]
      if part == "stable" || part == "unmaintained" { return next }
      if part == "upper", index > 0, parts[index - 1] == "constraints", !Reference.isObjectName(next) { return next }
    }
    return nil
  }

  private static func holds(_ address: String, _ reference: String) -> Bool {
    address.split { $0 == "/" || $0 == "=" || $0 == "?" }.contains { $0 == reference[...] }
  }
}
