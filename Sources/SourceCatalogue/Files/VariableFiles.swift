import Diagnostics
import TextFiles
import YAMLTree

/// The variable files of a deployment, parsed, with an index over their top-level names. Values are turned into
/// `VariableValue`s only when something asks for a name: of fifteen thousand variables, a catalogue needs a tenth.
final class VariableFiles {
  struct Entry {
    let document: YAMLDocument
    let level: Level
    let order: Int
    let alternative: String?
  }

  private(set) var entries: [Entry] = []
  /// Where each name is defined: open addressing over hashes, each slot the first place of a chain.
  private var slots: [Int32] = Array(repeating: -1, count: 1 << 10)
  private var usedSlots = 0
  private var places: [Place] = []
  private var remembered: [String: [Definition]] = [:]
  /// Definitions that no flat variable file holds.
  var structured: [String: [Definition]] = [:]

  private struct Place {
    let hash: UInt64
    let entry: Int32
    let key: Int32
    let value: Int32
    /// The next place of the same hash, or -1.
    var next: Int32
  }

  func add(_ document: YAMLDocument, level: Level, order: Int, alternative: String?) {
    let entry = Int32(clamping: entries.count)
    entries.append(Entry(document: document, level: level, order: order, alternative: alternative))
    document.topPairs { key, value in
      let hash = document.withTextBytes(at: key, Self.hash)
      insert(Place(hash: hash, entry: entry, key: key, value: value, next: -1))
    }
  }

  private func insert(_ place: Place) {
    if usedSlots * 2 >= slots.count { grow() }
    let slot = slot(of: place.hash)
    var place = place
    place.next = slots[slot]
    if slots[slot] < 0 { usedSlots += 1 }
    slots[slot] = Int32(clamping: places.count)
    places.append(place)
  }

  /// The slot of a hash: its own, or the empty one where it would stand.
  private func slot(of hash: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0, places[Int(slots[slot])].hash != hash { slot = (slot + 1) & (slots.count - 1) }
    return slot
  }

  private func grow() {
    let heads = slots.filter { $0 >= 0 }
    slots = Array(repeating: -1, count: slots.count * 2)
    for head in heads { slots[slot(of: places[Int(head)].hash)] = head }
  }

  /// FNV-1a, 64 bits.
  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return hash
  }

  /// The names that the table of flat variables knows, once each, and those of the structured format.
  func matchedNames() -> [String] {
    var names: Set<String> = []
    for head in slots where head >= 0 {
      // One look per hash: names of one hash are told apart where they differ.
      var next = head
      while next >= 0 {
        let place = places[Int(next)]
        next = place.next
        let document = entries[Int(place.entry)].document
        guard document.withTextBytes(at: place.key, SourceNaming.matches) else { continue }
        names.insert(document.node(at: place.key).text)
      }
    }
    return Array(names) + structured.keys.filter { !names.contains($0) }
  }

  /// The top-level names whose bytes `matches` takes, once each, unordered.
  func names(where matches: (UnsafeBufferPointer<UInt8>) -> Bool) -> Set<String> {
    var names: Set<String> = []
    for place in places {
      let document = entries[Int(place.entry)].document
      guard document.withTextBytes(at: place.key, matches) else { continue }
      names.insert(document.node(at: place.key).text)
    }
    return names
  }

  /// Every definition of a name, in the order in which the files are read.
  func definitions(of name: String) -> [Definition] {
    if let known = remembered[name] { return known }
    var found: [Definition] = []
    var name = name
    let hash = name.withUTF8(Self.hash)
    var next = slots[slot(of: hash)]
    while next >= 0 {
      let place = places[Int(next)]
      next = place.next
      let entry = entries[Int(place.entry)]
      guard entry.document.node(at: place.key).hasText(name) else { continue }
      found.append(
        Definition(
          variable: name, value: VariableValue(entry.document.node(at: place.value)), level: entry.level,
          order: entry.order, alternative: entry.alternative,
          keyLocation: entry.document.node(at: place.key).location))
    }
    found.reverse()
    found += structured[name] ?? []
    remembered[name] = found
    return found
  }

  /// The roles whose files were read.
  var roles: [String] { Array(Set(entries.compactMap(\.level.role))).sorted(by: bytewise) }
}
