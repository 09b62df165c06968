/// What a value of the structured format may be. The reader checks documents against it and the JSON Schema is printed
/// from it, so that the two cannot differ.
package indirect enum Shape: Sendable {
  /// Text; a pattern (ECMA 262, whole value) and its check where not every text will do.
  case text(Pattern?)
  /// One of a few words.
  case word([String])
  case boolean
  /// Exactly this number.
  case integer(Int)
  /// Any whole number from a least one on.
  case count(atLeast: Int)
  case null
  case list(Shape)
  /// Free keys, all values of one shape.
  case map(Shape)
  /// The same, where keys have to match too.
  case named(Pattern, Shape)
  /// Of each list of `oneOf` at most one key, and at least one of `needs` unless that is empty.
  case record([Member], oneOf: [[String]], needs: [String] = [])
  case anyOf([Shape])
  /// Whatever a variable may be.
  case any

  package struct Pattern: Sendable {
    package let expression: String
    package let description: String
    package let accepts: @Sendable (String) -> Bool
  }

  package struct Member: Sendable {
    package let name: String
    package let shape: Shape
    package let documentation: String
    package let isRequired: Bool

    package init(_ name: String, _ shape: Shape, _ documentation: String, isRequired: Bool = false) {
      self.name = name
      self.shape = shape
      self.documentation = documentation
      self.isRequired = isRequired
    }
  }
}

extension Shape {
  static let anyText = Shape.text(nil)

  static func record(_ members: [Member]) -> Shape { .record(members, oneOf: []) }

  /// What a message calls it.
  var wanted: String {
    switch self {
    case .text(let pattern): pattern?.description ?? "a string"
    case .word(let words): "one of " + words.map { "`\($0)`" }.joined(separator: ", ")
    case .boolean: "a boolean"
    case .count(let least): "a whole number from \(least) on"
    case .integer(let value): "the number \(value)"
    case .null: "null"
    case .list: "a list"
    case .map, .named, .record: "a mapping"
    case .any: "a value"
    case .anyOf(let shapes):
      // Two kinds of mapping are one to whoever wrote neither.
      shapes.map(\.wanted).enumerated().filter { index, name in !shapes[..<index].contains { $0.wanted == name } }
        .map(\.element).joined(separator: " or ")
    }
  }
}
