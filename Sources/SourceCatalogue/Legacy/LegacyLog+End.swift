import Diagnostics
import PythonPackaging
import TextFiles

/// What shows when the old lookup has read everything.
extension LegacyLog {
  mutating func finish(
    _ document: LegacyDocument, packages: [String: Location], gitDefaults: [String: LegacyGitData]
  ) {
    guard isRecording else { return }
    finishPackages(document, packages)
    finishRoles(document)
    finishSources(document, gitDefaults)
  }

  // MARK: Packages

  private mutating func finishPackages(_ document: LegacyDocument, _ packages: [String: Location]) {
    let final = Set(document.packages)
    for (lost, by) in replacements where !final.contains(lost.text) {
      let (_, versions, marker) = LegacyText.split(lost.text)
      guard versions != nil || marker != nil else {
        let (name, kept) = (LegacyText.name(of: lost.text), LegacyText.name(of: by.text))
        // Another list of that name may have the same text still.
        if name != by.text, kept == name { merged(lost.text, into: by.text, at: lost.location) }
        continue
      }
      add(.named(lost.text)) {
        let now = $0.package(lost.text)
        return lost.location.file == by.location.file
          ? .legacyLostSpecifier(lost, to: by, now: now) : .legacyOrder(lost, by, now: now)
      }
    }
    twins(document, packages)
  }

  /// Names that differ for the old lookup and are one for pip.
  private mutating func twins(_ document: LegacyDocument, _ packages: [String: Location]) {
    var first: [String: LegacyEntry] = [:]
    let kept = Set(document.packages.map(LegacyText.name))
    for (text, place) in packages.sorted(by: { bytewise($0.key, $1.key) }) {
      let name = LegacyText.name(of: text)
      guard !Template.mayHoldTemplate(name), kept.contains(name) else { continue }
      let canonical = LegacyPackageName.canonical(name)
      if let known = first[canonical], known.text != name {
        add(.package(canonical)) {
          .legacyTwins(known, LegacyEntry(text: name, location: place), now: $0.package(name))
        }
      } else {
        first[canonical] = LegacyEntry(text: name, location: place)
      }
    }
  }

  // MARK: Roles

  private mutating func finishRoles(_ document: LegacyDocument) {
    for (role, stated) in groups.sorted(by: { bytewise($0.key, $1.key) }) {
      let group = (document.roleRequirements[role]?.projectGroup ?? document.roleProjectGroups[role] ?? .all).text
      guard group != stated.group else { continue }
      add(.group(role)) {
        .legacyRoleGroup(role, stated.group, became: group, now: $0.group(role), at: stated.at)
      }
    }
    for list in lateLists {
      let roles = document.roleRequirements.filter { $0.value.lists[list.variable] != nil }.keys.inByteOrder()
      extended(list.written, list.variable, of: roles, at: list.at) {
        .legacyNotExtended($0, roles: roles, now: $1, at: $2)
      }
    }
    for (role, lists) in document.roleRequirements where lists.lists.isEmpty {
      guard let place = listPlaces[role] else { continue }
      add {
        $0.now.document.roleRequirements[role] == nil ? .legacyEmptyRole(role, at: place) : nil
      }
    }
    if document.roleProjectGroups["null"] != nil, roleFiles["null"] == nil, let file = roleFiles[nil] {
      add(.group("null")) { _ in .legacyNoRole(at: Location(file: file, line: 1, column: 1)) }
    }
  }

  // MARK: Sources

  private mutating func finishSources(_ document: LegacyDocument, _ gitDefaults: [String: LegacyGitData]) {
    for link in document.remotePackageParts {
      guard let parent = parents[link.name], let now = names[parent], now.repository != link.url else { continue }
      add(.source(link.name)) {
        .legacyOldParent(link.name, now: $0.source(link.name), at: link.location, related: now.at)
      }
    }
    for (name, place) in ignorable.sorted(by: { bytewise($0.key, $1.key) }) {
      ignored(name, document, at: gitDefaults[name]?.location ?? place)
    }
    // Without any package there is no wheel list to be missing from.
    guard !document.packages.isEmpty else { return }
    let built = Set(document.packages.map(LegacyPackageName.canonical))
    let ignored = Set(dropped.map(PackageName.canonical))
    for link in document.remotePackageParts {
      let name = PackageName.canonical(link.name)
      guard !built.contains(name), !ignored.contains(name), !Template.mayHoldTemplate(link.name) else { continue }
      let isInList = addresses.contains(PackageName.canonical(link.eggName))
      add(.package(name), .named(link.eggName)) {
        .legacyUnbuilt(
          link.name, isInList: isInList,
          now: $0.now.link(link.name) == nil ? $0.source(link.name) : $0.package(link.eggName), at: link.location)
      }
    }
  }

  /// `ignorerequirements` in one half of what it is for, or in none.
  private mutating func ignored(_ name: String, _ document: LegacyDocument, at place: Location) {
    guard let link = document.remotePackageParts.first(where: { $0.name == LegacyText.lowercased(name) }) else {
      return
    }
    let lines = document.packages.filter { LegacyPackageName.canonical($0) == PackageName.canonical(name) }
    // What repo_build asked for in lower case.
    let isConstrained = !link.original.holds("ignorerequirements=true")
    let isDropped = dropped.contains(name)
    guard isConstrained || !lines.isEmpty else { return }
    add(.named(name), .source(link.name)) {
      .legacyIgnored(
        name, lines: lines, isDropped: isDropped, isConstrained: isConstrained, now: $0.ignored(name), at: place)
    }
  }
}

/// The name of a package as the old lookup returned it.
enum LegacyPackageName {
  /// As pip compares names, of a line in either spelling.
  static func canonical(_ text: String) -> String { PackageName.canonical(LegacyRequirement(text).name) }
}
