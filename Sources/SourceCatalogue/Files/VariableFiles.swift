import Diagnostics
import TextFiles
import YAMLTree

/// The variable files of a deployment, parsed, with an index over their top-level names. Values are turned into
/// `VariableValue`s only when something asks for a name: of fifteen thousand variables, a catalogue needs a tenth.
///
/// Once all files are added nothing in it changes, so threads may share it.
final class VariableFiles: @unchecked Sendable {
  struct Entry {
    let document: YAMLDocument
    let level: Level
    let order: Int
    let alternative: String?
  }

  private(set) var entries: [Entry] = []
  private var index = NameIndex()
  /// What stands before a second definition in one file: nothing reads it, but it is not lost without a word.
  private(set) var repeated: [String: [Definition]] = [:]
  /// Definitions that no flat variable file holds.
  var structured: [String: [Definition]] = [:]

  /// Makes room for so many names in all.
  func reserve(_ names: Int) { index.reserve(names) }

  func add(_ document: YAMLDocument, names: [NameIndex.Name], level: Level, order: Int, alternative: String?) {
    let entry = Int32(clamping: entries.count)
    entries.append(Entry(document: document, level: level, order: order, alternative: alternative))
    // Out of the class while it grows: every access in place would be checked.
    var index = NameIndex()
    swap(&index, &self.index)
    addRepeated(in: document, entries[entries.count - 1])
    for name in names { index.insert(name, entry: entry) }
    swap(&index, &self.index)
  }

  private func addRepeated(in document: YAMLDocument, _ entry: Entry) {
    for pair in document.root?.hiddenPairs ?? [] {
      let name = pair.key.text
      repeated[name, default: []].append(
        Definition(
          variable: name, value: VariableValue(pair.value), level: entry.level, order: entry.order,
          alternative: entry.alternative, keyLocation: pair.key.location))
    }
  }

  /// The names that the table of flat variables knows, once each, and those of the structured format; unordered. What
  /// only the `variables` of a document define is there to be referred to, whatever it is called.
  func matchedNames() -> [String] {
    let names = index.matched.filter { !isRepeated($0) }.map { document(of: $0).node(at: $0.key).text }
    guard !structured.isEmpty else { return names }
    let flat = Set(names)
    return names
      + structured.filter { name, definitions in
        !flat.contains(name) && !definitions.allSatisfy { $0.variable.hasPrefix("variables.") }
      }.keys
  }

  /// Every name of the naming table, every name that a value of these refers to, and of `candidates` those that the table
  /// knows; in byte order.
  func namesRead(besides candidates: [String]) -> [String] {
    var names = Set(matchedNames().filter { SourceNaming.match($0) != nil })
    names.formUnion(
      candidates.filter { SourceNaming.match($0) != nil || $0 == CatalogueReader.overridesVariable })
    var pending = Array(names) + Array(structured.keys) + ["requirements_git_url"]
    while let name = pending.popLast() {
      for definition in definitions(of: name) {
        for referred in definition.value.referredNames where names.insert(referred).inserted {
          pending.append(referred)
        }
      }
    }
    return names.inByteOrder()
  }

  private func document(of place: NameIndex.Place) -> YAMLDocument { entries[Int(place.entry)].document }

  /// Whether an earlier place has the same name. Those of one hash stand in one chain.
  private func isRepeated(_ place: NameIndex.Place) -> Bool {
    var previous = place.previous
    while let earlier = index.place(previous) {
      let isSame = document(of: place).withTextBytes(at: place.key) { name in
        document(of: earlier).withTextBytes(at: earlier.key) { name.elementsEqual($0) }
      }
      if isSame { return true }
      previous = earlier.previous
    }
    return false
  }

  /// The top-level names whose bytes `matches` takes, once each, unordered.
  func names(where matches: (UnsafeBufferPointer<UInt8>) -> Bool) -> Set<String> {
    var names: Set<String> = []
    for place in index.places {
      let document = entries[Int(place.entry)].document
      guard document.withTextBytes(at: place.key, matches) else { continue }
      names.insert(document.node(at: place.key).text)
    }
    return names
  }

  /// Every definition of a name, in the order in which the files are read.
  func definitions(of name: String) -> [Definition] {
    var found: [Definition] = []
    var name = name
    for place in name.withUTF8({ index.places(of: $0) }) {
      let entry = entries[Int(place.entry)]
      guard entry.document.node(at: place.key).hasText(name) else { continue }
      found.append(
        Definition(
          variable: name, value: VariableValue(entry.document.node(at: place.value)), level: entry.level,
          order: entry.order, alternative: entry.alternative,
          keyLocation: entry.document.node(at: place.key).location))
    }
    found += structured[name] ?? []
    return found
  }

  /// The levels of the definitions of a name, in the same order.
  func levels(of name: String) -> [Level] {
    var name = name
    let found = name.withUTF8({ index.places(of: $0) }).compactMap { place -> Level? in
      let entry = entries[Int(place.entry)]
      return entry.document.node(at: place.key).hasText(name) ? entry.level : nil
    }
    return found + (structured[name] ?? []).map(\.level)
  }

  /// The roles whose files were read.
  var roles: [String] { Array(Set(entries.compactMap(\.level.role))).inByteOrder() }
}
