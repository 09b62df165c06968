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

  /// How many nodes there are, aliases counted once.
  package var nodeCount: Int { nodes.count }
}
