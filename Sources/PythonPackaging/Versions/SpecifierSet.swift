/// Specifiers that all must hold, in the order of their text, each once.
package struct SpecifierSet: Hashable, Sendable {
  /// Nearly every set has one specifier at most, and needs no array.
  private enum Storage: Hashable, Sendable {
    case none
    case one(Specifier)
    case several([Specifier])
  }

  private let storage: Storage

  package static let any = SpecifierSet([])

  package init(_ specifier: Specifier) { storage = .one(specifier) }

  package init(_ specifiers: [Specifier]) {
    if specifiers.count < 2 {
      storage = specifiers.first.map { .one($0) } ?? .none
      return
    }
    var seen: Set<Specifier> = []
    let sorted = specifiers.sorted { $0.description.utf8.lexicographicallyPrecedes($1.description.utf8) }
    let kept = sorted.filter { seen.insert($0).inserted }
    storage = kept.count == 1 ? .one(kept[0]) : .several(kept)
  }

  /// Specifiers between commas; nil where one is none. Empty parts do not count.
  package init?(_ text: String) {
    var specifiers: [Specifier] = []
    for part in text.parts(at: 0x2C) {
      if part.unicodeScalars.allSatisfy({ $0.properties.isWhitespace || ($0.value >= 0x1C && $0.value <= 0x1F) }) {
        continue
      }
      guard let specifier = Specifier(part) else { return nil }
      specifiers.append(specifier)
    }
    self.init(specifiers)
  }

  package var specifiers: [Specifier] {
    switch storage {
    case .none: []
    case .one(let specifier): [specifier]
    case .several(let specifiers): specifiers
    }
  }

  package var isEmpty: Bool {
    if case .none = storage { return true }
    return false
  }
}

extension SpecifierSet: CustomStringConvertible {
  package var description: String { specifiers.map(\.description).joined(separator: ",") }
}
