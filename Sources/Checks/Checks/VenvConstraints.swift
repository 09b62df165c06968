import ConstraintLayers
import Diagnostics

/// A venv and the constraints that it gets: requirements that they rule out, and constraints of another series.
enum VenvConstraints: Check {
  static let codes: [DiagnosticCode] = [.conflictingRequirement, .otherSeries]

  static func findings(in context: CheckContext) -> [Diagnostic] {
    let found = VenvFindings(context.catalogue, given: context.givenLayers).findings()
    guard found.contains(where: { $0.code == .otherSeries }) else { return found.filter { $0.code != .layerNotGiven } }
    // A source that is alone in its series is told already, and its venv follows from that.
    let told = Set(MixedSeries.findings(in: context).compactMap(\.location))
    return found.filter { diagnostic in
      if diagnostic.code == .otherSeries, let place = diagnostic.location, told.contains(place) { return false }
      return diagnostic.code != .layerNotGiven
    }
  }
}
