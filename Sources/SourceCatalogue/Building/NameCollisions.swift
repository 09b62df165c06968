import Diagnostics
import PythonPackaging
import TextFiles

/// Sources whose names are one to pip, which tells neither case nor `-`, `_` and `.` apart (PEP 503).
enum NameCollisions {
  /// `written` are the names in documents of the structured format.
  static func findings(in catalogue: Catalogue, written: [String: Location]) -> [Diagnostic] {
    keys(of: catalogue) + spellings(written)
  }

  /// Two sources that only one venv can have.
  private static func keys(of catalogue: Catalogue) -> [Diagnostic] {
    var first: [String: Source] = [:]
    var found: [Diagnostic] = []
    for name in catalogue.sourceNames {
      guard let source = catalogue.sources[name], !source.isInline, source.pluginOf == nil else { continue }
      let identity = PackageName.canonical(name)
      guard let other = first[identity], let place = source.origin?.location, let related = other.origin?.location
      else {
        first[identity] = source
        continue
      }
      found.append(.collidingNames(name, other.name, at: place, related: related))
    }
    return found
  }

  /// One source that is written in two ways: right, but no search finds both.
  private static func spellings(_ written: [String: Location]) -> [Diagnostic] {
    let byKey = Dictionary(grouping: written.keys, by: StructuredReader.flatPrefix)
    return byKey.values.flatMap { names -> [Diagnostic] in
      let names = names.sorted { (written[$0], $0) < (written[$1], $1) }
      guard let first = names.first, let place = written[first] else { return [] }
      return names.dropFirst().compactMap { name in
        written[name].map { .twoSpellings(name, first, at: $0, related: place) }
      }
    }
  }
}

/// By place, then by name; what has no place comes first.
private func < (a: (Location?, String), b: (Location?, String)) -> Bool {
  guard let left = a.0, let right = b.0, left != right else { return bytewise(a.1, b.1) }
  return left < right
}

extension Diagnostic {
  fileprivate static func collidingNames(_ name: String, _ other: String, at location: Location, related: Location)
    -> Diagnostic
  {
    Diagnostic(
      .collidingNames, "the sources `\(name)` and `\(other)` have one name to pip", at: location,
      related: [Related("`\(other)` is here", at: related)], hint: "drop one of them, or rename it")
  }

  fileprivate static func twoSpellings(_ name: String, _ other: String, at location: Location, related: Location)
    -> Diagnostic
  {
    Diagnostic(
      .collidingNames, "the source `\(name)` is written `\(other)` elsewhere", at: location,
      related: [Related("`\(other)` is here", at: related)], hint: "write it `\(other)` in both places",
      severity: .warning)
  }
}
