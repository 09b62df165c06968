/// Sets of environments: what two markers have in common, and when they are the same.
///
/// Answers are about every environment there can be, not about samples. A marker with too many comparisons to be worked
/// out overlaps everything and is equivalent only to its own text: the careful answer for whoever merges.
extension Marker {
  /// Whether no environment fits both.
  package func isDisjoint(with other: Marker) -> Bool {
    guard var space = MarkerSpace([self, other]) else { return false }
    let both = space.and(space.node(self), space.node(other))
    return space.isNever(both)
  }

  /// Whether the same environments fit both.
  package func isEquivalent(to other: Marker) -> Bool {
    guard var space = MarkerSpace([self, other]) else { return self == other }
    let (a, b) = (space.node(self), space.node(other))
    return space.isEqual(a, b)
  }

  /// Whether every environment fits.
  package var isAlways: Bool {
    guard var space = MarkerSpace([self]) else { return false }
    return space.isEqual(space.node(self), MarkerSpace.always)
  }

  /// Whether none does.
  package var isNever: Bool {
    guard var space = MarkerSpace([self]) else { return false }
    return space.isNever(space.node(self))
  }

  /// Whether one marker's environments are exactly those that the other leaves out.
  package func isNegation(of other: Marker) -> Bool {
    guard var space = MarkerSpace([self, other]) else { return false }
    let (a, b) = (space.node(self), space.node(other))
    return space.isEqual(a, space.not(b))
  }

  /// Both markers, as written.
  package func and(_ other: Marker) -> Marker { Marker(.list([expression, other.expression], [.and])) }

  /// Either marker, as written.
  package func or(_ other: Marker) -> Marker { Marker(.list([expression, other.expression], [.or])) }

  /// The environments of a marker in a normal form: equivalent markers come out as the same text.
  package enum Simplified: Hashable, Sendable {
    case never
    case always
    case marker(Marker)
  }

  package var simplified: Simplified {
    guard var space = MarkerSpace([self]) else { return .marker(self) }
    let node = space.node(self)
    return space.simplified(node) ?? .marker(self)
  }

  /// The environments that do not fit; nil where no marker says so.
  package var negated: Simplified? {
    guard var space = MarkerSpace([self]) else { return nil }
    let node = space.not(space.node(self))
    return space.simplified(node)
  }
}

extension MarkerSpace {
  /// nil where no marker says it.
  package mutating func simplified(_ node: Node) -> Marker.Simplified? {
    if isNever(node) { return .never }
    if isEqual(node, Self.always) { return .always }
    return MarkerPrinter.marker(for: node, in: &self).map { .marker($0) }
  }
}
