/// A marker (PEP 508) as it is written: comparisons, joined by `and` and `or`, with its parentheses.
package struct Marker: Hashable, Sendable {
  package enum Variable: String, Sendable, CaseIterable {
    case pythonVersion = "python_version"
    case pythonFullVersion = "python_full_version"
    case osName = "os_name"
    case sysPlatform = "sys_platform"
    case platformRelease = "platform_release"
    case platformSystem = "platform_system"
    case platformVersion = "platform_version"
    case platformMachine = "platform_machine"
    case platformPythonImplementation = "platform_python_implementation"
    case implementationName = "implementation_name"
    case implementationVersion = "implementation_version"
    case extra
    case extras
    case dependencyGroups = "dependency_groups"

    /// Values that are versions: compared by PEP 440 where both sides are.
    package var isVersion: Bool {
      switch self {
      case .pythonVersion, .pythonFullVersion, .implementationVersion, .platformRelease: true
      default: false
      }
    }

    /// Values that are sets of names, asked with `in` alone (PEP 751).
    package var isSet: Bool { self == .extras || self == .dependencyGroups }
  }

  package enum Operator: String, Sendable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case compatible = "~="
    case arbitrary = "==="
    case isIn = "in"
    case isNotIn = "not in"
  }

  package enum Operand: Hashable, Sendable {
    case variable(Variable)
    case value(String)
  }

  package struct Comparison: Hashable, Sendable {
    package let left: Operand
    package let `operator`: Operator
    package let right: Operand

    package init(left: Operand, operator: Operator, right: Operand) {
      self.left = left
      self.operator = `operator`
      self.right = right
    }
  }

  package enum Joint: String, Sendable {
    case and
    case or
  }

  /// A comparison, or what stands between parentheses: elements with a joint between every two.
  package indirect enum Expression: Hashable, Sendable {
    case comparison(Comparison)
    case list([Expression], [Joint])
  }

  package let expression: Expression

  package init(_ expression: Expression) {
    self.expression = expression
  }

  /// Deeper parentheses are refused.
  package static let depthLimit = 64

  package init(parsing text: String) throws(ParseError) {
    var text = text
    let result = text.withUTF8 { bytes -> Result<Marker, ParseError> in
      var parser = RequirementParser(bytes)
      return Result { () throws(ParseError) in try parser.wholeMarker() }
    }
    self = try result.get()
  }
}

extension Marker: CustomStringConvertible {
  package var description: String { Self.text(of: expression, isOutermost: true) }

  private static func text(of expression: Expression, isOutermost: Bool) -> String {
    switch expression {
    case .comparison(let comparison): return comparison.description
    case .list(let elements, let joints):
      // Parentheses around one element mean nothing.
      if elements.count == 1 { return text(of: elements[0], isOutermost: true) }
      var result = elements.first.map { text(of: $0, isOutermost: false) } ?? ""
      for (joint, element) in zip(joints, elements.dropFirst()) {
        result += " \(joint.rawValue) \(text(of: element, isOutermost: false))"
      }
      return isOutermost ? result : "(\(result))"
    }
  }
}

extension Marker.Comparison: CustomStringConvertible {
  package var description: String { "\(left) \(`operator`.rawValue) \(right)" }
}

extension Marker.Operand: CustomStringConvertible {
  package var description: String {
    switch self {
    case .variable(let variable): variable.rawValue
    case .value(let text): PythonLiteral.quoted(text)
    }
  }
}
