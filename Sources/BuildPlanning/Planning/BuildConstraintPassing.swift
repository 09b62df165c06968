import PythonPackaging

/// How pip is told what constrains the tools that build.
///
/// `--build-constraint` came with pip 25.3, which needs Python 3.9. Since 26.2 an isolated build knows nothing else; before,
/// what reached it was the environment variable PIP_CONSTRAINT, never `--constraint` (docs/decisions/0060).
struct BuildConstraintPassing {
  let arguments: [String]
  let environment: [String: String]

  /// `python`: version of the interpreter that runs pip; `lines`: what constrains the tools, pip itself among them.
  init(_ lines: [String], python: String?) {
    guard !lines.isEmpty else {
      (arguments, environment) = ([], [:])
      return
    }
    if Self.isOld(python) || lines.contains(where: Self.pinsOldPip) {
      (arguments, environment) = ([], ["PIP_CONSTRAINT": PlanPaths.buildConstraints])
    } else {
      (arguments, environment) = (["--build-constraint", PlanPaths.buildConstraints], [:])
    }
  }

  private static func isOld(_ python: String?) -> Bool {
    guard let version = python.flatMap({ Version($0) }), let first = Version("3.9") else { return false }
    return version < first
  }

  /// Whether the line allows no pip that knows the option: `pip==23.2.1`.
  private static func pinsOldPip(_ line: String) -> Bool {
    guard let requirement = try? Requirement(parsing: line), PackageName.canonical(requirement.name) == "pip",
      let first = Version("25.3")
    else { return false }
    return requirement.specifiers.specifiers.contains { specifier in
      guard let version = specifier.version else { return false }
      switch specifier.operator {
      case .equal, .arbitrary, .compatible, .lessOrEqual: return version < first
      case .less: return version <= first
      case .notEqual, .greater, .greaterOrEqual: return false
      }
    }
  }
}
