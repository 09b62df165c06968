import ConstraintLayers
import Diagnostics
import PythonPackaging
import SourceCatalogue

/// A line of a higher layer and one of a lower that no version satisfies together: pip and uv, which apply all
/// constraint files at once, find no solution. And what is wrong with the layers themselves.
enum ConstraintContradiction: Check {
  static let codes: [DiagnosticCode] = [
    .constraintContradiction, .unreadableLayer, .invalidConstraint, .doubleConstraint, .legacyMarkerSeparator,
    .restatedPin, .constrainedSource, .unknownLayer, .undecidableMarker, .tooManyMarkers, .neverApplying,
    .unmatchedAdjustment,
  ]

  static func findings(in context: CheckContext) -> [Diagnostic] {
    let set = context.constraints
    // A layer whose text nobody gave is no fault of the deployment.
    var found = (set.diagnostics + context.loose.flatMap(\.diagnostics)).filter { $0.code != .layerNotGiven }
    for constraint in set.constraints {
      for lower in constraint.shadowed where constraint.conflicts(with: lower) {
        found.append(contradiction(constraint, lower, set))
      }
    }
    return found
  }

  private static func contradiction(
    _ upper: EffectiveConstraint, _ lower: EffectiveConstraint.Shadowed, _ set: EffectiveConstraints
  ) -> Diagnostic {
    let name = set.layers[upper.layer].name
    let markers = [upper.marker, lower.line.marker].compactMap { $0.map { "\($0)" } }
    // What a deployer overrides on purpose is known to the deployer.
    let isMeant = name == "user" || name == "service"
    return .constraintContradiction(
      upper.line, of: name, lower.line, of: set.layers[lower.layer].name,
      where: Set(markers).inByteOrder().joined(separator: " and "), severity: isMeant ? .note : .warning)
  }
}
