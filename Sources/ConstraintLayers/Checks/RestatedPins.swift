import Diagnostics
import PythonPackaging

/// Pins that a lower layer states anyway: OpenStack-Ansible's pins file is for what upper-constraints does not say.
enum RestatedPins {
  static func check(_ set: EffectiveConstraints) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for constraint in set.constraints where set.layers[constraint.layer].name == "pins" {
      let same = constraint.shadowed.filter { $0.line.states(sameAs: constraint.line) }
      guard let restated = same.first(where: { covers($0.line.marker, constraint.marker) }) else { continue }
      found.append(.restatedPin(constraint.line, restated.line, layer: set.layers[restated.layer].name))
    }
    return found
  }

  /// Whether the lower line holds wherever the pin does.
  private static func covers(_ lower: Marker?, _ pin: Marker?) -> Bool {
    guard let lower else { return true }
    guard let pin, var space = MarkerSpace([lower, pin], withExtras: false) else { return false }
    let outside = space.and(space.node(pin), space.not(space.node(lower)))
    return space.isNever(outside)
  }
}
