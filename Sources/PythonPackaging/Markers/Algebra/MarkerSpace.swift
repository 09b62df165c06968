/// The environments that a set of markers can tell apart, and decision diagrams over them: nodes are shared, so that
/// equal sets of environments are the same node.
///
/// An interpreter counts as the release it is or will be: `3.13.0rc1` as `3.13.0` (docs/decisions/0030).
package struct MarkerSpace {
  package typealias Node = Int

  struct Branch: Hashable {
    let axis: Int
    let children: [Node]
  }

  package static let never: Node = 0
  package static let always: Node = 1
  /// More comparisons, or nodes, are not worked out.
  static let comparisonLimit = 256
  static let nodeLimit = 20_000
  static let conjunctionLimit = 400_000

  private(set) var axes: [MarkerAxis] = []
  private var axisIndex: [MarkerAxis.Key: Int] = [:]
  private var branches: [Branch] = []
  private var known: [Branch: Node] = [:]
  private var conjunctions: [Pair: Node] = [:]
  private var complements: [Node: Node] = [:]
  /// The combinations that exist at all, such as no Windows with `linux`.
  private(set) var possible: Node = MarkerSpace.always
  private(set) var isOverfull = false
  /// A constraint file must hold for pip, which searches a text where uv reads a list.
  private let readsLists: Bool

  private struct Pair: Hashable {
    let a: Node
    let b: Node
  }

  /// nil where the markers ask too many questions.
  ///
  /// - Parameter withExtras: false where `extra` is always empty, as in a constraint file.
  package init?(_ markers: [Marker], withExtras: Bool = true) {
    readsLists = withExtras
    var atoms: [MarkerAtom] = []
    for marker in markers {
      marker.expression.forEachComparison { atoms.append(MarkerAtom($0, readsLists: withExtras)) }
      guard atoms.count <= Self.comparisonLimit else { return nil }
    }
    axes = MarkerAxis.axes(of: atoms)
    for (index, axis) in axes.enumerated() { axisIndex[axis.key] = index }
    possible = Platforms.possible(in: &self)
    excludeOpposites(atoms)
    if !withExtras { assumeNoExtras() }
  }

  /// Two comparisons with opposite operators never hold together, though neither may (`Marker.Comparison.hasGaps`).
  private mutating func excludeOpposites(_ atoms: [MarkerAtom]) {
    for atom in atoms where atom.comparison.hasGaps {
      guard let opposite = atom.comparison.opposite else { continue }
      guard let index = axisIndex[.flag(opposite.description)], let own = axisIndex[atom.key] else { continue }
      let both = and(flag(own), flag(index))
      possible = and(possible, not(both))
    }
  }

  private mutating func flag(_ axis: Int) -> Node {
    node(axis, axes[axis].cells.map { $0 == .flag(true) ? Self.always : Self.never })
  }

  private mutating func assumeNoExtras() {
    for (index, axis) in axes.enumerated() {
      guard case .flag(let text) = axis.key, text.hasPrefix("extra == "), !text.hasSuffix("\"\"") else { continue }
      let noExtra = node(index, axis.cells.map { $0 == .flag(false) ? Self.always : Self.never })
      possible = and(possible, noExtra)
    }
  }

  // MARK: Nodes

  /// The branch of a node; nil for never and always.
  func branch(_ node: Node) -> Branch? {
    let index = node - 2
    return index >= 0 && index < branches.count ? branches[index] : nil
  }

  func axisNumber(_ key: MarkerAxis.Key) -> Int? { axisIndex[key] }

  mutating func node(_ axis: Int, _ children: [Node]) -> Node {
    guard let first = children.first, children.contains(where: { $0 != first }) else { return children.first ?? 0 }
    let branch = Branch(axis: axis, children: children)
    if let node = known[branch] { return node }
    guard branches.count < Self.nodeLimit else {
      isOverfull = true
      return Self.always
    }
    branches.append(branch)
    known[branch] = branches.count + 1
    return branches.count + 1
  }

  // MARK: Algebra

  package mutating func and(_ a: Node, _ b: Node) -> Node {
    if a == Self.never || b == Self.never { return Self.never }
    if a == Self.always || a == b { return b }
    if b == Self.always { return a }
    let pair = Pair(a: min(a, b), b: max(a, b))
    if let found = conjunctions[pair] { return found }
    guard conjunctions.count < Self.conjunctionLimit else {
      isOverfull = true
      return Self.never
    }
    guard let left = branch(a), let right = branch(b) else { return Self.never }
    let axis = min(left.axis, right.axis)
    var children: [Node] = []
    for index in axes[axis].cells.indices {
      let x = left.axis == axis ? left.children[index] : a
      let y = right.axis == axis ? right.children[index] : b
      children.append(and(x, y))
    }
    let result = node(axis, children)
    conjunctions[pair] = result
    return result
  }

  package mutating func not(_ a: Node) -> Node {
    if a <= Self.always { return 1 - a }
    if let found = complements[a] { return found }
    guard let branch = branch(a) else { return Self.never }
    var children: [Node] = []
    for child in branch.children { children.append(not(child)) }
    let result = node(branch.axis, children)
    complements[a] = result
    return result
  }

  package mutating func or(_ a: Node, _ b: Node) -> Node { not(and(not(a), not(b))) }

  /// Whether a holds only where b does, among the environments that exist.
  mutating func implies(_ a: Node, _ b: Node) -> Bool { isNever(and(a, not(b))) }

  /// False too where the space has become too large to say.
  package mutating func isNever(_ a: Node) -> Bool {
    let existing = and(a, possible)
    return !isOverfull && existing == Self.never
  }

  package mutating func isEqual(_ a: Node, _ b: Node) -> Bool {
    let (x, y) = (and(a, possible), and(b, possible))
    return !isOverfull && x == y
  }

  // MARK: Markers

  package mutating func node(_ marker: Marker) -> Node { node(marker.expression) }

  mutating func node(_ expression: Marker.Expression) -> Node {
    switch expression {
    case .comparison(let comparison): return node(MarkerAtom(comparison, readsLists: readsLists))
    case .list(let elements, let joints):
      var result = Self.never
      var group = Self.always
      for (index, element) in elements.enumerated() {
        if index > 0, index - 1 < joints.count, joints[index - 1] == .or {
          result = or(result, group)
          group = Self.always
        }
        let part = node(element)
        group = and(group, part)
      }
      return or(result, group)
    }
  }

  private mutating func node(_ atom: MarkerAtom) -> Node {
    if case .constant(let holds) = atom.question { return holds ? Self.always : Self.never }
    guard let index = axisIndex[atom.key] else { return Self.never }
    return node(index, axes[index].cells.map { atom.holds(in: $0) ? Self.always : Self.never })
  }
}

extension Marker.Expression {
  func forEachComparison(_ body: (Marker.Comparison) -> Void) {
    switch self {
    case .comparison(let comparison): body(comparison)
    case .list(let elements, _): for element in elements { element.forEachComparison(body) }
    }
  }
}
