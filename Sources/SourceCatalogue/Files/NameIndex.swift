import TextFiles

/// Where each top-level name is defined: open addressing over hashes, each slot the last place of a chain.
struct NameIndex {
  /// One pair of a file with what the index needs of its name, which whoever reads the file finds out.
  struct Name: Sendable {
    /// The upper half of the name's hash.
    let hash: UInt64
    /// Whether the table of flat variables knows the name.
    let isMatched: Bool
    let key: Int32
    let value: Int32

    init(_ name: UnsafeBufferPointer<UInt8>, key: Int32, value: Int32) {
      hash = NameIndex.upper(ByteHash.of(name))
      isMatched = SourceNaming.matches(name)
      self.key = key
      self.value = value
    }

    /// False for nearly every name but `format`, which tells a structured document.
    var mayBeFormat: Bool { hash == Self.formatHash }

    private static let formatHash: UInt64 = {
      var name = "format"
      return NameIndex.upper(name.withUTF8(ByteHash.of))
    }()
  }

  /// Where one pair stands.
  struct Place {
    let entry: Int32
    let key: Int32
    let value: Int32
    /// The place before this one with the same hash, or -1.
    let previous: Int32
  }

  private(set) var places: [Place] = []
  /// Places of names that the table of flat variables knows.
  private(set) var matched: [Place] = []
  /// The upper half of the hash above the place's number counted from 1; 0 where empty.
  private var slots: [UInt64] = []
  private var used = 0

  /// Makes room for so many places in all.
  mutating func reserve(_ count: Int) {
    places.reserveCapacity(count)
    while slots.count < count * 2 { grow() }
  }

  /// `entry`: the number of the file.
  mutating func insert(_ name: Name, entry: Int32) {
    if used * 2 >= slots.count { grow() }
    let slot = slot(of: name.hash)
    let place = Place(
      entry: entry, key: name.key, value: name.value,
      previous: Int32(truncatingIfNeeded: slots[slot] & 0xFFFF_FFFF) &- 1)
    if slots[slot] == 0 { used += 1 }
    places.append(place)
    slots[slot] = name.hash | UInt64(UInt32(truncatingIfNeeded: places.count))
    if name.isMatched { matched.append(place) }
  }

  /// The places of every name with this one's hash, in the order in which they were inserted.
  func places(of name: UnsafeBufferPointer<UInt8>) -> [Place] {
    guard !slots.isEmpty else { return [] }
    let last = Int32(truncatingIfNeeded: slots[slot(of: Self.upper(ByteHash.of(name)))] & 0xFFFF_FFFF) &- 1
    var count = 0
    var next = last
    while let place = place(next) {
      count += 1
      next = place.previous
    }
    guard count > 0 else { return [] }
    return [Place](unsafeUninitializedCapacity: count) { buffer, initialized in
      guard let base = buffer.baseAddress else { return }
      var next = last
      for index in stride(from: count - 1, through: 0, by: -1) {
        guard let place = place(next) else { return }
        (base + index).initialize(to: place)
        next = place.previous
      }
      initialized = count
    }
  }

  /// The place with a number; nil for -1.
  func place(_ number: Int32) -> Place? { number < 0 || number >= places.count ? nil : places[Int(number)] }

  fileprivate static func upper(_ hash: UInt64) -> UInt64 { hash & ~0xFFFF_FFFF }

  /// The slot of a hash: its own, or the empty one where it would stand.
  private func slot(of upper: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: upper >> 32) & (slots.count - 1)
    while slots[slot] != 0, Self.upper(slots[slot]) != upper { slot = (slot + 1) & (slots.count - 1) }
    return slot
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: 0, count: max(old.count * 2, 1 << 10))
    for entry in old where entry != 0 { slots[slot(of: Self.upper(entry))] = entry }
  }
}
