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
}
