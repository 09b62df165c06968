import TextFiles

/// The value of one variable as Ansible sees it before templating, with the place of each part.
package struct VariableValue: Hashable, Sendable {
  package enum Content: Hashable, Sendable {
    case null
    case bool(Bool)
    /// A number or a date: what Python prints for it.
    case scalar(String)
    case string(String)
    case list([VariableValue])
    case mapping([Entry])
    /// A vault's cipher text or another value that only Ansible can open.
    case opaque
  }

  package struct Entry: Hashable, Sendable {
    package let key: String
    package let keyLocation: Location
    package let value: VariableValue

    package init(key: String, keyLocation: Location, value: VariableValue) {
      self.key = key
      self.keyLocation = keyLocation
      self.value = value
    }
  }

  package let content: Content
  package let location: Location
  /// The characters in the file where the value is an unquoted scalar that YAML took for something else than text.
  package let retypedFrom: String?
  /// `!unsafe`: never a template.
  package let isUnsafe: Bool

  package init(_ content: Content, at location: Location, retypedFrom: String? = nil, isUnsafe: Bool = false) {
    self.content = content
    self.location = location
    self.retypedFrom = retypedFrom
    self.isUnsafe = isUnsafe
  }
}

extension VariableValue {
  /// The text that Jinja puts in place of a reference to this value; nil for what has no plain text.
  package var text: String? {
    switch content {
    case .string(let text), .scalar(let text): text
    case .bool(let flag): flag ? "True" : "False"
    case .null, .list, .mapping, .opaque: nil
    }
  }

  /// Whether the text is another than what somebody wrote: YAML took an unquoted scalar for a number, a boolean or a
  /// date. A caller's number or boolean went the same way, unless it has only digits.
  package var isRetyped: Bool {
    guard let text else { return false }
    if let retypedFrom { return !retypedFrom.utf8.elementsEqual(text.utf8) }
    guard location.file == .caller else { return false }
    switch content {
    case .bool: return true
    case .scalar: return !text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    default: return false
    }
  }

  /// The entries of a list; nil for anything else.
  package var list: [VariableValue]? {
    if case .list(let entries) = content { entries } else { nil }
  }

  /// The entries of a mapping; nil for anything else.
  package var entries: [Entry]? {
    if case .mapping(let entries) = content { entries } else { nil }
  }

  package subscript(key: String) -> VariableValue? {
    entries?.last { $0.key.utf8.elementsEqual(key.utf8) }?.value
  }

  /// Whether Jinja's `default(x, true)` replaces it.
  package var isFalsy: Bool {
    switch content {
    case .null: true
    case .bool(let flag): !flag
    case .string(let text): text.isEmpty
    case .scalar(let text): text == "0" || text == "0.0" || text == "-0.0"
    case .list(let entries): entries.isEmpty
    case .mapping(let entries): entries.isEmpty
    case .opaque: false
    }
  }

  /// What the value is called in a message: `a list`.
  package var kindName: String {
    switch content {
    case .null: "null"
    case .bool: "a boolean"
    case .scalar: "a number or date"
    case .string: "a string"
    case .list: "a list"
    case .mapping: "a mapping"
    case .opaque: "an encrypted value"
    }
  }
}
