import TextFiles

/// Looks over the keys of mappings for what needs a second, slower look; nearly all mappings need none.
struct KeySurvey {
  struct Result {
    /// A merge key, or two keys that may be the same to Python.
    var isIrregular = false
    /// A list or mapping as a key.
    var hasContainerKey = false
  }

  private var twins = TwinSearch()

  mutating func survey(mapping: Int, _ nodes: [RawNode], _ bytes: [UInt8]) -> Result {
    var result = Result()
    guard mapping < nodes.count else { return result }
    twins.removeAll()
    var numbers = 0
    let end = Int(nodes[mapping].end)
    var next = mapping + 1
    while next < end, next < nodes.count {
      let written = nodes[next]
      let key = written.kind == .alias ? nodes[Int(written.start)] : written
      if key.kind == .scalar {
        if Self.isMergeKey(key, bytes) { result.isIrregular = true }
        if Self.mayBeNumber(key, bytes) { numbers += 1 }
        if !twins.insert(Self.hash(key, bytes)) { result.isIrregular = true }
      } else {
        result.hasContainerKey = true
      }
      let value = Int(written.end)
      guard value < end, value < nodes.count else { break }
      next = Int(nodes[value].end)
    }
    // One number in two spellings takes two keys that may be numbers.
    if numbers > 1 { result.isIrregular = true }
    return result
  }

  static func isMergeKey(_ key: RawNode, _ bytes: [UInt8]) -> Bool {
    key.kind == .scalar
      && (key.tag == .merge
        || key.length == 2 && key.flags.contains(.plain) && bytes[Int(key.start)] == 0x3C
          && bytes[Int(key.start) + 1] == 0x3C)
  }

  /// Numbers, booleans, null and bytes can be one key in two spellings.
  private static func mayBeNumber(_ key: RawNode, _ bytes: [UInt8]) -> Bool {
    guard key.flags.contains(.plain) else { return key.tag != .text }
    let start = Int(key.start)
    guard key.length > 0, start < bytes.count else { return true }
    switch bytes[start] {
    case 0x2B, 0x2D, 0x2E, 0x30...0x39, 0x7E: return true
    case 0x79, 0x59, 0x6E, 0x4E, 0x74, 0x54, 0x66, 0x46, 0x6F, 0x4F:
      guard key.length <= 5 else { return false }
      var word: UInt64 = 0
      for byte in bytes[start..<start + Int(key.length)] { word = word << 8 | UInt64(byte | 0x20) }
      return isWord(word)
    default: return false
    }
  }

  /// `no`, `on`, `yes`, `off`, `true`, `null` and `false` as numbers.
  private static func isWord(_ word: UInt64) -> Bool {
    switch word {
    case 0x6E6F, 0x6F6E, 0x79_6573, 0x6F_6666, 0x7472_7565, 0x6E75_6C6C, 0x66_616C_7365: true
    default: false
    }
  }

  private static func hash(_ key: RawNode, _ bytes: [UInt8]) -> UInt32 {
    let start = Int(key.start)
    return bytes.withUnsafeBufferPointer { buffer in
      guard start + Int(key.length) <= buffer.count else { return 0 }
      return UInt32(
        truncatingIfNeeded: ByteHash.of(UnsafeBufferPointer(rebasing: buffer[start..<start + Int(key.length)])))
    }
  }
}

/// Tells whether a hash came before: open addressing, emptied by counting up.
struct TwinSearch {
  /// The round in the upper half, the hash in the lower.
  private var slots: [UInt64] = Array(repeating: 0, count: 64)
  private var round: UInt64 = 0
  private var used = 0

  mutating func removeAll() {
    round += 1
    used = 0
  }

  /// Whether the hash is new in this round.
  mutating func insert(_ hash: UInt32) -> Bool {
    if used * 2 >= slots.count { grow() }
    let wanted = round << 32 | UInt64(hash)
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] >> 32 == round {
      if slots[slot] == wanted { return false }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = wanted
    used += 1
    return true
  }

  private mutating func grow() {
    let old = slots.filter { $0 >> 32 == round }
    slots = Array(repeating: 0, count: slots.count * 2)
    used = 0
    for entry in old { _ = insert(UInt32(truncatingIfNeeded: entry)) }
  }
}
