import TextFiles

/// Which definition decided a value, and what every other definition said. A class, because every value carries one.
package final class Origin: Sendable {
  /// One definition that did not decide.
  package struct Shadowed: Hashable, Sendable {
    package let location: Location
    package let level: Level
    /// The text that stands in the file, before any variable in it is resolved.
    package let text: String

    package init(location: Location, level: Level, text: String) {
      self.location = location
      self.level = level
      self.text = text
    }
  }

  package let location: Location
  /// The flat variable, or the key path of the structured format (`sources.nova.commit`).
  package let variable: String
  package let level: Level
  /// The text that stands in the file where that differs from the value: it held variable references.
  package let template: String?
  /// Highest precedence first.
  package let shadowed: [Shadowed]

  package init(
    location: Location, variable: String, level: Level, template: String? = nil, shadowed: [Shadowed] = []
  ) {
    self.location = location
    self.variable = variable
    self.level = level
    self.template = template
    self.shadowed = shadowed
  }
}

extension Origin: Hashable {
  package static func == (a: Origin, b: Origin) -> Bool {
    a === b
      || (a.location == b.location && a.variable == b.variable && a.level == b.level && a.template == b.template
        && a.shadowed == b.shadowed)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(location)
    hasher.combine(variable)
    hasher.combine(level)
  }
}

/// A value and the definition that decided it.
package struct Located<Value: Hashable & Sendable>: Hashable, Sendable {
  package let value: Value
  package let origin: Origin

  package init(_ value: Value, origin: Origin) {
    self.value = value
    self.origin = origin
  }

  /// Another view of the same definition.
  package func map<Other>(_ transform: (Value) -> Other) -> Located<Other> {
    Located<Other>(transform(value), origin: origin)
  }
}

extension Located where Value == String {
  /// The same, from a definition that hides these entries too.
  func hiding(_ hidden: [Located<String>]) -> Located<String> {
    guard !hidden.isEmpty else { return self }
    let more = hidden.map {
      Origin.Shadowed(location: $0.origin.location, level: $0.origin.level, text: $0.origin.template ?? $0.value)
    }
    return Located(
      value,
      origin: Origin(
        location: origin.location, variable: origin.variable, level: origin.level, template: origin.template,
        shadowed: origin.shadowed + more))
  }
}
