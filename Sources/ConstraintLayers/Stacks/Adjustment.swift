import Diagnostics
import PythonPackaging
import TextFiles

/// A change of one name in a stack of layers; it is a finding where no layer constrains the name.
package struct Adjustment: Sendable {
  package enum Change: Sendable {
    /// No layer speaks for the name.
    case remove
    /// The line speaks instead of every layer, where its marker holds.
    case replace(ConstraintLine)
    /// Only lower bounds are kept: `==1.2` becomes `>=1.2`.
    case relax
  }

  let change: Change
  /// As written.
  let name: String
  let canonicalName: String
  /// Where it is asked for.
  let location: Location

  private init(_ change: Change, _ name: String, at location: Location) {
    self.change = change
    self.name = name
    canonicalName = PackageName.canonical(name)
    self.location = location
  }

  package static func remove(_ name: String, at location: Location = Location(file: .caller)) -> Self {
    Adjustment(.remove, name, at: location)
  }

  package static func relax(_ name: String, at location: Location = Location(file: .caller)) -> Self {
    Adjustment(.relax, name, at: location)
  }

  /// The line stands where it is asked for.
  package static func replace(_ line: ConstraintLine) -> Self {
    Adjustment(.replace(line), line.name, at: line.location)
  }

  private var what: String {
    switch change {
    case .remove: "remove"
    case .replace: "replace"
    case .relax: "relax"
    }
  }

  /// - Parameter name: of the layer of what is replaced.
  /// Whether a name is constrained is asked of the layers as they were: removing and replacing it both match.
  ///
  /// - Returns: what matched nothing.
  static func apply(
    _ adjustments: [Adjustment], to layers: inout [ConstraintLayer], replacedIn name: String = "replaced"
  ) -> [Diagnostic] {
    guard !adjustments.isEmpty else { return [] }
    let known = Set(layers.flatMap { $0.lines.map(\.canonicalName) })
    let unmatched = adjustments.filter { !known.contains($0.canonicalName) }
    var replaced = ConstraintLayer(name: name)
    replaced.isReplacement = true
    for adjustment in adjustments where known.contains(adjustment.canonicalName) {
      switch adjustment.change {
      case .remove:
        change(adjustment.canonicalName, &layers) { line, layer in
          layer.removed.append(.init(line: line, location: adjustment.location))
          return nil
        }
      case .relax: change(adjustment.canonicalName, &layers) { line, _ in line.relaxed(at: adjustment.location) }
      case .replace(let line): replaced.lines.append(line)
      }
    }
    if !replaced.lines.isEmpty { layers.insert(replaced, at: 0) }
    // What a layer says that is not at hand, nobody knows.
    guard layers.allSatisfy(\.isGiven) else { return [] }
    return unmatched.map { .unmatchedAdjustment($0.what, $0.name, at: $0.location) }
  }

  private static func change(
    _ canonical: String, _ layers: inout [ConstraintLayer],
    _ transform: (ConstraintLine, inout ConstraintLayer) -> ConstraintLine?
  ) {
    for index in layers.indices where layers[index].lines.contains(where: { $0.canonicalName == canonical }) {
      let lines = layers[index].lines
      layers[index].lines = lines.compactMap { $0.canonicalName == canonical ? transform($0, &layers[index]) : $0 }
    }
  }
}

extension ConstraintLine {
  /// Lower bounds alone; the hashes of one version say nothing about the next. An address stays what it is.
  fileprivate func relaxed(at place: Location) -> ConstraintLine {
    guard url == nil else { return self }
    let bounds = specifiers.specifiers.compactMap { specifier -> Specifier? in
      switch specifier.operator {
      case .greaterOrEqual, .greater: return specifier
      case .equal, .arbitrary, .compatible:
        // `>=` takes neither a wildcard nor a local version.
        guard let version = specifier.version else { return nil }
        return Specifier(">=\(version.public)")
      case .less, .lessOrEqual, .notEqual: return nil
      }
    }
    let relaxed = Requirement(name: name, specifiers: SpecifierSet(bounds), marker: marker)
    return ConstraintLine(relaxed, relaxing: relaxation?.stated ?? self, askedAt: place)
  }
}
