import Diagnostics
import PythonPackaging
import SourceCatalogue

/// Requirements of a venv that the effective set rules out: what pip would find only at the end of a build.
enum RequirementConflicts {
  static func check(_ venv: Venv, _ set: EffectiveConstraints) -> [Diagnostic] {
    let byName = Dictionary(grouping: set.constraints) { $0.line.canonicalName }
    var found: [Diagnostic] = []
    var specialisation = MarkerSpecialisation(set.known)
    func check(_ requirements: [Venv.Requirement], severity: Severity?) {
      for requirement in requirements where requirement.source == nil && !requirement.isUnresolved {
        guard let written = try? Requirement(parsing: requirement.text.value),
          let parsed = written.specialised(&specialisation)
        else { continue }
        let meeting = (byName[parsed.canonicalName] ?? []).filter { meet($0.marker, parsed.marker, set.environment) }
        let ruling = meeting.filter { rulesOut($0, parsed) }
        let isWhole = isEverywhere(ruling, parsed.marker, set.environment)
        for constraint in ruling {
          var diagnostic = Diagnostic.conflictingRequirement(
            requirement.text.value, at: requirement.text.origin.location, with: constraint.line,
            layer: set.layers[constraint.layer].name, venv: venv.name, where: isWhole ? nil : constraint.marker)
          if let severity = isWhole ? severity : .warning { diagnostic.severity = severity }
          found.append(diagnostic)
        }
      }
    }
    check(venv.requirements + venv.user, severity: nil)
    // Nobody has asked for these yet.
    for name in venv.optional.keys.inByteOrder() { check(venv.optional[name] ?? [], severity: .warning) }
    for name in venv.proprietary.keys.inByteOrder() { check(venv.proprietary[name] ?? [], severity: .warning) }
    return found
  }

  private static func rulesOut(_ constraint: EffectiveConstraint, _ requirement: Requirement) -> Bool {
    if requirement.url != nil || constraint.line.url != nil {
      return requirement.url != constraint.line.url && requirement.url != nil
    }
    return requirement.specifiers.intersection(constraint.line.specifiers).isUnsatisfiable()
  }

  /// Whether a requirement is ruled out wherever it is asked for, and not for some Pythons alone.
  private static func isEverywhere(
    _ constraints: [EffectiveConstraint], _ wanted: Marker?, _ environment: MarkerEnvironment?
  ) -> Bool {
    guard environment == nil, constraints.allSatisfy({ $0.marker != nil }) else { return true }
    let markers = constraints.compactMap(\.marker)
    guard var space = MarkerSpace(markers + [wanted].compactMap { $0 }, withExtras: false) else { return true }
    var ruled = MarkerSpace.never
    for marker in markers { ruled = space.or(ruled, space.node(marker)) }
    let asked = wanted.map { space.node($0) } ?? MarkerSpace.always
    let free = space.and(asked, space.not(ruled))
    return space.isNever(free)
  }

  /// Whether both speak for one environment.
  private static func meet(_ a: Marker?, _ b: Marker?, _ environment: MarkerEnvironment?) -> Bool {
    if let environment { return (try? b?.evaluate(in: environment)) ?? true }
    guard let b else { return true }
    guard let a else { return !b.isNever }
    return !a.isDisjoint(with: b)
  }
}

extension Requirement {
  /// Where some variables have a value; nil where it is asked for nowhere.
  fileprivate func specialised(_ specialisation: inout MarkerSpecialisation) -> Requirement? {
    guard let marker, !specialisation.known.isEmpty else { return self }
    func with(_ marker: Marker?) -> Requirement {
      Requirement(name: name, extras: extras, specifiers: specifiers, url: url, marker: marker)
    }
    switch specialisation.specialised(marker) {
    case .never: return nil
    case .always: return with(nil)
    case .marker(let rest): return with(rest)
    }
  }
}
