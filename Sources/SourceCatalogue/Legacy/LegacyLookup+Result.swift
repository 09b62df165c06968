import TextFiles

extension LegacyLookup {
  /// Everything sorted.
  mutating func finish() -> LegacyDocument {
    var document = LegacyDocument()
    document.packages = mergedPackages()
    document.remotePackages = remotes.links.map(\.original)
    document.remotePackageParts = parts.values.sorted { release.precedes($0, $1) }
    document.hasDistroPackages = release.readsDistroLists
    document.roleProjectGroups = projectGroups
    for (role, lists) in rolePackages.roles {
      document.rolePackages[role] = Set(lists.lists.values.joined()).inByteOrder()
      document.roleProjectGroups[role] = lists.projectGroup
    }
    document.roleRequirements = roleRequirements.roles
    document.roleRequirementFiles = requirementFiles.roles
    document.roleDistroPackages = distroPackages
    for role in distroPackages.keys {
      if let group = document.roleProjectGroups[role] { document.roleDistroPackages[role]?.projectGroup = group }
    }
    log.finish(document, packages: packages, gitDefaults: gitDefaults)
    return document
  }

  /// One line per name: the first in alphabetical order that says more than the name (M3, M4).
  private mutating func mergedPackages() -> [String] {
    var said: [String: String] = [:]
    for text in packages.keys.inByteOrder() {
      let (name, versions, marker) = LegacyText.split(text)
      var rest = versions ?? ""
      if let marker, !marker.isEmpty { rest += ";" + marker }
      if let known = said[name], !known.isEmpty || rest.isEmpty {
        if !rest.isEmpty, known != rest, let place = packages[text] {
          log.collapsed(text, kept: name + known, isAlternative: marker != nil, at: place)
        }
        if rest.isEmpty, !known.isEmpty, let place = packages[text] { log.merged(text, into: name + known, at: place) }
        continue
      }
      if said[name] != nil, !rest.isEmpty, let place = packages[name] { log.merged(name, into: text, at: place) }
      said[name] = rest
    }
    return said.map { $0.key + $0.value }.inByteOrder()
  }
}
