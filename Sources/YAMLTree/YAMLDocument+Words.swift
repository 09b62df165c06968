extension YAMLDocument {
  /// The words (letters, digits and `_`) that end in `ending` and are more than it, anywhere but in the keys of the top
  /// mapping: of a variable file, what its values speak of.
  package func words(endingIn ending: StaticString) -> Set<String> {
    var found: Set<String> = []
    var nextKey = nodes.first?.kind == .mapping ? 1 : nodes.count
    bytes.withUnsafeBufferPointer { bytes in
      for (index, node) in nodes.enumerated() {
        if index == nextKey {
          let value = Int(node.end)
          nextKey = nodes.indices.contains(value) ? Int(nodes[value].end) : nodes.count
          continue
        }
        let (start, end) = (Int(node.start), Int(node.start) + Int(node.length))
        guard node.kind == .scalar, start >= 0, end <= bytes.count, end - start > ending.utf8CodeUnitCount else {
          continue
        }
        Self.addWords(in: UnsafeBufferPointer(rebasing: bytes[start..<end]), endingIn: ending, to: &found)
      }
    }
    return found
  }

  private static func addWords(
    in text: UnsafeBufferPointer<UInt8>, endingIn ending: StaticString, to found: inout Set<String>
  ) {
    var start = 0
    for index in 0...text.count where index == text.count || !isWordByte(text[index]) {
      let word = text[start..<index]
      start = index + 1
      guard word.count > ending.utf8CodeUnitCount,
        word.suffix(ending.utf8CodeUnitCount).elementsEqual(ending.withUTF8Buffer { $0 })
      else { continue }
      found.insert(String(decoding: word, as: UTF8.self))
    }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: true
    default: false
    }
  }
}
