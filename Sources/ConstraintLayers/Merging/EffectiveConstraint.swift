import Diagnostics
import PythonPackaging

/// One line of the effective set.
package struct EffectiveConstraint: Sendable {
  /// A line of a lower layer that this one silences.
  package struct Shadowed: Sendable {
    package let line: ConstraintLine
    /// Index into the layers.
    package let layer: Int
    /// Nothing of the lower line is left; otherwise it still speaks for other environments.
    package let isWhole: Bool
  }

  package var line: ConstraintLine
  /// Index into the layers.
  package let layer: Int
  /// Where the line speaks; nil for everywhere, and always nil in a set for one environment.
  package let marker: Marker?
  package let shadowed: [Shadowed]

  /// Whether pip and uv, which apply both lines, would find no version.
  package func conflicts(with shadowed: Shadowed) -> Bool { line.conflicts(with: shadowed.line) }

  /// The line for pip and uv.
  package var text: String { line.text(marker: marker) }
}

/// What ordered layers come to.
package struct EffectiveConstraints: Sendable {
  /// A name that is built from source, and what the layers say of it.
  package struct Built: Sendable {
    /// The source's key in the catalogue.
    package let source: String
    /// The canonical name of what the source makes, where the catalogue knows it.
    package let distribution: String?
    package let canonicalName: String
    package let dropped: [ConstraintLine]
    /// The layer of each dropped line.
    package let layers: [Int]
  }

  /// Highest first.
  package let layers: [ConstraintLayer]
  /// nil: for every environment at once.
  package let environment: MarkerEnvironment?
  /// Variables that have a value in a set for every other environment.
  package var known: [Marker.Variable: String] = [:]
  /// By canonical name, then by layer and line.
  package var constraints: [EffectiveConstraint] = []
  package var built: [Built] = []
  /// Lines whose marker does not hold in the one environment, or in none at all.
  package var inapplicable = 0
  /// Of the layers, and of merging them.
  package var diagnostics: [Diagnostic] = []
}
