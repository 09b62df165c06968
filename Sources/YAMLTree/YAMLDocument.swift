import TextFiles

/// One YAML document: an arena of nodes and one of scalar bytes.
package final class YAMLDocument: Sendable {
  package let file: FileReference
  let nodes: [RawNode]
  let bytes: [UInt8]

  init(file: FileReference, nodes: [RawNode], bytes: [UInt8]) {
    self.file = file
    self.nodes = nodes
    self.bytes = bytes
  }

  /// The top node; nil for a document without content.
  package var root: YAMLNode? { nodes.isEmpty ? nil : YAMLNode(document: self, index: 0) }

  /// As many pairs as the top mapping can have at most, and no more than are likely.
  package var topPairsLimit: Int { min(nodes.count / 2, 256) }

  /// The pairs of the top mapping as Ansible sees them: the bytes of the key (none for a container), and the indices of
  /// key and value.
  package func topPairs(_ body: (_ name: UnsafeBufferPointer<UInt8>, _ key: Int32, _ value: Int32) -> Void) {
    guard let root = nodes.first, root.kind == .mapping else { return }
    if root.flags.contains(.irregular) {
      for pair in YAMLNode(document: self, index: 0).pairs {
        pair.key.withTextBytes { body($0, Int32(clamping: pair.key.index), Int32(clamping: pair.value.index)) }
      }
      return
    }
    let nodes = nodes
    bytes.withUnsafeBufferPointer { bytes in
      var next = 1
      while next < Int(root.end) {
        let written = nodes[next]
        let value = Int(written.end)
        guard value < Int(root.end) else { return }
        let key = written.kind == .alias ? nodes[Int(written.start)] : written
        body(Self.text(of: key, in: bytes), Int32(truncatingIfNeeded: next), Int32(truncatingIfNeeded: value))
        next = Int(nodes[value].end)
      }
    }
  }

  private static func text(of node: RawNode, in bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    let (start, end) = (Int(node.start), Int(node.start) + Int(node.length))
    guard node.kind == .scalar, start >= 0, end <= bytes.count else {
      return UnsafeBufferPointer(start: nil, count: 0)
    }
    return UnsafeBufferPointer(rebasing: bytes[start..<end])
  }

  /// The node at an index that `topPairs` gave.
  package func node(at index: Int32) -> YAMLNode { YAMLNode(document: self, index: Int(index)) }

  /// The bytes of the scalar at an index that `topPairs` gave.
  package func withTextBytes<Result>(at index: Int32, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    let raw = nodes[Int(index)]
    let node = raw.kind == .alias ? nodes[Int(raw.start)] : raw
    guard node.kind == .scalar else { return body(UnsafeBufferPointer(start: nil, count: 0)) }
    return bytes.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[Int(node.start)..<Int(node.start) + Int(node.length)]))
    }
  }

  /// Whether a tag stands in the text that only Ansible knows: plain YAML loaders refuse the file.
  package var needsAnsible: Bool { firstAnsibleTag != nil }

  /// The first node with such a tag.
  package var firstAnsibleTag: YAMLNode? {
    nodes.firstIndex { $0.tag == .vault || $0.tag == .unsafe }.map { YAMLNode(document: self, index: $0) }
  }

  /// How many nodes there are, aliases counted once.
  package var nodeCount: Int { nodes.count }
}
