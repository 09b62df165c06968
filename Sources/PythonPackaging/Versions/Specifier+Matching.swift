extension Specifier {
  /// Whether the specifier itself asks for pre-releases: it names one. nil behind `===` where the text is no version.
  package var namesPrerelease: Bool? {
    if `operator` == .notEqual || isWildcard { return false }
    return version.map(\.isPrerelease)
  }

  /// - Parameter prereleases: nil follows the specifier, then PEP 440: one version alone has no alternative.
  package func contains(_ candidate: VersionCandidate, prereleases: Prereleases = nil) -> Bool {
    guard matches(candidate) else { return false }
    return prereleases != false || !candidate.isPrerelease
  }

  /// The candidates that match, in their order.
  package func filter(_ candidates: [VersionCandidate], prereleases: Prereleases = nil) -> [VersionCandidate] {
    PrereleaseFilter.apply(
      candidates.filter(matches), prereleases ?? (namesPrerelease == true ? true : nil))
  }

  /// Whatever is said of pre-releases.
  func matches(_ candidate: VersionCandidate) -> Bool {
    if `operator` == .arbitrary {
      return candidate.text.lowercased().utf8.elementsEqual(text.lowercased().utf8)
    }
    guard let version = candidate.version else { return false }
    return range.contains(version)
  }
}
