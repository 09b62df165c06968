extension SpecifierSet {
  /// Both sets at once.
  package func intersection(_ other: SpecifierSet) -> SpecifierSet { SpecifierSet(specifiers + other.specifiers) }

  /// Whether no version can ever match.
  ///
  /// - Parameter prereleases: false where pre-releases never count.
  package func isUnsatisfiable(prereleases: Prereleases = nil) -> Bool {
    if specifiers.isEmpty { return false }
    let range = range
    if range.isEmpty || isArbitraryUnsatisfiable(range, prereleases) { return true }
    return prereleases == false && range.holdsOnlyPrereleases
  }

  /// The one text that `===` takes must be accepted by everything else.
  private func isArbitraryUnsatisfiable(_ range: VersionRange, _ prereleases: Prereleases) -> Bool {
    let texts = specifiers.filter { $0.operator == .arbitrary }.map(\.text)
    guard let text = texts.first else { return false }
    if texts.contains(where: { $0.lowercased() != text.lowercased() }) { return true }
    let candidate = VersionCandidate(text)
    if prereleases == false && candidate.isPrerelease { return true }
    if texts.count == specifiers.count { return false }
    return candidate.version.map { !range.contains($0) } ?? true
  }

  /// What cannot be said of two sets: `===` has no order.
  package struct RelationFault: Error {}

  /// Whether every version that matches this set matches the other.
  ///
  /// - Parameter prereleases: false where pre-releases never count.
  package func isSubset(of other: SpecifierSet, prereleases: Prereleases = nil) throws(RelationFault) -> Bool {
    guard !hasArbitrary, !other.hasArbitrary else { throw RelationFault() }
    // An empty set takes texts that are no versions, which no other does.
    if specifiers.isEmpty && !other.specifiers.isEmpty { return false }
    return Self.isEmpty(range.intersection(other.range.complement), prereleases)
  }

  /// Whether no version matches both.
  package func isDisjoint(from other: SpecifierSet, prereleases: Prereleases = nil) throws(RelationFault) -> Bool {
    guard !hasArbitrary, !other.hasArbitrary else { throw RelationFault() }
    if specifiers.isEmpty && other.specifiers.isEmpty { return false }
    return Self.isEmpty(range.intersection(other.range), prereleases)
  }

  private static func isEmpty(_ range: VersionRange, _ prereleases: Prereleases) -> Bool {
    range.isEmpty || (prereleases == false && range.holdsOnlyPrereleases)
  }
}
