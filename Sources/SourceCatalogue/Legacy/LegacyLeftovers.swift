import Diagnostics
import PythonPackaging
import TextFiles

/// Differences that no finding about the old lookup names yet: what a later definition hides, what only one of both
/// reads, and whatever a rule may have been forgotten for.
struct LegacyLeftovers {
  let comparison: LegacyComparison
  let log: LegacyLog
  let release: LegacyRelease
  private var named: Set<LegacySubject>
  private(set) var findings: [Diagnostic] = []
  /// Distributions whose lists differ: for their lines in `packages` that is the cause.
  private var moved: Set<String> = []

  init(_ comparison: LegacyComparison, _ log: LegacyLog, _ release: LegacyRelease, named: Set<LegacySubject>) {
    (self.comparison, self.log, self.release, self.named) = (comparison, log, release, named)
    findLists()
    findPackages()
    findRoles()
    findSources()
  }

  private func isNamed(_ place: Location) -> Bool { named.contains(.entry(place)) || named.contains(.file(place.file)) }

  // MARK: Lists

  private mutating func findLists() {
    let then = Dictionary(grouping: log.lists, by: \.key)
    for (key, lists) in then { compare(lists, key) }
    let new = comparison.now.lists.filter { then[$0.key] == nil }
    for (key, entries) in new where release.readsDistroLists || !keepsEmpty(key) { findNew(key, entries) }
    if !release.readsDistroLists { findDistributions(new.filter { keepsEmpty($0.key) }) }
  }

  /// A release that returned no packages of distributions lacks those of each role.
  private mutating func findDistributions(_ lists: [LegacyListKey: [LegacyEntry]]) {
    for (role, lists) in Dictionary(grouping: lists, by: \.key.role) {
      guard let place = lists.flatMap(\.value).map(\.location).min() ?? comparison.now.place(ofRole: role) else {
        continue
      }
      findings.append(.legacyNoDistributions(role, Set(lists.map(\.key.variable)).inByteOrder(), at: place))
    }
  }

  private mutating func compare(_ lists: [LegacyLog.List], _ key: LegacyListKey) {
    let now = comparison.now.lists[key]
    let (old, new) = (Set(lists.flatMap(\.entries)), Set(now ?? []))
    let places = (old: Set(old.map(\.location)), new: Set(new.map(\.location)))
    for entry in old.symmetricDifference(new) { note(entry, key) }
    guard !named.contains(.list(key)) else { return }
    for list in lists {
      // What stands outside roles may be the list of one today.
      let gone = list.entries.filter { entry in
        let isThere =
          key.role.isEmpty ? comparison.now.texts[entry.location] != nil : places.new.contains(entry.location)
        return !isThere && !isNamed(entry.location)
      }
      guard !gone.isEmpty || (now == nil && list.entries.isEmpty && keepsEmpty(key) && !isNamed(list.place)) else {
        continue
      }
      findings.append(
        .legacyCounted(
          list.written, gone.map(\.text), now: comparison.list(key, of: list.written, definition: list.place),
          at: list.place))
    }
    for entry in now ?? [] where !isNamed(entry.location) {
      guard places.old.contains(entry.location) else { continue }
      let before = old.filter { $0.location == entry.location }
      if before.contains(where: { $0.text == entry.text }) { continue }
      for one in before { findings.append(.legacySpelling(one.text, now: "now `\(entry.text)`", at: one.location)) }
    }
    findNew(key, (now ?? []).filter { !places.old.contains($0.location) && !isNamed($0.location) })
  }

  /// Empty lists of distributions' packages were returned, those of pip were not.
  private func keepsEmpty(_ key: LegacyListKey) -> Bool {
    if case .distribution = key.kind { return true }
    return false
  }

  private mutating func note(_ entry: LegacyEntry, _ key: LegacyListKey) {
    if keepsEmpty(key) { return }
    moved.insert(LegacyPackageName.canonical(entry.text))
    for wheel in comparison.now.wheels[entry.location] ?? [] { moved.insert(LegacyPackageName.canonical(wheel)) }
  }

  /// Entries that only today's lookup returns.
  private mutating func findNew(_ key: LegacyListKey, _ entries: [LegacyEntry]) {
    for entry in entries { note(entry, key) }
    guard !named.contains(.list(key)), let place = entries.map(\.location).min() else { return }
    findings.append(
      .legacyUnread(
        "`\(key.variable)`" + (key.role.isEmpty ? "" : " of `\(key.role)`"),
        now: "now the list has " + LegacyWords.listed(Set(entries.map(\.text)).inByteOrder()), at: place))
  }

  // MARK: Packages

  private mutating func findPackages() {
    let (then, now) = (comparison.then.packages, comparison.now.document.packages)
    let names = Set((then + now).map(LegacyPackageName.canonical))
    for name in names.inByteOrder() where !moved.contains(name) && !named.contains(.package(name)) {
      let (old, new) = (comparison.lines(of: name), comparison.now.lines(of: name))
      guard old != new else { continue }
      let places = places(of: name)
      // A finding about an address has said what it comes to.
      guard let place = places.min(), !places.contains(where: { named.contains(.address($0)) }) else { continue }
      findings.append(.legacyOtherLines(name, old, now: comparison.package(name), at: place))
    }
  }

  /// Where a distribution stands in lists.
  private func places(of name: String) -> [Location] {
    let entries = log.lists.flatMap(\.entries) + comparison.now.lists.values.joined()
    let wheels = comparison.now.wheels.filter { $0.value.contains { LegacyPackageName.canonical($0) == name } }
    return entries.filter { LegacyPackageName.canonical($0.text) == name }.map(\.location) + wheels.keys
  }

  // MARK: Roles

  private mutating func findRoles() {
    let (then, now) = (comparison.then, comparison.now.document)
    for role in Set(then.roleProjectGroups.keys).union(now.roleProjectGroups.keys).inByteOrder() {
      guard !named.contains(.group(role)) else { continue }
      let old = Set(
        [
          then.roleProjectGroups[role], then.roleRequirements[role]?.projectGroup,
          then.roleDistroPackages[role]?.projectGroup,
        ].compactMap { $0 })
      guard let group = now.roleProjectGroups[role] else {
        if let file = log.roleFiles[role], !named.contains(.file(file)) {
          let isRead = comparison.now.reads(file)
          findings.append(.legacyStrayRole(role, isRead: isRead, at: Location(file: file, line: 1, column: 1)))
        }
        continue
      }
      guard old != [group] else { continue }
      let stated = log.groups[role]
      let place =
        stated?.at ?? log.roleFiles[role].map { Location(file: $0, line: 1, column: 1) }
        ?? comparison.now.groups[role]?.origin.location ?? rolePlace(role)
      guard let place else { continue }
      findings.append(
        .legacyOtherGroup(
          role, old.map(\.text).inByteOrder(), isStated: stated != nil, now: comparison.group(role), at: place))
    }
  }

  private func rolePlace(_ role: String) -> Location? {
    comparison.now.lists.filter { $0.key.role == role }.values.joined().map(\.location).min()
      ?? comparison.now.place(ofRole: role)
  }

  // MARK: Sources

  private mutating func findSources() {
    let names = comparison.then.remotePackageParts.map(\.name) + comparison.now.document.remotePackageParts.map(\.name)
    for name in Set(names).inByteOrder() where !named.contains(.source(name)) {
      let (old, new) = (comparison.link(name), comparison.now.link(name))
      guard let place = (old ?? new)?.location else { continue }
      if let old, let new, old.isSame(as: new) { continue }
      if let old, named.contains(.file(old.location.file)), new == nil { continue }
      // A finding about the place has said what it comes to.
      if [old, new].contains(where: { $0.map { named.contains(.address($0.location)) } ?? false }) { continue }
      if old == nil, named.contains(.file(place.file)) { continue }
      findings.append(.legacyOtherSource(name, old, now: comparison.source(name), at: place))
    }
  }
}
