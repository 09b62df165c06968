/// Whether pre-releases count; nil is the rule of PEP 440: only where nothing else is left.
package typealias Prereleases = Bool?

/// A version that is asked for: as text, or parsed. `===` sees the difference.
package struct VersionCandidate: Sendable {
  /// As written, or the normal form.
  package let text: String
  /// nil where the text is no version.
  package let version: Version?
  package let isParsed: Bool

  package init(_ text: String) {
    self.text = text
    version = Version(text)
    isParsed = false
  }

  package init(_ version: Version) {
    text = version.description
    self.version = version
    isParsed = true
  }

  var isPrerelease: Bool { version?.isPrerelease ?? false }
}

enum PrereleaseFilter {
  /// What stays of candidates that all match, in their order.
  static func apply(_ matches: [VersionCandidate], _ prereleases: Prereleases) -> [VersionCandidate] {
    if prereleases == true { return matches }
    let others = matches.filter { !$0.isPrerelease }
    if prereleases == false { return others }
    // A text that is no version does not tell what it is, and stays either way.
    return others.contains { $0.version != nil } ? others : matches
  }
}
