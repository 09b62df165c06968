import Diagnostics
import TextFiles

/// Every place where the old lookup lost or changed something of a deployment.
package struct LegacyReport {
  package let findings: [Diagnostic]
  /// Files for snippets: those that it read, and those that the catalogue reads.
  package let files: [TextFile]

  package init(_ reading: CatalogueReading, release: LegacyRelease) {
    let result = LegacyLookup.run(paths: reading.paths, release: release, isRecording: true)
    let known = Set(reading.catalogue.files.map(\.reference))
    let seen = Set(result.files.map(\.reference))
    let stray = result.contributing.filter { !known.contains($0.file) }.map(Diagnostic.legacyStrayFile)
    let unread = Self.unread(reading) { $0.file.root >= 0 && !seen.contains($0.file) }
    findings = (result.findings + stray + unread).sorted()
    files = result.files + reading.catalogue.files
  }

  /// What stands in files that the old lookup did not read: whole sources, single members of others, lists.
  private static func unread(_ reading: CatalogueReading, isUnread: (Location) -> Bool) -> [Diagnostic] {
    var found = unreadLists(reading, isUnread: isUnread)
    for source in reading.catalogue.sources.values where !source.isInline && source.pluginOf == nil {
      if let place = source.repository?.origin.location, isUnread(place) {
        found.append(.legacyUnread("source `\(source.name)`", at: place))
        continue
      }
      let members = [
        source.reference?.origin, source.fragments?.origin, source.distribution?.origin, source.groups.first?.origin,
      ]
      for origin in members.compactMap({ $0 }) where isUnread(origin.location) {
        found.append(.legacyUnread("`\(origin.variable)`", at: origin.location))
      }
    }
    return found
  }

  /// By the variables, since a list without an entry hides others too.
  private static func unreadLists(_ reading: CatalogueReading, isUnread: (Location) -> Bool) -> [Diagnostic] {
    var places: [Location: String] = [:]
    for (variable, _, field) in reading.flat.venvs where field == .requirements {
      let roles = Set(reading.definitions(of: variable).map(\.level.role))
      for role in roles.count > 1 ? roles.filter({ $0 != nil }) : roles {
        guard let found = reading.resolver.decide(variable, from: Viewpoint(role: role)) else { continue }
        if isUnread(found.origin.location) { places[found.origin.location] = variable }
      }
    }
    return places.map { .legacyUnread("`\($0.value)`", at: $0.key) }
  }
}
