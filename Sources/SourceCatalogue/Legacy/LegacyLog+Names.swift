import Diagnostics
import PythonPackaging
import TextFiles

/// Names, groups and addresses that the old lookup read in a way of its own.
extension LegacyLog {
  mutating func discarded(_ file: LegacyFile, _ lines: [LegacyRequirementFile.Line]) {
    guard isRecording else { return }
    let place = lines.first?.location ?? Location(file: file.reference, line: 1, column: 1)
    add(.legacyUnusedFile(why: "its \(lines.count) lines are test requirements", at: place))
  }

  mutating func proprietary(_ entry: LegacyVariables.Entry) {
    add(.legacyProprietary(entry.written, at: entry.location))
  }

  mutating func merged(_ name: String, into other: String, at place: Location) {
    add(.legacyMerged(name, into: other, at: place))
  }

  private static let listNames: Set<String> = [
    "pip_common_packages", "pip_container_packages", "pip_packages", "service_pip_dependencies",
  ]

  /// A name that counts as a list's for the letters in it alone.
  mutating func listName(_ entry: LegacyVariables.Entry, _ value: VariableValue, role: String?) {
    guard isRecording else { return }
    if let role, value.list?.isEmpty == true, listPlaces[role] == nil { listPlaces[role] = entry.location }
    guard value.list != nil, SourceNaming.match(entry.written)?.meaning != .venv(.requirements),
      !Self.listNames.contains(entry.written) || role == nil
    else { return }
    let isUpper = entry.key != entry.written && SourceNaming.match(entry.key)?.meaning == .venv(.requirements)
    add(
      .legacyOddName(
        entry.written, why: isUpper ? "its name is no list's in upper case" : "its name is no list's, only holds one",
        at: entry.location))
  }

  // MARK: Groups and lists of roles

  mutating func group(of role: String, _ variables: LegacyVariables) {
    guard isRecording, let stated = variables.statedGroup else { return }
    groups[role] = (stated.group, stated.location)
  }

  mutating func outsideRoles(_ variable: String, of roles: [String], at place: Location) {
    guard isRecording else { return }
    if roles.isEmpty {
      lists.append((variable, place))
    } else {
      add(.legacyExtended(variable, roles: roles, at: place))
    }
  }

  // MARK: Sources

  mutating func moved(_ entry: LegacyVariables.Entry, to name: String, at repository: String) {
    guard isRecording else { return }
    if let known = names[entry.key], LegacyText.lowercased(known.name) != LegacyText.lowercased(name) {
      add(.legacyMoved(entry.written, name, beside: known.name, at: entry.location, related: known.at))
    }
    names[entry.key] = (name, repository, entry.location)
    if entry.key == "git_repo" {
      add(.legacyOddName(entry.written, why: "its name says of no project that it is one's", at: entry.location))
    }
  }

  mutating func replaced(_ first: LegacyLink, by second: LegacyLink) {
    guard isRecording, first.variable != second.variable, first.original != second.original else { return }
    add(.legacyReplaced(first, by: second))
  }

  mutating func split(_ link: LegacyLink) {
    guard isRecording, link.variable == nil, !Template.mayHoldTemplate(link.original),
      let url = VCSURL(link.original), url.url != link.url || (url.ref ?? "master") != link.version
    else { return }
    add(.legacySplit(link.original, url: link.url, version: link.version, at: link.location))
  }

  mutating func fragments(_ text: String, of entry: LegacyVariables.Entry, at place: Location) {
    let keys: [StaticString] = ["egg=", "gitname=", "projectgroup=", "subdirectory="]
    let words = keys.filter { text.holds($0) }.map { "\($0)" }
    if !words.isEmpty { add(.legacyOverridingFragment(entry.written, words, at: place)) }
  }

  /// What YAML made another text of.
  mutating func retyped(_ variable: String, _ value: VariableValue?) {
    guard isRecording, let value, let written = value.retypedFrom, written != value.pythonText else { return }
    add(.legacyRetyped(variable, written: written, read: value.pythonText, at: value.location))
  }

  // MARK: The end

  mutating func finishNames(_ document: LegacyDocument) {
    guard isRecording else { return }
    for (role, stated) in groups.sorted(by: { bytewise($0.key, $1.key) }) {
      let group = (document.roleRequirements[role]?.projectGroup ?? document.roleProjectGroups[role] ?? .all).text
      if group != stated.group { add(.legacyRoleGroup(role, stated.group, became: group, at: stated.at)) }
    }
    for (variable, place) in lists {
      let roles = document.roleRequirements.filter { $0.value.lists[variable] != nil }.keys.inByteOrder()
      if !roles.isEmpty { add(.legacyNotExtended(variable, roles: roles, at: place)) }
    }
    for (role, lists) in document.roleRequirements where lists.lists.isEmpty {
      if let place = listPlaces[role] { add(.legacyEmptyRole(role, at: place)) }
    }
    for link in document.remotePackageParts {
      guard let parent = parents[link.name], let now = names[parent], now.repository != link.url else { continue }
      add(.legacyOldParent(link.name, at: link.location, related: now.at))
    }
    // Without any package there is no wheel list to be missing from.
    guard !document.packages.isEmpty else { return }
    let built = Set(document.packages.map { PackageName.canonical(LegacyPackageName.name(of: $0)) })
    for link in document.remotePackageParts where !built.contains(PackageName.canonical(link.name)) {
      add(.legacyUnbuilt(link.name, isInList: link.variable == nil, at: link.location))
    }
  }
}

/// The name of a package as the old lookup returned it, without extras.
enum LegacyPackageName {
  static func name(of text: String) -> String {
    let name = LegacyText.name(of: text)
    return name.utf8.firstIndex(of: 0x5B).map { String(name[..<$0]) } ?? name
  }
}
