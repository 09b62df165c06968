import Diagnostics

/// What would be fetched, built and installed.
package struct Plan: Sendable {
  package let targets: [Target]
  /// By name; an archive by name and architecture.
  package var fetch: [FetchStep] = []
  package var diagnostics: [Diagnostic] = []

  package init(targets: [Target]) {
    self.targets = targets
  }
}
