import Diagnostics
import SourceCatalogue

/// A source that is needed and that no step obtains.
package struct MissingSource: Hashable, Sendable {
  package let name: String
  package let kind: Source.Kind
  /// The architecture that there is no archive for; nil where nothing of the source can be obtained.
  package let architecture: String?
  /// Stands among the plan's findings.
  package let reason: Diagnostic
}
