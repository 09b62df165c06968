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
    let unread = reading.catalogue.sources.values.compactMap { source -> Diagnostic? in
      guard let place = source.repository?.origin.location, place.file.root >= 0, !seen.contains(place.file),
        !source.isInline, source.pluginOf == nil
      else { return nil }
      return .legacyUnreadSource(source.name, at: place)
    }
    findings = (result.findings + stray + unread).sorted()
    files = result.files + reading.catalogue.files
  }
}
