import TextFiles
import YAMLTree

extension VariableValue {
  /// Deeper values become opaque: the YAML reader allows no more either.
  private static let depthLimit = 100

  package init(_ node: YAMLNode) { self.init(node, depth: 0) }

  private init(_ node: YAMLNode, depth: Int) {
    let location = node.location
    guard depth < Self.depthLimit else {
      self.init(.opaque, at: location)
      return
    }
    switch node.value {
    case .null: self.init(.null, at: location, retypedFrom: node.text.isEmpty ? nil : node.text)
    case .string(let text): self.init(.string(text), at: location, isUnsafe: node.isUnsafe)
    case .vault: self.init(.opaque, at: location)
    case .sequence(let children):
      self.init(.list(children.map { VariableValue($0, depth: depth + 1) }), at: location)
    case .mapping(let pairs):
      let entries = pairs.map {
        Entry(key: $0.key.text, keyLocation: $0.key.location, value: VariableValue($0.value, depth: depth + 1))
      }
      self.init(.mapping(entries), at: location)
    case .pairs(let pairs):
      let entries = pairs.map {
        VariableValue(
          .list([VariableValue($0.key, depth: depth + 1), VariableValue($0.value, depth: depth + 1)]),
          at: location)
      }
      self.init(.list(entries), at: location)
    case .bool(let flag): self.init(.bool(flag), at: location, retypedFrom: node.text)
    // Never the base64 digits that stand in the file.
    case .binary: self.init(.scalar("bytes"), at: location, retypedFrom: node.text)
    case .int, .float, .date, .datetime, .invalid:
      self.init(.scalar(node.pythonString), at: location, retypedFrom: node.text)
    }
  }
}
