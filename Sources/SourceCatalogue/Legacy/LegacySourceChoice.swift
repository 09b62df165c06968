import Diagnostics
import PythonPackaging
import TextFiles

/// The sources of a catalogue for a list that knows no venvs, and so has place for one of each distribution and for one
/// clone of each name: the higher level's; of one level that of variables before an address in a list, then the one that
/// is called as its repository is.
struct LegacySourceChoice {
  private(set) var links: [LegacyLink] = []
  private(set) var findings: [Diagnostic] = []
  private var chosen: [String: Candidate] = [:]
  private var names: Set<String> = []

  private struct Candidate {
    let source: Source
    let link: LegacyLink
    let step: Int
    let isNamesake: Bool

    init?(_ source: Source, ofCheckout isOfCheckout: Bool = false) {
      guard let link = LegacyLink(source) else { return nil }
      (self.source, self.link) = (source, link)
      let steps = [source.repository?.origin, source.reference?.origin].compactMap { $0?.level.step.rawValue }
      // The checkout's requirements.txt speaks for no host of the deployment.
      step = isOfCheckout ? -1 : steps.max() ?? -1
      isNamesake = PackageName.canonical(source.name) == PackageName.canonical(link.name)
    }

    func precedes(_ other: Candidate) -> Bool {
      if step != other.step { return step > other.step }
      if source.isInline != other.source.isInline { return other.source.isInline }
      if isNamesake != other.isNamesake { return isNamesake }
      return bytewise(source.name, other.source.name)
    }

    /// What pip calls it.
    var distribution: String { PackageName.canonical(link.eggName) }

    func isSameRepository(_ other: Candidate) -> Bool {
      RepositoryURL.identity(of: link.url) == RepositoryURL.identity(of: other.link.url)
    }
  }

  /// `addresses` are those of the checkout's requirements.txt.
  init(_ catalogue: Catalogue, and addresses: [Source]) {
    let hidden = Self.proprietaryOnly(catalogue)
    var candidates = catalogue.sources.values.filter {
      $0.kind == .git && $0.alias == nil && !($0.isInline && hidden.contains($0.name))
    }.compactMap { Candidate($0) }
    candidates.sort { $0.precedes($1) }
    for candidate in candidates + addresses.compactMap({ Candidate($0, ofCheckout: true) }) { take(candidate) }
  }

  /// Addresses that stand in proprietary lists alone, of which no wheel is built.
  private static func proprietaryOnly(_ catalogue: Catalogue) -> Set<String> {
    var (open, closed): (Set<String>, Set<String>) = ([], [])
    for list in catalogue.venvs.values.flatMap(\.lists) {
      for entry in list.entries {
        guard let key = entry.source else { continue }
        let isClosed = list.path.hasPrefix("proprietary.") || entry.text.origin.variable.holds("proprietary")
        if isClosed { closed.insert(key) } else { open.insert(key) }
      }
    }
    return closed.subtracting(open)
  }

  private mutating func take(_ candidate: Candidate) {
    if let first = chosen[candidate.distribution] { return tell(candidate, lostTo: first) }
    chosen[candidate.distribution] = candidate
    var link = candidate.link
    if names.contains(link.name) {
      // Another distribution of a repository of that name: one folder holds one clone.
      link = LegacyLink(candidate.source, named: candidate.distribution) ?? link
    }
    if names.insert(link.name).inserted { links.append(link) }
  }

  /// Whoever asks for one source gets another: said by an address in a list, or where nothing decides between two.
  private mutating func tell(_ lost: Candidate, lostTo first: Candidate) {
    let isSame = lost.isSameRepository(first)
    if isSame, !lost.source.isInline || lost.link.version == first.link.version { return }
    guard let place = lost.source.repository?.origin.location else { return }
    let isDecided = !lost.source.isInline && lost.step < first.step
    findings.append(
      .contestedName(
        lost.link, first.link, at: place, related: first.link.location, severity: isDecided ? .note : .warning))
  }
}

extension Diagnostic {
  fileprivate static func contestedName(
    _ lost: LegacyLink, _ first: LegacyLink, at location: Location, related: Location, severity: Severity
  ) -> Diagnostic {
    func shown(_ link: LegacyLink) -> String { "`\(shortened(URLText.redacted(link.url)))` at `\(link.version)`" }
    return Diagnostic(
      .collidingNames,
      "\(shown(lost)) is no source of `py_pkgs`: `\(PackageName.canonical(first.eggName))` is \(shown(first))",
      at: location, related: [Related("that one is here", at: related)],
      hint: "one wheel of a name is built for all venvs: bring the two together, or give one another name",
      severity: severity)
  }
}
