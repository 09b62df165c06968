import Diagnostics
import PythonPackaging

/// Constraints that no environment reads: `extra` is empty in a constraint file, or the marker contradicts itself.
enum NeverApplying {
  static func check(_ layers: [ConstraintLayer]) -> [Diagnostic] {
    var answers: [Marker: Bool] = [:]
    var found: [Diagnostic] = []
    for layer in layers {
      for line in layer.lines {
        guard let marker = line.marker, marker.mayContradict else { continue }
        let isNever = answers[marker] ?? isNever(marker)
        answers[marker] = isNever
        if isNever { found.append(.neverApplying(line, marker)) }
      }
    }
    return found
  }

  private static func isNever(_ marker: Marker) -> Bool {
    guard var space = MarkerSpace([marker], withExtras: false) else { return false }
    return space.isNever(space.node(marker))
  }
}

extension Marker {
  /// False for what nearly every marker is: one comparison that holds somewhere. One of `extra` or of an order may not:
  /// texts have none.
  fileprivate var mayContradict: Bool {
    guard case .comparison(let comparison) = expression else { return true }
    if comparison.operator == .less || comparison.operator == .greater { return true }
    return comparison.left == .variable(.extra) || comparison.right == .variable(.extra)
  }
}
