/// A role's group as YAML gave it: a text, unless somebody left it empty or wrote a list (T3).
package struct LegacyGroup: Hashable, Sendable {
  /// What Python's `%s` makes of it.
  package let text: String
  /// nil for a text.
  package let value: VariableValue?

  init(_ text: String) {
    self.text = text
    value = nil
  }

  init(_ value: VariableValue) {
    text = value.pythonText
    if case .string = value.content { self.value = nil } else { self.value = value }
  }

  /// Where nothing else is said.
  package static let all: LegacyGroup = "all"
}

extension LegacyGroup: ExpressibleByStringLiteral {
  package init(stringLiteral text: String) { self.init(text) }
}
