import Diagnostics
import TextFiles

/// Every place where the old lookup lost or changed something of a deployment.
package struct LegacyReport {
  package let findings: [Diagnostic]
  /// Files for snippets: those that it read, and those that the catalogue reads.
  package let files: [TextFile]

  package init(_ reading: CatalogueReading, release: LegacyRelease) {
    let result = LegacyLookup.run(paths: reading.paths, release: release, isRecording: true)
    let comparison = LegacyComparison(result.document, LegacyPresent(reading))
    var found: [Diagnostic] = []
    var named: Set<LegacySubject> = []
    func add(_ finding: Diagnostic, about subjects: [LegacySubject]) {
      found.append(finding)
      named.formUnion(subjects.flatMap(comparison.subjects))
    }
    for (subjects, make) in result.log.pending {
      if let finding = make(comparison) { add(finding, about: subjects) }
    }
    for (variables, role, place) in result.log.contributing where !comparison.now.reads(place.file) {
      let stray = role.flatMap { comparison.now.document.roleProjectGroups[$0] == nil ? $0 : nil }
      let sources = result.document.remotePackageParts.filter { $0.location.file == place.file }.map(\.name)
      add(
        .legacyStrayFile(variables, role: stray, sources: sources, at: place), about: [.file(place.file)])
    }
    let unread = LegacyUnread(comparison, seen: result.seen)
    for (finding, subject) in unread.findings { add(finding, about: [subject]) }
    let leftovers = LegacyLeftovers(
      comparison, result.log, release, named: named)
    let told = Self.folded(Set(found + leftovers.findings))
    findings = Self.playsApart(told, in: reading.catalogue).sorted()
    files = result.files + reading.catalogue.files
  }

  /// A finding about what only a play can template says so: what it says of the present is what the command line knows.
  private static func playsApart(_ findings: [Diagnostic], in catalogue: Catalogue) -> [Diagnostic] {
    let unresolved = Set(
      catalogue.diagnostics.filter { $0.code == .unresolvedVariable }.compactMap { $0.location?.wholeLine })
    return findings.map { finding in
      guard let place = finding.location, let hint = finding.hint,
        unresolved.contains(place.wholeLine)
      else { return finding }
      return Diagnostic(
        finding.code, finding.message, at: place, related: finding.related,
        hint: hint + "; a play templates it", severity: finding.severity)
    }
  }

  /// One finding where several paths lead to its place through links: a link back to a folder above it gives forty.
  private static func folded(_ findings: Set<Diagnostic>) -> [Diagnostic] {
    struct Key: Hashable {
      let file: FileReading.Identity
      let words: [String?]
      let place: [Int32]
      let code: DiagnosticCode
    }
    var identities: [FileReference: FileReading.Identity] = [:]
    var kept: [Key: Diagnostic] = [:]
    var others: [Diagnostic] = []
    for finding in findings {
      guard let place = finding.location else {
        others.append(finding)
        continue
      }
      guard let identity = identities[place.file] ?? FileReading.identity(of: place.file.displayPath) else {
        others.append(finding)
        continue
      }
      identities[place.file] = identity
      let key = Key(
        file: identity, words: [finding.message, finding.hint], place: [place.line, place.column], code: finding.code)
      let known = kept[key]?.location?.file
      if known.map({ Self.isNearer(place.file, than: $0) }) ?? true { kept[key] = finding }
    }
    return others + kept.values
  }

  private static func isNearer(_ a: FileReference, than b: FileReference) -> Bool {
    let (left, right) = (a.displayPath.utf8.count, b.displayPath.utf8.count)
    return left != right ? left < right : a < b
  }
}

/// What stands in files that the old lookup did not use: whole sources, single members of others, lists.
struct LegacyUnread {
  private let comparison: LegacyComparison
  private let seen: Set<FileReference>
  private(set) var findings: [(finding: Diagnostic, about: LegacySubject)] = []

  init(_ comparison: LegacyComparison, seen: Set<FileReference>) {
    (self.comparison, self.seen) = (comparison, seen)
    findLists()
    for source in comparison.now.reading.catalogue.sources.values where !source.isInline && source.pluginOf == nil {
      find(source)
    }
  }

  private func isUnread(_ place: Location) -> Bool { place.file.root >= 0 && !seen.contains(place.file) }

  private mutating func find(_ source: Source) {
    guard let link = LegacyLink(source) else { return }
    let now = comparison.source(link.name)
    if let place = source.repository?.origin.location, isUnread(place) {
      return findings.append(
        (.legacyUnread("source `\(source.name)`", now: now, at: place), .source(link.name)))
    }
    let members = [
      source.reference?.origin, source.fragments?.origin, source.distribution?.origin, source.groups.first?.origin,
    ]
    for origin in members.compactMap({ $0 }) where isUnread(origin.location) {
      findings.append((.legacyUnread("`\(origin.variable)`", now: now, at: origin.location), .source(link.name)))
    }
  }

  /// By the variables, since a list without an entry hides others too.
  private mutating func findLists() {
    let reading = comparison.now.reading
    for (variable, _, field) in reading.flat.venvs where field == .requirements {
      let roles = Set(reading.definitions(of: variable).map(\.level.role))
      for role in roles.count > 1 ? roles.filter({ $0 != nil }) : roles {
        guard let found = reading.resolver.decide(variable, from: Viewpoint(role: role)) else { continue }
        let place = found.origin.location
        guard isUnread(place) else { continue }
        let key = LegacyListKey(kind: .pip, role: role ?? "", variable: LegacyText.lowercased(variable))
        let now = comparison.list(key, of: variable, definition: place)
        findings.append((.legacyUnread("`\(variable)`", now: now, at: place), .list(key)))
      }
    }
  }
}
