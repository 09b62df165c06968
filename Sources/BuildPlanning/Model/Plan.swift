import Diagnostics

/// What would be fetched, built and installed.
package struct Plan: Sendable {
  /// What it was made for.
  package let request: PlanRequest
  /// By name; an archive by name and architecture.
  package var fetch: [FetchStep] = []
  /// By name: what would stand in `fetch`, and cannot.
  package var missing: [MissingSource] = []
  /// By target, then name and Python.
  package var wheels: [WheelStep] = []
  /// By target, then name.
  package var venvs: [VenvStep] = []
  package var diagnostics: [Diagnostic] = []

  package init(_ request: PlanRequest) {
    self.request = request
  }

  package var targets: [Target] { request.targets }

  /// The plan with what else was found, each finding once and in order. That a source lacks something is told by what
  /// it means for the plan.
  package func with(_ diagnostics: [Diagnostic]) -> Plan {
    var plan = self
    var seen: Set<Diagnostic> = []
    let consequences: Set<DiagnosticCode> = [.unplannableSource, .partlyResolvedRequirement, .unresolvedPackage]
    let told = Set(self.diagnostics.filter { consequences.contains($0.code) }.compactMap(\.location))
    let others = diagnostics.filter { other in
      let isReason = other.code == .incompleteSource || other.code == .unresolvedVariable
      return !isReason || !(other.location.map(told.contains) ?? false)
    }
    plan.diagnostics = (others + self.diagnostics).filter { seen.insert($0).inserted }.sorted()
    return plan
  }
}
