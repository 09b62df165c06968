import Diagnostics
import TextFiles

/// A named list of constraints, read.
package struct ConstraintLayer: Sendable {
  package let name: String
  /// In the order of the text.
  package var lines: [ConstraintLine] = []
  package var diagnostics: [Diagnostic] = []
  /// The files that were read, the layer's own first.
  package var files: [TextFile] = []
  /// The text was at hand; a layer that is declared and not given says nothing.
  package var isGiven = true
  /// Its lines take the place of what the layers below say of their names.
  package var isReplacement = false
  /// Lines that an adjustment took out.
  package var removed: [Removed] = []

  package init(name: String, lines: [ConstraintLine] = []) {
    self.name = name
    self.lines = lines
  }
}
