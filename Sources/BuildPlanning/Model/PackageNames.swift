import SourceCatalogue

/// Packages of a distribution that a step needs.
package struct PackageNames: Hashable, Sendable {
  package private(set) var names: [String] = []
  /// Entries that still hold a variable, such as a fact of the host: which package they mean is not known.
  package private(set) var unresolved: [Located<String>] = []

  mutating func add(_ others: PackageNames) {
    names += others.names.filter { !names.contains($0) }
    add(others.unresolved)
  }

  /// Adds entries that are not there yet.
  mutating func add(_ entries: some Sequence<Located<String>>) {
    for entry in entries {
      if Template.mayHoldTemplate(entry.value) {
        if !unresolved.contains(where: { $0.value == entry.value }) { unresolved.append(entry) }
      } else if !names.contains(entry.value) {
        names.append(entry.value)
      }
    }
  }
}
