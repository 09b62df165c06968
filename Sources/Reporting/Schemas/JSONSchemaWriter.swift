import JSONText
import SourceCatalogue

/// A shape as JSON Schema draft-07.
enum JSONSchemaWriter {
  static func members(of shape: Shape, to writer: inout JSONWriter) {
    switch shape {
    case .text(let pattern):
      writer.member("type", "string")
      // A value may be a template until Ansible has seen it.
      if let pattern { writer.member("pattern", "(\(pattern.expression))|\\{[{%#]") }
    case .word(let words):
      writer.member("type", "string")
      writer.strings("enum", words)
    case .boolean: writer.member("type", "boolean")
    case .integer(let value): writer.member("const", value)
    case .count(let least):
      writer.member("type", "integer")
      writer.member("minimum", least)
    case .null: writer.member("type", "null")
    case .any: break
    case .list(let element):
      writer.member("type", "array")
      writer.object("items") { members(of: element, to: &$0) }
    case .map(let element):
      writer.member("type", "object")
      writer.object("additionalProperties") { members(of: element, to: &$0) }
    case .named(let pattern, let element):
      writer.object("propertyNames") { $0.member("pattern", pattern.expression) }
      members(of: .map(element), to: &writer)
    case .anyOf(let shapes): alternatives("anyOf", shapes, to: &writer)
    case .record(let fields, let oneOf, let needs):
      record(fields, oneOf, to: &writer)
      if !needs.isEmpty {
        writer.array("anyOf", needs) { writer, key in
          writer.beginObject()
          writer.strings("required", [key])
          writer.endObject()
        }
      }
    }
  }

  private static func alternatives(_ key: String, _ shapes: [Shape], to writer: inout JSONWriter) {
    writer.array(key, shapes) { writer, shape in
      writer.beginObject()
      members(of: shape, to: &writer)
      writer.endObject()
    }
  }

  private static func record(_ fields: [Shape.Member], _ oneOf: [[String]], to writer: inout JSONWriter) {
    writer.member("type", "object")
    writer.member("additionalProperties", false)
    writer.object("properties") { writer in
      for field in fields {
        writer.object(field.name) { writer in
          if !field.documentation.isEmpty { writer.member("description", field.documentation) }
          members(of: field.shape, to: &writer)
        }
      }
    }
    let required = fields.filter(\.isRequired).map(\.name)
    if !required.isEmpty { writer.strings("required", required) }
    let pairs = oneOf.flatMap(pairs)
    guard !pairs.isEmpty else { return }
    writer.object("not") { writer in
      writer.array("anyOf", pairs) { writer, pair in
        writer.beginObject()
        writer.strings("required", [pair.0, pair.1])
        writer.endObject()
      }
    }
  }

  /// Every two of a set of keys that exclude each other.
  private static func pairs(_ keys: [String]) -> [(String, String)] {
    keys.indices.flatMap { first in keys[(first + 1)...].map { (keys[first], $0) } }
  }
}
