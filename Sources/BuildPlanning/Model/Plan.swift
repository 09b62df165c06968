import Diagnostics

/// What would be fetched, built and installed.
package struct Plan: Sendable {
  /// What it was made for.
  package let request: PlanRequest
  /// By name; an archive by name and architecture.
  package var fetch: [FetchStep] = []
  /// By target, then name and Python.
  package var wheels: [WheelStep] = []
  /// By target, then name.
  package var venvs: [VenvStep] = []
  package var diagnostics: [Diagnostic] = []

  package init(_ request: PlanRequest) {
    self.request = request
  }

  package var targets: [Target] { request.targets }

  /// The plan with what else was found, each finding once and in order.
  package func with(_ diagnostics: [Diagnostic]) -> Plan {
    var plan = self
    var seen: Set<Diagnostic> = []
    plan.diagnostics = (diagnostics + self.diagnostics).filter { seen.insert($0).inserted }.sorted()
    return plan
  }
}
