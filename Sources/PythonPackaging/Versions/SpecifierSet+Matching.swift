extension SpecifierSet {
  package var hasArbitrary: Bool { specifiers.contains { $0.operator == .arbitrary } }

  /// The versions that all specifiers accept; `===` not counted.
  package var range: VersionRange {
    specifiers.reduce(.all) { $0.isEmpty ? $0 : $0.intersection($1.range) }
  }

  /// Whether one of the specifiers names a pre-release.
  package var namesPrerelease: Bool { specifiers.contains { $0.namesPrerelease == true } }

  /// - Parameter prereleases: nil follows the specifiers, then PEP 440: one version alone has no alternative.
  /// - Parameter isInstalled: a pre-release that is installed counts, whatever else is said.
  package func contains(
    _ candidate: VersionCandidate, prereleases: Prereleases = nil, isInstalled: Bool = false
  ) -> Bool {
    let allowed: Prereleases = isInstalled && candidate.isPrerelease ? true : prereleases
    return !filter([candidate], prereleases: allowed).isEmpty
  }

  /// The candidates that match, in their order.
  package func filter(_ candidates: [VersionCandidate], prereleases: Prereleases = nil) -> [VersionCandidate] {
    let range = range
    let arbitrary = specifiers.filter { $0.operator == .arbitrary }
    let hasOthers = arbitrary.count < specifiers.count
    let matches = candidates.filter { candidate in
      guard arbitrary.allSatisfy({ $0.matches(candidate) }) else { return false }
      guard hasOthers else { return true }
      return candidate.version.map(range.contains) ?? false
    }
    return PrereleaseFilter.apply(matches, prereleases ?? (namesPrerelease ? true : nil))
  }
}
