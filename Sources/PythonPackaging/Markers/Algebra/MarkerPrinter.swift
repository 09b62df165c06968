/// A set of environments as a short PEP 508 marker.
struct MarkerPrinter {
  /// Alternatives beyond are not tried for being superfluous.
  private static let trialLimit = 12
  /// A longer marker is not written.
  private static let partLimit = 256

  /// One alternative: parts that all hold.
  private typealias Term = [Marker.Expression]

  /// nil where no marker says it; never and always have no text either.
  static func marker(for node: MarkerSpace.Node, in space: inout MarkerSpace) -> Marker? {
    guard node > MarkerSpace.always, !space.isOverfull else { return nil }
    guard var terms = terms(node, &space), !terms.isEmpty, terms.count <= partLimit else { return nil }
    drop(&terms, node, &space)
    let expression = either(terms.map(all))
    return space.isEqual(space.node(expression), node) ? Marker(expression) : nil
  }

  /// Alternatives by the cells of the node's axis. The cells of an alternative are widened by all where it holds
  /// anyway, which makes its condition shorter.
  private static func terms(_ node: MarkerSpace.Node, _ space: inout MarkerSpace) -> [Term]? {
    if node == MarkerSpace.always { return [[]] }
    guard let branch = space.branch(node) else { return [] }
    var seen: [MarkerSpace.Node] = []
    var result: [Term] = []
    for child in branch.children where child != MarkerSpace.never && !seen.contains(child) {
      seen.append(child)
      var cells: Set<Int> = []
      for (index, other) in branch.children.enumerated() where other == child || space.implies(child, other) {
        cells.insert(index)
      }
      guard let condition = AxisText.condition(space.axes[branch.axis], cells),
        let inner = terms(child, &space), result.count + inner.count <= partLimit
      else { return nil }
      for term in inner { result.append((condition.map { [$0] } ?? []) + term) }
    }
    return result
  }

  /// Leaves out alternatives that the others cover.
  private static func drop(_ terms: inout [Term], _ node: MarkerSpace.Node, _ space: inout MarkerSpace) {
    guard terms.count > 1, terms.count <= trialLimit else { return }
    var index = 0
    while index < terms.count, terms.count > 1 {
      var fewer = terms
      fewer.remove(at: index)
      if space.isEqual(space.node(either(fewer.map(all))), node) { terms = fewer } else { index += 1 }
    }
  }

  private static func all(_ term: Term) -> Marker.Expression {
    var parts: [Marker.Expression] = []
    for part in term {
      if case .list(let elements, let joints) = part, joints.allSatisfy({ $0 == .and }) {
        parts += elements
      } else {
        parts.append(part)
      }
    }
    return joined(parts, .and)
  }

  /// `and` binds tighter than `or`, so that no alternative needs parentheses.
  private static func either(_ alternatives: [Marker.Expression]) -> Marker.Expression {
    var parts: [Marker.Expression] = []
    var joints: [Marker.Joint] = []
    for alternative in alternatives {
      if !parts.isEmpty { joints.append(.or) }
      guard case .list(let elements, let inner) = alternative else {
        parts.append(alternative)
        continue
      }
      guard inner.contains(.or), case .list(let elements, let inner) = either(elements) else {
        parts += elements
        joints += inner
        continue
      }
      parts += elements
      joints += inner
    }
    if parts.count == 1, let only = parts.first { return only }
    return .list(parts, joints)
  }

  static func joined(_ parts: [Marker.Expression], _ joint: Marker.Joint) -> Marker.Expression {
    if parts.count == 1, let only = parts.first { return only }
    return .list(parts, Array(repeating: joint, count: max(0, parts.count - 1)))
  }
}
