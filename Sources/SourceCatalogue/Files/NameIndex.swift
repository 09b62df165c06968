import TextFiles

/// Where each top-level name is defined: open addressing over hashes, each slot the last place of a chain.
struct NameIndex {
  /// One pair of a file.
  struct Place {
    let entry: Int32
    let key: Int32
    let value: Int32
    /// The place before this one with the same hash, or -1.
    var previous: Int32 = -1

    init(entry: Int32, key: Int32, value: Int32) {
      self.entry = entry
      self.key = key
      self.value = value
    }
  }

  private(set) var places: [Place] = []
  /// Places of names that the table of flat variables knows.
  private(set) var matched: [Place] = []
  /// The upper half of the hash above the place's number counted from 1; 0 where empty.
  private var slots: [UInt64] = Array(repeating: 0, count: 1 << 10)
  private var used = 0

  mutating func insert(_ name: UnsafeBufferPointer<UInt8>, _ place: Place) {
    if used * 2 >= slots.count { grow() }
    let upper = Self.upper(ByteHash.of(name))
    let slot = slot(of: upper)
    var place = place
    place.previous = Int32(truncatingIfNeeded: slots[slot] & 0xFFFF_FFFF) &- 1
    if slots[slot] == 0 { used += 1 }
    places.append(place)
    slots[slot] = upper | UInt64(UInt32(truncatingIfNeeded: places.count))
    if SourceNaming.matches(name) { matched.append(place) }
  }

  /// The places of every name with this one's hash, in the order in which they were inserted.
  func places(of name: UnsafeBufferPointer<UInt8>) -> [Place] {
    var found: [Place] = []
    var next = Int(slots[slot(of: Self.upper(ByteHash.of(name)))] & 0xFFFF_FFFF) - 1
    while next >= 0, next < places.count {
      found.append(places[next])
      next = Int(places[next].previous)
    }
    found.reverse()
    return found
  }

  private static func upper(_ hash: UInt64) -> UInt64 { hash & ~0xFFFF_FFFF }

  /// The slot of a hash: its own, or the empty one where it would stand.
  private func slot(of upper: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: upper >> 32) & (slots.count - 1)
    while slots[slot] != 0, Self.upper(slots[slot]) != upper { slot = (slot + 1) & (slots.count - 1) }
    return slot
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: 0, count: old.count * 2)
    for entry in old where entry != 0 { slots[slot(of: Self.upper(entry))] = entry }
  }
}
