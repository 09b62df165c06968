import TextFiles

/// The sources of the old lookup, in the order of their spelling: as far as possible one for each egg, case-sensitive
/// (G7). Found by their egg, since a tree may have thousands.
struct LegacyRemotes {
  /// No two of one spelling.
  private(set) var links: [LegacyLink] = []
  /// The spellings that have an egg; under `""` those without one.
  private var spellings: [String: [String]] = [:]

  /// Takes the place of the source of the same egg, and returns that. One without an egg is called by its name, and by
  /// the new one's name where it is compared with that: the old lookup asked the wrong one.
  mutating func keep(_ link: LegacyLink) -> LegacyLink? {
    let name = link.eggName.isEmpty ? link.name : link.eggName
    let replaced = first(of: name, orWithoutEgg: link.name == name).map { remove(at: $0) }
    let index = position(of: link.original)
    guard index == links.count || links[index].original != link.original else { return replaced }
    links.insert(link, at: index)
    spellings[link.eggName, default: []].append(link.original)
    return replaced
  }

  /// The place of the first that has the egg `name`, or none where such a one counts.
  private func first(of name: String, orWithoutEgg: Bool) -> Int? {
    var found = name.isEmpty ? [] : spellings[name] ?? []
    if orWithoutEgg { found += spellings[""] ?? [] }
    return found.map { position(of: $0) }.min()
  }

  private mutating func remove(at index: Int) -> LegacyLink {
    let link = links.remove(at: index)
    spellings[link.eggName]?.removeAll { $0 == link.original }
    return link
  }

  /// Where a spelling is, or would be put.
  private func position(of original: String) -> Int {
    var (low, high) = (0, links.count)
    while low < high {
      let middle = (low + high) / 2
      if bytewise(links[middle].original, original) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
