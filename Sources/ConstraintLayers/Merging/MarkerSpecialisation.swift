import PythonPackaging

/// Markers where some variables have a value and the rest stays open: `platform_machine == "aarch64" or python_version <
/// "3.11"` is `python_version < "3.11"` on `x86_64`.
///
/// A variable says something of its kin too: `sys_platform == "linux"` leaves nothing of `os_name == "nt"`. So what is
/// left after putting values in is compared with them as a set of environments (docs/decisions/0030).
struct MarkerSpecialisation {
  let known: [Marker.Variable: String]
  private let environment: MarkerEnvironment
  private let given: Marker
  private var answers: [Marker: Marker.Simplified] = [:]

  init(_ known: [Marker.Variable: String]) {
    self.known = known
    environment = MarkerEnvironment(known)
    let variables = Marker.Variable.allCases.filter { known[$0] != nil }
    let equalities = variables.map { variable in
      Marker.Expression.comparison(
        .init(left: .variable(variable), operator: .equal, right: .value(known[variable] ?? "")))
    }
    given = Marker(.list(equalities, Array(repeating: .and, count: max(equalities.count - 1, 0))))
  }

  mutating func specialised(_ marker: Marker) -> Marker.Simplified {
    if let answer = answers[marker] { return answer }
    let answer = answer(marker)
    answers[marker] = answer
    return answer
  }

  private func answer(_ marker: Marker) -> Marker.Simplified {
    switch partial(marker.expression) {
    case .holds(let holds): return holds ? .always : .never
    case .open(let expression):
      let rest = Marker(expression)
      guard var space = MarkerSpace([rest, given], withExtras: false) else { return .marker(rest) }
      let (there, wanted) = (space.node(given), space.node(rest))
      let both = space.and(there, wanted)
      if space.isNever(both) { return .never }
      let outside = space.and(there, space.not(wanted))
      return space.isNever(outside) ? .always : .marker(rest)
    }
  }

  // MARK: Putting values in

  private enum Partial {
    case holds(Bool)
    case open(Marker.Expression)
  }

  private func partial(_ expression: Marker.Expression) -> Partial {
    switch expression {
    case .comparison(let comparison):
      // Without a value, or where nothing can be compared, the question stays open.
      guard let holds = try? Marker(expression).evaluate(in: environment), isKnown(comparison) else {
        return .open(expression)
      }
      return .holds(holds)
    case .list(let elements, let joints): return partial(elements, joints)
    }
  }

  /// `extra` counts as known: it is empty in a constraint file.
  private func isKnown(_ comparison: Marker.Comparison) -> Bool {
    for case .variable(let variable) in [comparison.left, comparison.right] {
      return known[variable] != nil || variable == .extra
    }
    return false
  }

  /// `and` binds tighter than `or`: a list of groups, of which one must hold.
  private func partial(_ elements: [Marker.Expression], _ joints: [Marker.Joint]) -> Partial {
    var groups: [[Marker.Expression]] = []
    for (index, element) in elements.enumerated() {
      let startsGroup = index == 0 || (index - 1 < joints.count && joints[index - 1] == .or)
      if startsGroup { groups.append([element]) } else { groups[groups.count - 1].append(element) }
    }
    var open: [Marker.Expression] = []
    for group in groups {
      switch conjunction(group) {
      case .holds(true): return .holds(true)
      case .holds(false): continue
      case .open(let expression): open.append(expression)
      }
    }
    return open.isEmpty ? .holds(false) : .open(Self.joined(open, .or))
  }

  private func conjunction(_ group: [Marker.Expression]) -> Partial {
    var open: [Marker.Expression] = []
    for element in group {
      switch partial(element) {
      case .holds(true): continue
      case .holds(false): return .holds(false)
      case .open(let expression): open.append(expression)
      }
    }
    return open.isEmpty ? .holds(true) : .open(Self.joined(open, .and))
  }

  private static func joined(_ elements: [Marker.Expression], _ joint: Marker.Joint) -> Marker.Expression {
    if elements.count == 1, let only = elements.first { return only }
    return .list(elements, Array(repeating: joint, count: elements.count - 1))
  }
}

extension ConstraintLayer {
  /// The lines that can speak where the variables have these values; the number of the others is added.
  func specialised(_ specialisation: inout MarkerSpecialisation, inapplicable: inout Int) -> ConstraintLayer {
    var layer = self
    layer.lines = []
    layer.lines.reserveCapacity(lines.count)
    for line in lines {
      guard let marker = line.marker else {
        layer.lines.append(line)
        continue
      }
      switch specialisation.specialised(marker) {
      case .never: inapplicable += 1
      case .always: layer.lines.append(line.with(marker: nil))
      case .marker(let rest): layer.lines.append(line.with(marker: rest))
      }
    }
    return layer
  }
}
