import TextFiles

/// Texts by number, each with the number of its name: the old merge compares every entry with every other.
final class LegacyInterner {
  private var ids: [String: Int] = [:]
  private(set) var texts: [String] = []
  /// The number of the name before the first operator, by the number of the text; -1 until asked.
  private var names: [Int] = []

  func id(of text: String) -> Int {
    if let known = ids[text] { return known }
    ids[text] = texts.count
    texts.append(text)
    names.append(-1)
    return texts.count - 1
  }

  func name(of id: Int) -> Int {
    if names[id] < 0 { names[id] = self.id(of: LegacyText.name(of: texts[id])) }
    return names[id]
  }
}

/// A list that the old lookup extended while it walked over it (M1, M2).
struct LegacyPackageList {
  struct Item {
    let id: Int
    /// The number of the name before the first operator.
    let name: Int
    let location: Location

    init(id: Int, location: Location, _ interner: LegacyInterner) {
      self.id = id
      self.name = interner.name(of: id)
      self.location = location
    }
  }

  /// An entry that a later one of the same name pushed out.
  struct Replacement {
    let lost: Item
    let by: Item
  }

  var items: [Item] = []

  /// Takes out the entries of the same names, passing over the one behind each that it takes, then appends in lower
  /// case what does not begin like a template. Returns what was taken out.
  mutating func extend(
    _ entries: [(text: String, location: Location)], _ interner: LegacyInterner, isRecording: Bool
  ) -> [Replacement] {
    var replacements: [Replacement] = []
    for entry in entries {
      let id = interner.id(of: entry.text)
      let name = interner.name(of: id)
      var index = 0
      while index < items.count {
        if items[index].name == name {
          let lost = items[index]
          let first = items.firstIndex { $0.id == lost.id } ?? index
          items.remove(at: first)
          if isRecording {
            replacements.append(Replacement(lost: lost, by: Item(id: id, location: entry.location, interner)))
          }
        }
        index += 1
      }
    }
    for entry in Self.kept(entries) {
      items.append(Item(id: interner.id(of: LegacyText.lowercased(entry.text)), location: entry.location, interner))
    }
    return replacements
  }

  /// What does not begin like a template.
  static func kept(_ entries: [(text: String, location: Location)]) -> [(text: String, location: Location)] {
    entries.filter { !$0.text.hasPrefix("{{") }
  }
}
