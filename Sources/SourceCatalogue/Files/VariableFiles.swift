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
  /// Where each name is defined: the first place of a chain through `places`.
  private var heads: [UInt64: Int32] = [:]
  private var places: [Place] = []
  private var remembered: [String: [Definition]] = [:]
  /// Definitions that no flat variable file holds.
  var structured: [String: [Definition]] = [:]

  private struct Place {
    let entry: Int32
    let pair: YAMLNode.Pair
    /// The next place of the same hash, or -1.
    let next: Int32
  }

  func add(_ document: YAMLDocument, level: Level, order: Int, alternative: String?) {
    let index = Int32(clamping: entries.count)
    entries.append(Entry(document: document, level: level, order: order, alternative: alternative))
    guard let root = document.root else { return }
    for pair in root.pairs {
      let hash = pair.key.withTextBytes(Self.hash)
      places.append(Place(entry: index, pair: pair, next: heads[hash] ?? -1))
      heads[hash] = Int32(clamping: places.count - 1)
    }
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
    for place in places where place.pair.key.withTextBytes(SourceNaming.mayMatch) {
      let name = place.pair.key.text
      if SourceNaming.match(name) != nil { names.insert(name) }
    }
    return Array(names) + structured.keys.filter { !names.contains($0) }
  }

  /// Every definition of a name, in the order in which the files are read.
  func definitions(of name: String) -> [Definition] {
    if let known = remembered[name] { return known }
    var found: [Definition] = []
    var name = name
    let hash = name.withUTF8(Self.hash)
    var next = heads[hash] ?? -1
    while next >= 0, Int(next) < places.count {
      let place = places[Int(next)]
      next = place.next
      guard place.pair.key.hasText(name) else { continue }
      let entry = entries[Int(place.entry)]
      found.append(
        Definition(
          variable: name, value: VariableValue(place.pair.value), level: entry.level, order: entry.order,
          alternative: entry.alternative))
    }
    found.reverse()
    found += structured[name] ?? []
    remembered[name] = found
    return found
  }

  /// The roles whose files were read.
  var roles: [String] { Array(Set(entries.compactMap(\.level.role))).sorted(by: bytewise) }
}
