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
    let unread = Self.unread(reading.catalogue) { $0.file.root >= 0 && !seen.contains($0.file) }
    findings = (result.findings + stray + unread).sorted()
    files = result.files + reading.catalogue.files
  }

  /// What stands in files that the old lookup did not read: whole sources, single members of others, lists.
  private static func unread(_ catalogue: Catalogue, isUnread: (Location) -> Bool) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for source in catalogue.sources.values where !source.isInline && source.pluginOf == nil {
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
    for venv in catalogue.venvs.values {
      var variables: Set<String> = []
      for entry in venv.lists.flatMap(\.entries) where isUnread(entry.text.origin.location) {
        let origin = entry.text.origin
        if variables.insert(origin.variable).inserted {
          found.append(.legacyUnread("`\(origin.variable)`", at: origin.location))
        }
      }
    }
    return found
  }
}
