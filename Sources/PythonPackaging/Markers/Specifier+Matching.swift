/// Whether one version fits a specifier, pre-releases included (PEP 440, "Version specifiers").
extension Specifier {
  /// Of a text that is no version only `===` holds.
  func matches(text: String) -> Bool {
    if `operator` == .arbitrary { return Scanner.lowercased(text) == Scanner.lowercased(self.text) }
    guard let candidate = Version(text) else { return false }
    return matches(candidate)
  }

  private func matches(_ candidate: Version) -> Bool {
    guard let version else { return false }
    switch `operator` {
    case .equal: return isWildcard ? candidate.starts(with: version.release, of: version) : equals(candidate, version)
    case .notEqual:
      return !(isWildcard ? candidate.starts(with: version.release, of: version) : equals(candidate, version))
    case .compatible:
      return candidate >= version && candidate.starts(with: version.release.dropLast(), of: version)
    case .lessOrEqual: return candidate.public <= version
    case .greaterOrEqual: return candidate >= version
    case .less: return candidate < version.firstDevelopment
    case .greater: return isGreater(candidate, version)
    case .arbitrary: return false
    }
  }

  private func equals(_ candidate: Version, _ version: Version) -> Bool {
    (version.local == nil ? candidate.public : candidate) == version
  }

  /// Neither a post-release nor a local version of the bound is greater, unless the bound is a post-release itself.
  private func isGreater(_ candidate: Version, _ version: Version) -> Bool {
    guard candidate.public > version else { return false }
    guard version.post == nil, version.dev == nil, candidate.post != nil else { return true }
    var stem = candidate.public
    stem.post = nil
    stem.dev = nil
    return stem != version
  }
}

extension Version {
  /// Where `<` ends: before the development releases of a version that is no pre-release itself.
  fileprivate var firstDevelopment: Version {
    guard !isPrerelease else { return self }
    var copy = self.public
    copy.dev = .zero
    return copy
  }

  /// Whether the release starts with these numbers, missing ones being zero.
  fileprivate func starts(with prefix: some Collection<VersionNumber>, of other: Version) -> Bool {
    guard epoch == other.epoch else { return false }
    for (index, number) in prefix.enumerated() where number != (index < release.count ? release[index] : .zero) {
      return false
    }
    return true
  }
}

extension Scanner {
  /// ASCII letters alone.
  static func lowercased(_ text: String) -> [UInt8] { text.utf8.map { lowercased($0) } }
}
