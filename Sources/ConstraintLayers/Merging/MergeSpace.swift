import PythonPackaging

/// The environments that the markers of a merge tell apart. A constraint file has thousands of lines and a dozen markers,
/// so that one space serves all names, and every answer is found once.
struct MergeSpace {
  private var space: MarkerSpace
  private var nodes: [Marker: MarkerSpace.Node] = [:]
  private var texts: [MarkerSpace.Node: Marker.Simplified?] = [:]
  private var emptiness: [MarkerSpace.Node: Bool] = [:]

  /// nil where the markers ask more questions than are worked out.
  init?(_ markers: some Sequence<Marker>) {
    guard let space = MarkerSpace(Array(markers), withExtras: false) else { return nil }
    self.space = space
  }

  /// The space of all names' markers; nil where it would be too large.
  static func shared(by names: [NameLines]) -> MergeSpace? {
    var markers: Set<Marker> = []
    for name in names {
      for entry in name.entries {
        if let marker = entry.line.marker { markers.insert(marker) }
      }
    }
    return MergeSpace(markers.sorted { $0.description.utf8.lexicographicallyPrecedes($1.description.utf8) })
  }

  mutating func node(_ marker: Marker?) -> MarkerSpace.Node {
    guard let marker else { return MarkerSpace.always }
    if let node = nodes[marker] { return node }
    let node = space.node(marker)
    nodes[marker] = node
    return node
  }

  mutating func and(_ a: MarkerSpace.Node, _ b: MarkerSpace.Node) -> MarkerSpace.Node { space.and(a, b) }
  mutating func or(_ a: MarkerSpace.Node, _ b: MarkerSpace.Node) -> MarkerSpace.Node { space.or(a, b) }

  /// What is left of a where b does not hold.
  mutating func subtract(_ b: MarkerSpace.Node, from a: MarkerSpace.Node) -> MarkerSpace.Node {
    space.and(a, space.not(b))
  }

  mutating func isNever(_ a: MarkerSpace.Node) -> Bool {
    if let known = emptiness[a] { return known }
    let isNever = space.isNever(a)
    emptiness[a] = isNever
    return isNever
  }

  mutating func isEqual(_ a: MarkerSpace.Node, _ b: MarkerSpace.Node) -> Bool { a == b || space.isEqual(a, b) }

  /// nil where no marker says it.
  mutating func simplified(_ node: MarkerSpace.Node) -> Marker.Simplified? {
    if let known = texts[node] { return known }
    let text = space.simplified(node)
    texts[node] = .some(text)
    return text
  }
}
