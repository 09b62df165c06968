/// A node's value as Ansible's loader constructs it.
package enum YAMLValue: Sendable {
  case null
  case bool(Bool)
  /// Decimal digits with a sign, of any length.
  case int(String)
  /// As Python prints it: `1.1`, `inf`, `1e+16`.
  case float(String)
  /// ISO 8601.
  case date(String)
  case datetime(String)
  case string(String)
  /// Base64 digits in whole groups.
  case binary(String)
  /// A vault's cipher text, never opened.
  case vault(String)
  case sequence([YAMLNode])
  case mapping([YAMLNode.Pair])
  /// `!!omap` and `!!pairs`: a list of lists of two.
  case pairs([YAMLNode.Pair])
  /// What PyYAML refuses to construct: why.
  case invalid(String)
}

extension YAMLNode {
  package var value: YAMLValue {
    let node = raw
    switch node.kind {
    case .sequence:
      let isPairs = node.tag == .orderedMap || node.tag == .pairs
      return isPairs ? .pairs(children.flatMap(\.writtenPairs)) : .sequence(children)
    case .mapping: return .mapping(pairs)
    case .scalar, .alias: break
    }
    switch node.tag {
    case .none where node.flags.contains(.plain): return ScalarResolver.resolve(text)
    // Ansible resolves what stands behind its tag as if it were not quoted.
    case .unsafe: return ScalarResolver.resolve(text)
    case .none, .text: return .string(text)
    case .vault: return .vault(text)
    case .binary: return .binary(Base64Check.canonical(text) ?? "")
    default: return ScalarResolver.construct(text, as: node.tag)
    }
  }

  /// What Python's `str()` gives for a scalar: what a template that refers to it holds.
  package var pythonString: String {
    switch value {
    case .null: "None"
    case .bool(let flag): flag ? "True" : "False"
    case .int(let text), .float(let text), .date(let text), .string(let text), .binary(let text): text
    case .datetime(let text): String(decoding: text.utf8.map { $0 == 0x54 ? 0x20 : $0 }, as: UTF8.self)
    case .vault, .sequence, .mapping, .pairs, .invalid: ""
    }
  }

  /// Whether the text that a play sees differs from the characters in the file, because YAML took them for a number,
  /// a boolean or a date.
  package var isRetyped: Bool { isScalar && (isPlain || raw.tag == .unsafe) && !hasText(pythonString) }
}
