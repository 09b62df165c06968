/// A comparison as the algebra sees it: an axis, and which cells of the axis make it true.
struct MarkerAtom: Sendable {
  enum Question: Sendable {
    /// True in the cells where evaluating the comparison says so.
    case evaluated
    /// One of these versions, or none of them.
    case oneOf([String], isNegated: Bool)
    /// A flag, or its opposite.
    case flag(isNegated: Bool)
    case constant(Bool)
  }

  let comparison: Marker.Comparison
  let key: MarkerAxis.Key
  let question: Question

  /// - Parameter readsLists: whether `implementation_version in "3.9 3.11"` means the versions of a list, as uv reads
  ///   it; otherwise a search inside a text, as `packaging` evaluates it.
  init(_ comparison: Marker.Comparison, readsLists: Bool = true) {
    self.comparison = comparison
    guard let variable = comparison.variable, let value = comparison.value else {
      (key, question) = Self.flag(comparison)
      return
    }
    switch variable {
    case .extra, .extras, .dependencyGroups: (key, question) = Self.name(comparison)
    case .pythonVersion, .pythonFullVersion, .implementationVersion, .platformRelease:
      (key, question) = Self.version(comparison, variable, value, readsLists)
    default: (key, question) = Self.text(comparison, variable)
    }
  }

  private static func flag(_ comparison: Marker.Comparison) -> (MarkerAxis.Key, Question) {
    guard !comparison.hasGaps else { return (.flag(comparison.description), .flag(isNegated: false)) }
    // A comparison and its opposite are one flag, known by the affirmative.
    switch comparison.operator {
    case .notEqual, .isNotIn:
      return (.flag(comparison.negated?.description ?? comparison.description), .flag(isNegated: true))
    default: return (.flag(comparison.description), .flag(isNegated: false))
    }
  }

  /// Several extras can be asked for at once, so that each is a question of its own.
  private static func name(_ comparison: Marker.Comparison) -> (MarkerAxis.Key, Question) {
    guard comparison.variable == .extra else { return flag(comparison) }
    switch comparison.operator {
    case .less, .greater: return (.text(.extra), .constant(false))
    case .equal, .lessOrEqual, .greaterOrEqual, .notEqual:
      let plain = Marker.Comparison(
        left: .variable(.extra), operator: comparison.operator == .notEqual ? .notEqual : .equal,
        right: .value(comparison.value ?? ""))
      return flag(plain)
    default: return flag(comparison)
    }
  }

  private static func text(_ comparison: Marker.Comparison, _ variable: Marker.Variable) -> (MarkerAxis.Key, Question) {
    switch comparison.operator {
    case .less, .greater: (.text(variable), .constant(false))
    case .equal, .notEqual, .lessOrEqual, .greaterOrEqual: (.text(variable), .evaluated)
    default: flag(comparison)
    }
  }

  private static func version(
    _ comparison: Marker.Comparison, _ variable: Marker.Variable, _ value: String, _ readsLists: Bool
  ) -> (MarkerAxis.Key, Question) {
    guard !comparison.hasGaps else { return flag(comparison) }
    let isPython = variable == .pythonVersion || variable == .pythonFullVersion
    let key = isPython ? MarkerAxis.Key.python : .version(variable)
    let isVariableLeft = comparison.left == .variable(variable)
    switch comparison.operator {
    case .isIn, .isNotIn:
      // A list of versions means its members, as people write it: `3.1` is not in `3.9 3.10`.
      let words = value.split(whereSeparator: \.isWhitespace).map(String.init)
      if isPython || readsLists, isVariableLeft, !words.isEmpty, words.allSatisfy({ Version($0) != nil }) {
        return (key, .oneOf(words, isNegated: comparison.operator == .isNotIn))
      }
      return isVariableLeft && variable == .pythonVersion ? (key, .evaluated) : flag(comparison)
    case .compatible where Specifier("~=" + value) == nil && isVariableLeft: return flag(comparison)
    // Compared as texts, which have no order.
    case .less where comparison.isTextual, .greater where comparison.isTextual: return (key, .constant(false))
    // `platform_release` compared as a text alone: its values are no line of releases.
    default: return variable == .platformRelease ? flag(comparison) : (key, .evaluated)
    }
  }
}

extension Marker.Comparison {
  /// The variable that decides, on whichever side; nil between two values.
  var variable: Marker.Variable? {
    if case .variable(let variable) = left { return variable }
    if case .variable(let variable) = right { return variable }
    return nil
  }

  /// What the variable is compared with; a variable on the right-hand side of another stands for its name.
  var value: String? {
    switch (left, right) {
    case (.variable, _): right.text
    case (.value(let text), .variable): text
    case (.value, .value): nil
    }
  }

  /// Whether a version variable on the left meets what makes no specifier, so that texts are compared.
  var isTextual: Bool {
    guard case .variable(let variable) = left, variable.isVersion else { return false }
    return Specifier(`operator`.rawValue + right.text) == nil
  }

  /// Whether neither this comparison nor the one with the opposite operator holds for some values. The release of a
  /// kernel is often no version (`6.8.0-45-generic`), and then no comparison with one holds, or a pre-release, which
  /// is neither before its release nor not.
  var hasGaps: Bool {
    guard variable == .platformRelease, `operator` != .isIn, `operator` != .isNotIn else { return false }
    return !(isTextual && (`operator` == .equal || `operator` == .notEqual))
  }

  /// The comparison that holds exactly where this one does not; nil where no operator says so.
  var negated: Marker.Comparison? {
    hasGaps ? nil : opposite
  }

  /// The comparison with the opposite operator.
  var opposite: Marker.Comparison? {
    let opposites: [(Marker.Operator, Marker.Operator)] = [
      (.equal, .notEqual), (.less, .greaterOrEqual), (.lessOrEqual, .greater), (.isIn, .isNotIn),
    ]
    for (one, other) in opposites {
      if one == `operator` { return Marker.Comparison(left: left, operator: other, right: right) }
      if other == `operator` { return Marker.Comparison(left: left, operator: one, right: right) }
    }
    return nil
  }
}
