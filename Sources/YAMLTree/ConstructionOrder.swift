import Diagnostics

/// Of several faults, the one that Ansible names: PyYAML constructs a container after what stands beside it, a mapping's
/// merge keys before its other keys. Only asked about files that are refused.
struct ConstructionOrder {
  private let document: YAMLDocument
  private var constructed: Set<Int> = []
  private var flattened: Set<Int> = []
  private var waiting: [Int] = []

  init(_ document: YAMLDocument) {
    self.document = document
  }

  mutating func firstFault() -> Diagnostic? {
    guard let root = document.root else { return nil }
    if let fault = construct(root, deep: false) { return fault }
    while !waiting.isEmpty {
      let round = waiting
      waiting = []
      for index in round {
        if let fault = fill(YAMLNode(document: document, index: index), deep: false) { return fault }
      }
    }
    return nil
  }

  private mutating func construct(_ node: YAMLNode, deep: Bool) -> Diagnostic? {
    guard constructed.insert(node.index).inserted else { return nil }
    let isList = node.raw.tag == .orderedMap || node.raw.tag == .pairs
    if node.isScalar || node.raw.tag == .unknown { return node.fault }
    if deep || isList || node.raw.tag == .unsafe { return fill(node, deep: deep || node.raw.tag == .unsafe) }
    waiting.append(node.index)
    return nil
  }

  /// Constructs what a container holds. Depth is that of the document, which is bounded.
  private mutating func fill(_ node: YAMLNode, deep: Bool) -> Diagnostic? {
    if node.isMapping { return fillMapping(node, deep: deep) }
    for child in node.children {
      guard node.raw.tag == .orderedMap || node.raw.tag == .pairs else {
        if let fault = construct(child, deep: deep) { return fault }
        continue
      }
      guard child.isMapping, let pair = child.writtenPairs.first, child.writtenPairs.count == 1 else {
        return node.fault
      }
      if let fault = construct(pair.key, deep: deep) ?? construct(pair.value, deep: deep) { return fault }
    }
    return nil
  }

  private mutating func fillMapping(_ node: YAMLNode, deep: Bool) -> Diagnostic? {
    if let fault = flatten(node) { return fault }
    for pair in node.flattened(depth: 0) {
      if let fault = construct(pair.key, deep: deep) { return fault }
      if !pair.key.isScalar { return .unhashableKey(at: pair.key.location) }
      if let fault = construct(pair.value, deep: deep) { return fault }
    }
    return nil
  }

  private mutating func flatten(_ node: YAMLNode) -> Diagnostic? {
    guard flattened.insert(node.index).inserted else { return nil }
    for pair in node.writtenPairs where pair.key.isMergeKey {
      guard pair.value.isSequence else {
        guard pair.value.isMapping else { return pair.value.mergeFault }
        if let fault = flatten(pair.value) { return fault }
        continue
      }
      for source in pair.value.children {
        guard source.isMapping else { return pair.value.mergeFault }
        if let fault = flatten(source) { return fault }
      }
    }
    return nil
  }
}
