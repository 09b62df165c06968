/// Specifiers that all must hold, in the order of their text, each once.
package struct SpecifierSet: Hashable, Sendable {
  package let specifiers: [Specifier]

  package static let any = SpecifierSet([])

  package init(_ specifiers: [Specifier]) {
    if specifiers.count < 2 {
      self.specifiers = specifiers
      return
    }
    var seen: Set<Specifier> = []
    self.specifiers = specifiers.filter { seen.insert($0).inserted }
      .sorted { $0.description.utf8.lexicographicallyPrecedes($1.description.utf8) }
  }

  /// Specifiers between commas; nil where one is none. Empty parts do not count.
  package init?(_ text: String) {
    var specifiers: [Specifier] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: true) {
      if part.allSatisfy(\.isWhitespace) { continue }
      guard let specifier = Specifier(String(part)) else { return nil }
      specifiers.append(specifier)
    }
    self.init(specifiers)
  }

  package var isEmpty: Bool { specifiers.isEmpty }
}

extension SpecifierSet: CustomStringConvertible {
  package var description: String { specifiers.map(\.description).joined(separator: ",") }
}
