import TextFiles

/// A node of a document; aliases are followed. Cheap to copy.
package struct YAMLNode: Sendable {
  package let document: YAMLDocument
  let index: Int

  init(document: YAMLDocument, index: Int) {
    self.document = document
    // A target stands before its alias and is none itself, so one step is enough.
    let isAlias = document.nodes.indices.contains(index) && document.nodes[index].kind == .alias
    self.index = isAlias ? Int(document.nodes[index].start) : index
  }

  var raw: RawNode { document.nodes[index] }

  /// Where the node starts, its tag included.
  package var location: Location { Location(file: document.file, line: raw.line, column: raw.column) }

  package var isMapping: Bool { raw.kind == .mapping }
  package var isSequence: Bool { raw.kind == .sequence }
  package var isScalar: Bool { raw.kind == .scalar }

  /// An unquoted scalar without a tag: YAML decides its type.
  package var isPlain: Bool { raw.flags.contains(.plain) }

  /// Below `!unsafe`: Ansible never takes it for a template.
  package var isUnsafe: Bool { raw.flags.contains(.unsafe) }

  package var isNull: Bool { if case .null = value { true } else { false } }

  /// The bytes of a scalar as YAML reads them; empty for a container.
  package func withTextBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    let node = raw
    guard node.kind == .scalar else { return body(UnsafeBufferPointer(start: nil, count: 0)) }
    return document.bytes.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[Int(node.start)..<Int(node.start) + Int(node.length)]))
    }
  }

  /// The text of a scalar; empty for a container.
  package var text: String { withTextBytes { String(decoding: $0, as: UTF8.self) } }

  /// Whether a scalar's bytes are those of `text`.
  package func hasText(_ text: String) -> Bool { withTextBytes { $0.elementsEqual(text.utf8) } }

  /// The indices of a container's children, aliases unfollowed.
  var childIndices: [Int] {
    let node = raw
    guard node.kind == .sequence || node.kind == .mapping else { return [] }
    var found: [Int] = []
    found.reserveCapacity(min(Int(node.end) - index, 16))
    var next = index + 1
    while next < Int(node.end) {
      found.append(next)
      next = Int(document.nodes[next].end)
    }
    return found
  }

  /// The entries of a sequence.
  package var children: [YAMLNode] {
    isSequence ? childIndices.map { YAMLNode(document: document, index: $0) } : []
  }
}
