/// One JSON value. Members of an object stay in order; numbers stay as they are written, so that none is rounded.
package indirect enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([(String, JSONValue)])

  /// Parses one document (RFC 8259). A key that stands twice keeps the last value, as in Python's `json`, or is a fault
  /// where that is asked for.
  package init(parsing bytes: [UInt8], refusingTwice: Bool = false) throws(JSONParseError) {
    var parser = JSONParser(bytes, refusesTwice: refusingTwice)
    self = try parser.document()
  }

  package subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.0.utf8.elementsEqual(key.utf8) }?.1
  }

  package static func == (a: JSONValue, b: JSONValue) -> Bool {
    switch (a, b) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.number(let left), .number(let right)): left == right
    case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
    case (.array(let left), .array(let right)): left == right
    case (.object(let left), .object(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.0.utf8.elementsEqual($1.0.utf8) && $0.1 == $1.1 }
    default: false
    }
  }

  package func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let flag): hasher.combine(flag)
    case .number(let text), .string(let text): hasher.combine(text)
    case .array(let values): hasher.combine(values)
    case .object(let members): for (key, value) in members { hasher.combine(key); hasher.combine(value) }
    }
  }
}
