/// PEP 508, "Environment markers", as `packaging` 26 evaluates: both sides are compared as versions where the variable
/// is one and the other side makes a specifier, otherwise as texts, where `<` and `>` never hold and `<=`, `>=` are `==`.
extension Marker {
  /// Every comparison is made, so a fault is one wherever it stands.
  package func evaluate(
    in environment: MarkerEnvironment, context: MarkerContext = .metadata
  ) throws(MarkerFault) -> Bool {
    try Self.evaluate(expression, in: environment.completed(for: context))
  }

  private static func evaluate(
    _ expression: Expression, in environment: MarkerEnvironment
  ) throws(MarkerFault) -> Bool {
    switch expression {
    case .comparison(let comparison): return try comparison.evaluate(in: environment)
    case .list(let elements, let joints):
      // `and` binds tighter than `or`.
      var result = false
      var group = true
      for (index, element) in elements.enumerated() {
        if index > 0, index - 1 < joints.count, joints[index - 1] == .or {
          result = result || group
          group = true
        }
        let holds = try evaluate(element, in: environment)
        group = group && holds
      }
      return result || group
    }
  }
}

extension Marker.Comparison {
  func evaluate(in environment: MarkerEnvironment) throws(MarkerFault) -> Bool {
    switch (left, right) {
    case (.variable(let variable), _):
      if variable.isSet {
        _ = try environment.set(variable)
        throw .undefinedComparison(description)
      }
      return try evaluate(variable, try environment.text(variable), right.text)
    case (.value(let value), .variable(let variable)):
      if variable.isSet { return try evaluate(value, in: try environment.set(variable)) }
      return try evaluate(variable, value, try environment.text(variable))
    case (.value(let value), .value(let name)):
      // The right-hand side of two texts is taken for a variable.
      guard let other = environment.others[name] else { throw .undefinedName(name) }
      return try evaluate(.osName, value, other)
    }
  }

  private func evaluate(_ variable: Marker.Variable, _ left: String, _ right: String) throws(MarkerFault) -> Bool {
    if variable.isVersion, `operator` != .isIn, `operator` != .isNotIn,
      let specifier = Specifier(`operator`.rawValue + right)
    {
      return specifier.matches(VersionCandidate(left))
    }
    switch `operator` {
    case .isIn: return right.utf8.contains(left)
    case .isNotIn: return !right.utf8.contains(left)
    case .less, .greater: return false
    case .equal, .lessOrEqual, .greaterOrEqual: return left.sameBytes(as: right)
    case .notEqual: return !left.sameBytes(as: right)
    case .compatible, .arbitrary: throw .undefinedComparison(description)
    }
  }

  /// A set holds a name or does not; it equals no text.
  private func evaluate(_ name: String, in set: Set<String>) throws(MarkerFault) -> Bool {
    switch `operator` {
    case .isIn: return set.contains(PackageName.canonical(name))
    case .isNotIn: return !set.contains(PackageName.canonical(name))
    case .notEqual: return true
    case .equal, .less, .lessOrEqual, .greater, .greaterOrEqual: return false
    case .compatible, .arbitrary: throw .undefinedComparison(description)
    }
  }
}

extension Marker.Operand {
  /// The value; of a variable on the right-hand side its name, which is what `packaging` compares with.
  var text: String {
    switch self {
    case .variable(let variable): variable.rawValue
    case .value(let text): text
    }
  }
}

extension MarkerEnvironment {
  fileprivate func completed(for context: MarkerContext) -> MarkerEnvironment {
    var environment = self
    switch context {
    case .lockFile:
      environment.extras = extras ?? []
      environment.dependencyGroups = dependencyGroups ?? []
    case .metadata: environment.values[.extra] = values[.extra] ?? ""
    case .requirement: break
    }
    environment.values[.extra] = environment.values[.extra].map { PackageName.canonical($0) }
    environment.extras = environment.extras.map { Set($0.map { PackageName.canonical($0) }) }
    environment.dependencyGroups = environment.dependencyGroups.map { Set($0.map { PackageName.canonical($0) }) }
    // A build from an untagged checkout calls itself `3.13.0a1+`, which is no version.
    if let full = values[.pythonFullVersion], full.hasSuffix("+") {
      environment.values[.pythonFullVersion] = full + "local"
    }
    return environment
  }

  fileprivate func text(_ variable: Marker.Variable) throws(MarkerFault) -> String {
    guard let value = values[variable] else { throw .undefinedName(variable.rawValue) }
    return value
  }

  fileprivate func set(_ variable: Marker.Variable) throws(MarkerFault) -> Set<String> {
    guard let value = variable == .extras ? extras : dependencyGroups else { throw .undefinedName(variable.rawValue) }
    return value
  }
}
