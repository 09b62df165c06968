import Diagnostics
import PythonPackaging
import SourceCatalogue
import TextFiles

/// Definitions of a source or venv that others hide: they decide nothing, and are kept as comments.
struct HiddenDefinitions {
  /// Highest precedence first.
  private(set) var all: [Origin.Shadowed] = []
  private(set) var comments: [String] = []
  /// Where the first value stands that hides any.
  private(set) var place: Location?

  init(of source: Source) {
    add(source.repository, source)
    add(source.reference?.map(\.value), source)
    add(source.track?.map { $0?.value ?? "None" }, source)
    for (_, field) in Source.members { add(source.blanks[field]?.shadowed ?? []) }
  }

  /// Of one variable of a venv, which says `values`.
  init(of origin: Origin, values: Set<String>) {
    add(origin.shadowed.filter { !values.contains($0.text) && $0.text != origin.template })
  }

  private mutating func add(_ value: Located<String>?, _ source: Source) {
    guard let value else { return }
    let others = value.origin.shadowed.filter { other in
      // What another group or host sees is no hidden definition there.
      let isSeen = source.scopes.contains { $0.group == other.level.group && $0.host == other.level.host }
      return other.text != value.value && other.text != value.origin.template && !isSeen
    }
    if place == nil, !others.isEmpty { place = value.origin.location }
    add(others)
  }

  private mutating func add(_ others: [Origin.Shadowed]) {
    all += others
    comments += others.map { other in
      let place = "\(other.location.file.path):\(other.location.line)"
      return "hidden: \(URLText.redacted(other.text)) (\(other.level.name), \(place))"
    }
  }

  /// The finding that says so; nil where there are none.
  func finding(about name: String, at place: Location?) -> Diagnostic? {
    guard let place, !all.isEmpty else { return nil }
    return .keptAsComment(name, all, at: place)
  }
}

extension Venv {
  /// Where the entries of its lists stand: what a file of one system has is beside the others, not behind them.
  var entryPlaces: Set<Location.Line> {
    let packages = packageLists.flatMap { $0.packages.values.joined() } + systemPackages.values.joined()
    let entries = lists.flatMap(\.entries).map(\.text)
    return Set((entries + packages).map { $0.origin.location.wholeLine })
  }
}

extension Origin {
  /// The same without hidden definitions that are kept all the same.
  func hiding(besides kept: Set<Location.Line>) -> Origin {
    guard !shadowed.isEmpty, shadowed.contains(where: { kept.contains($0.location.wholeLine) }) else { return self }
    return Origin(
      location: location, variable: variable, level: level, template: template,
      shadowed: shadowed.filter { !kept.contains($0.location.wholeLine) })
  }
}
