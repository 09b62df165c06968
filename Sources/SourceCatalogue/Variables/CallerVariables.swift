/// What the caller of the lookup or of the command line gives: the highest level.
package struct CallerVariables: Sendable {
  /// Finished values: whoever calls has templated them.
  package let values: [String: VariableValue]
  /// The same variables as they are written, before templating, where the caller knows: a play does. A value whose
  /// text stands in a file keeps the file's place.
  package let written: [String: VariableValue]

  package init(values: [String: VariableValue] = [:], written: [String: VariableValue] = [:]) {
    self.values = values
    self.written = written
  }
}
