import TextFiles

/// One place that gives a variable a value. A class, because lists of them are passed around for every variable.
package final class Definition: Sendable {
  package let variable: String
  package let value: VariableValue
  package let level: Level
  /// Position of the file in the order in which Ansible reads the files of one step; later wins.
  package let order: Int
  /// The file's stem where several files of one level are alternatives of which a play loads one (`debian`).
  package let alternative: String?
  /// The type of a reference that the structured format states; nil in flat variables.
  package let stated: Reference.Kind?
  /// Where the variable's name stands: another line than the value of a list. nil where the value is all there is.
  package let keyLocation: Location?

  package init(
    variable: String, value: VariableValue, level: Level, order: Int, alternative: String? = nil,
    stated: Reference.Kind? = nil, keyLocation: Location? = nil
  ) {
    self.variable = variable
    self.value = value
    self.level = level
    self.order = order
    self.alternative = alternative
    self.stated = stated
    self.keyLocation = keyLocation
  }

  /// Whether it is a member of a document: its name is a path there, and no flat variable has a point.
  var isStructured: Bool { variable.utf8.contains(0x2E) }

  package var location: Location { value.location }

  /// The start of the whole definition, for findings about the name.
  package var nameLocation: Location { keyLocation ?? value.location }

  /// The text of the value as written, for listings: an archive by its addresses, any other list or mapping by its kind.
  package var writtenText: String { value.retypedFrom ?? value.text ?? value.addresses ?? value.kindName }

  func asShadowed() -> Origin.Shadowed { Origin.Shadowed(location: location, level: level, text: writtenText) }

  /// Whether this one hides `other` in a play that sees both.
  func hides(_ other: Definition) -> Bool {
    level.step != other.level.step ? level.step.rawValue > other.level.step.rawValue : order > other.order
  }
}

extension VariableValue {
  /// Those of an archive, or of one for each of several architectures; nil for any other value.
  fileprivate var addresses: String? {
    guard let entries else { return nil }
    let found = self["url"]?.text.map { [$0] } ?? entries.compactMap { $0.value["url"]?.text }
    return found.isEmpty ? nil : found.joined(separator: ", ")
  }
}

extension Definition: Hashable {
  package static func == (a: Definition, b: Definition) -> Bool {
    a === b
      || (a.variable == b.variable && a.order == b.order && a.level == b.level && a.value == b.value
        && a.alternative == b.alternative && a.stated == b.stated && a.keyLocation == b.keyLocation)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(variable)
    hasher.combine(order)
    hasher.combine(value.location)
  }
}
