import Diagnostics
import PythonPackaging

/// Constraints that no environment reads: `extra` is empty in a constraint file, or the marker contradicts itself.
enum NeverApplying {
  static func check(_ layers: [ConstraintLayer]) -> [Diagnostic] {
    var answers: [Marker: Bool] = [:]
    var found: [Diagnostic] = []
    for layer in layers {
      for line in layer.lines {
        // One comparison holds somewhere, but for one of `extra`.
        guard let marker = line.marker, marker.asksMoreThanOnce else { continue }
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
  /// Whether it could contradict itself, or asks for an extra.
  fileprivate var asksMoreThanOnce: Bool {
    guard case .comparison(let comparison) = expression else { return true }
    return comparison.left == .variable(.extra) || comparison.right == .variable(.extra)
  }
}
