/// What all layers say of one name, highest layer first and in the order of each text.
struct NameLines {
  struct Entry {
    let layer: Int
    let line: ConstraintLine
  }

  let canonicalName: String
  var entries: [Entry] = []

  /// The names of all layers, by their bytes; linear but for the sorting.
  static func all(_ layers: [ConstraintLayer]) -> [NameLines] {
    var indices: [String: Int] = [:]
    var names: [NameLines] = []
    let most = layers.map(\.lines.count).max() ?? 0
    indices.reserveCapacity(most)
    names.reserveCapacity(most)
    for (layer, content) in layers.enumerated() {
      for line in content.lines {
        let entry = Entry(layer: layer, line: line)
        if let index = indices[line.canonicalName] {
          names[index].entries.append(entry)
        } else {
          indices[line.canonicalName] = names.count
          names.append(NameLines(canonicalName: line.canonicalName, entries: [entry]))
        }
      }
    }
    return names.sorted { $0.canonicalName.utf8.lexicographicallyPrecedes($1.canonicalName.utf8) }
  }
}
