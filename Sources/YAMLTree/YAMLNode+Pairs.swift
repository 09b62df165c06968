extension YAMLNode {
  /// A key and its value.
  package struct Pair: Sendable {
    package let key: YAMLNode
    package let value: YAMLNode
  }

  /// The pairs of a mapping as Ansible sees them: merge keys expanded, a key that stands twice once with its last
  /// value, in the order of first appearance (PyYAML `SafeConstructor.flatten_mapping`, `construct_mapping`).
  package var pairs: [Pair] {
    guard isMapping else { return [] }
    let written = writtenPairs
    guard raw.flags.contains(.irregular) else { return written }
    var found: [Pair] = []
    var places: [ScalarKey: Int] = [:]
    for pair in flattened(depth: 0) {
      let key = ScalarKey(pair.key)
      if let place = places[key] {
        found[place] = Pair(key: found[place].key, value: pair.value)
      } else {
        places[key] = found.count
        found.append(pair)
      }
    }
    return found
  }

  /// The pairs that a later one with the same key hides, in the order of the text. Merged ones are not among them: to
  /// be overridden is what they are for.
  package var hiddenPairs: [Pair] {
    guard isMapping, raw.flags.contains(.irregular) else { return [] }
    var hidden: [Pair] = []
    var last: [ScalarKey: Pair] = [:]
    for pair in writtenPairs where !pair.key.isMergeKey {
      if let other = last.updateValue(pair, forKey: ScalarKey(pair.key)) { hidden.append(other) }
    }
    return hidden
  }

  /// The pairs as they stand in the text.
  var writtenPairs: [Pair] {
    let indices = childIndices
    var found: [Pair] = []
    found.reserveCapacity(indices.count / 2)
    var at = 0
    while at + 1 < indices.count {
      found.append(
        Pair(
          key: YAMLNode(document: document, index: indices[at]),
          value: YAMLNode(document: document, index: indices[at + 1])))
      at += 2
    }
    return found
  }

  /// Merge keys first, in PyYAML's order, then the mapping's own pairs.
  func flattened(depth: Int) -> [Pair] {
    let written = writtenPairs
    guard depth < EventReader.depthLimit, raw.flags.contains(.irregular) else { return written }
    var merged: [Pair] = []
    var own: [Pair] = []
    for pair in written {
      guard pair.key.isMergeKey else {
        own.append(pair)
        continue
      }
      if pair.value.isMapping {
        merged += pair.value.flattened(depth: depth + 1)
      } else {
        for source in pair.value.children.reversed() where source.isMapping {
          merged += source.flattened(depth: depth + 1)
        }
      }
    }
    return merged + own
  }

  /// An unquoted `<<`, or what is tagged as one.
  var isMergeKey: Bool { KeySurvey.isMergeKey(raw, document.bytes) }

  /// Whether a mapping has a key with this text.
  package func hasKey(_ text: String) -> Bool {
    guard isMapping else { return false }
    if raw.flags.contains(.irregular) { return pairs.contains { $0.key.hasText(text) } }
    let nodes = document.nodes
    let end = Int(raw.end)
    var next = index + 1
    while next < end {
      if nodes[next].kind == .alias || Int(nodes[next].length) == text.utf8.count,
        YAMLNode(document: document, index: next).hasText(text)
      {
        return true
      }
      let value = Int(nodes[next].end)
      guard value < end else { return false }
      next = Int(nodes[value].end)
    }
    return false
  }
}

/// What makes two keys the same to Python: type and value.
struct ScalarKey: Hashable {
  private let type: String
  private let text: String

  init(_ node: YAMLNode) {
    switch node.value {
    case .string(let text): (type, self.text) = ("", text)
    case .bool(let flag): (type, text) = ("number", flag ? "1" : "0")
    case .int(let digits): (type, text) = ("number", digits)
    case .float(let digits): (type, text) = ("number", digits.hasSuffix(".0") ? String(digits.dropLast(2)) : digits)
    case .null: (type, text) = ("null", "")
    case .date(let text), .datetime(let text): (type, self.text) = ("date", text)
    case .binary(let digits): (type, text) = ("bytes", digits)
    case .vault, .sequence, .mapping, .pairs, .invalid: (type, text) = ("node", String(node.index))
    }
  }

  static func == (a: Self, b: Self) -> Bool {
    a.type == b.type && a.text.utf8.elementsEqual(b.text.utf8)
  }

  func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
  }
}
