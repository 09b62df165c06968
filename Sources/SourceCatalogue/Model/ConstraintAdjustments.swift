/// What a layer or a venv changes of single names; ConstraintLayers carries it out.
package struct ConstraintAdjustments: Hashable, Sendable {
  /// Names that nothing constrains.
  package var remove: [Located<String>] = []
  /// Lines that take the place of every other of their names.
  package var replace: [Located<String>] = []
  /// Names of which only lower bounds are kept.
  package var relax: [Located<String>] = []

  package init() {}

  package var isEmpty: Bool { remove.isEmpty && replace.isEmpty && relax.isEmpty }
}
