import Diagnostics

/// One thing that can be wrong with a deployment.
package protocol Check {
  /// The codes that it reports; a test holds every code of the registry against its page and examples.
  static var codes: [DiagnosticCode] { get }

  /// What it found, in any order.
  static func findings(in context: CheckContext) -> [Diagnostic]
}
