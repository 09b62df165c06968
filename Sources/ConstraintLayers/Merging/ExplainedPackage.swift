import PythonPackaging

/// Everything that a merged set knows of one name.
package struct ExplainedPackage {
  package struct Line {
    package let line: ConstraintLine
    /// Index into the layers.
    package let layer: Int
  }

  /// Canonical.
  package let name: String
  /// Highest layer first, each in its order, as the layers state them.
  package let lines: [Line]
  package let removed: [(removed: ConstraintLayer.Removed, layer: Int)]
  /// What speaks, each for its environments.
  package let winners: [EffectiveConstraint]
  package let built: EffectiveConstraints.Built?
  private let isForOne: Bool

  package init(_ set: EffectiveConstraints, _ name: String) {
    self.name = name
    let layers = set.layers.enumerated()
    lines = layers.flatMap { index, layer in
      layer.lines.filter { $0.canonicalName == name }.map { Line(line: $0, layer: index) }
    }
    removed = layers.flatMap { index, layer in
      layer.removed.filter { $0.line.canonicalName == name }.map { ($0, index) }
    }
    winners = set.constraints.filter { $0.line.canonicalName == name }
    built = set.built.first { $0.canonicalName == name }
    isForOne = set.environment != nil
  }

  package var isUnknown: Bool { lines.isEmpty && removed.isEmpty }

  /// Lines that would speak where the winner does: of lower layers, and of its own behind it.
  package func silent(under winner: EffectiveConstraint) -> [Line] {
    let place = lines.firstIndex { $0.layer == winner.layer && $0.line.location == winner.line.location } ?? 0
    return lines.enumerated().filter { index, line in
      if line.layer != winner.layer {
        return winner.shadowed.contains { $0.layer == line.layer && $0.line.location == line.line.location }
      }
      return index > place && overlaps(line.line.marker, winner)
    }.map(\.element)
  }

  private func overlaps(_ marker: Marker?, _ winner: EffectiveConstraint) -> Bool {
    guard !isForOne, let marker else { return true }
    return winner.marker.map { !$0.isDisjoint(with: marker) } ?? !marker.isNever
  }

  /// Whether a line speaks or is silenced anywhere.
  package func counts(_ line: Line) -> Bool {
    if built != nil { return true }
    let isWinner = winners.contains { $0.layer == line.layer && $0.line.location == line.line.location }
    return isWinner || winners.contains { winner in silent(under: winner).contains { $0.line === line.line } }
  }

  /// Where nothing speaks.
  package var free: Marker.Simplified {
    if built != nil { return .never }
    if winners.isEmpty { return .always }
    guard !isForOne, winners.allSatisfy({ $0.marker != nil }) else { return .never }
    let markers = winners.compactMap(\.marker)
    guard var space = MarkerSpace(markers, withExtras: false) else { return .never }
    var spoken = MarkerSpace.never
    for marker in markers { spoken = space.or(spoken, space.node(marker)) }
    let rest = space.not(spoken)
    return space.isNever(rest) ? .never : space.simplified(rest) ?? .never
  }
}
