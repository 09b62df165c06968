import PythonPackaging

extension LegacyDocument {
  /// The old shape with today's content: precedence per variable, every specifier, PEP 503 names, no lost address. Each
  /// difference from the old lookup is a decision (docs/decisions/0040-py-pkgs-quirks.md).
  package init(_ catalogue: Catalogue, _ records: RoleRecords) {
    self.init()
    let addresses = records.requirements.compactMap(Self.source)
    addSources(catalogue, and: addresses)
    var packages = LegacyPackages()
    let groups = StructuredRoles.groups(in: catalogue)
    for role in records.roles.values { add(role, groups[role.name], catalogue, to: &packages) }
    for list in records.lists where !list.isProprietary {
      for requirement in list.requirements {
        packages.add(Self.wheel(of: requirement, LegacyRequirement(requirement.text.value), catalogue))
      }
    }
    let pins = records.pins.map { LegacyRequirement($0.value) }
    let own = records.requirements.map { LegacyRequirement($0.value) }
    for requirement in pins { packages.add(requirement) }
    for (text, requirement) in zip(records.requirements, own) {
      packages.add(Self.wheel(ofLine: text, requirement))
    }
    self.packages = packages.lines(without: Self.ignoredNames(catalogue))
    func lists(_ variable: String, _ requirements: [LegacyRequirement]) -> Lists {
      var lists = Lists()
      lists.lists[variable] = Set(requirements.map(\.spelling)).inByteOrder()
      return lists
    }
    roleRequirementFiles["default"] = lists("txt_file_packages", pins + own)
    roleRequirementFiles["global_pins"] = lists("pinned_packages", pins)
  }

  /// Lists are short: comparing neighbours costs less than hashing all.
  private static func sortedUnique(_ texts: [String]) -> [String] {
    var result: [String] = []
    result.reserveCapacity(texts.count)
    for text in texts.inByteOrder() where result.last != text { result.append(text) }
    return result
  }

  /// Distributions that a source's `ignorerequirements` keeps out of the wheels.
  private static func ignoredNames(_ catalogue: Catalogue) -> Set<String> {
    Set(
      catalogue.sources.values.filter { LegacyOption.ignoresRequirements($0.fragments?.value) }
        .map { PackageName.canonical($0.distributionName) })
  }

  private mutating func add(
    _ role: RoleRecord, _ implied: Located<String>?, _ catalogue: Catalogue, to packages: inout LegacyPackages
  ) {
    let group = (role.group ?? implied).map { LegacyGroup($0.value) } ?? .all
    roleProjectGroups[role.name] = group
    var lists = Lists()
    lists.projectGroup = group
    var installed: [String] = []
    for list in role.lists where !list.isProprietary {
      var spelled: [String] = []
      for requirement in list.requirements {
        let text = LegacyRequirement(requirement.text.value)
        spelled.append(text.spelling)
        packages.add(Self.wheel(of: requirement, text, catalogue))
      }
      if !list.isOptional { installed += spelled }
      lists.lists[LegacyText.lowercased(list.variable)] = Self.sortedUnique(spelled)
    }
    if !lists.lists.isEmpty { roleRequirements[role.name] = lists }
    if !installed.isEmpty { rolePackages[role.name] = Self.sortedUnique(installed) }
    guard !role.distroPackages.isEmpty else { return }
    var distro = DistroLists()
    distro.projectGroup = group
    distro.files = role.distroPackages.mapValues { file in
      Dictionary(
        file.map { (LegacyText.lowercased($0.key), Self.sortedUnique($0.value.texts)) },
        uniquingKeysWith: { Self.sortedUnique($0 + $1) })
    }
    roleDistroPackages[role.name] = distro
  }

  /// A requirement that is an address is built under its distribution's name: the constraints tie that to the source.
  static func wheel(
    of requirement: Venv.Requirement, _ text: LegacyRequirement, _ catalogue: Catalogue
  ) -> LegacyRequirement {
    guard !text.address.isEmpty || text.name.holds("://"), let key = requirement.source,
      let source = catalogue.sources[key]
    else { return text }
    return LegacyRequirement((requirement.name ?? source.distributionName) + text.extras)
  }

  /// The same of a line of the checkout's own file.
  static func wheel(ofLine text: Located<String>, _ requirement: LegacyRequirement) -> LegacyRequirement {
    source(of: text).map { LegacyRequirement($0.distributionName) } ?? requirement
  }

  // MARK: Sources

  /// A git address in the checkout's own file, which no venv lists.
  private static func source(of text: Located<String>) -> Source? {
    guard let parsed = RequirementText(text.value), let vcs = parsed.vcs, !parsed.hasInvalidEgg else { return nil }
    let name = parsed.name ?? RepositoryURL.baseName(of: vcs.url)
    return Source(vcs, named: parsed.name, key: PackageName.canonical(name), at: text.origin)
  }

  private mutating func addSources(_ catalogue: Catalogue, and others: [Source]) {
    var links: [String: (link: LegacyLink, isWeak: Bool)] = [:]
    func add(_ link: LegacyLink, isWeak: Bool) {
      if let known = links[link.name], !known.isWeak || isWeak { return }
      links[link.name] = (link, isWeak)
    }
    for name in catalogue.sourceNames {
      guard let source = catalogue.sources[name], source.kind == .git, source.alias == nil,
        let link = LegacyLink(source)
      else { continue }
      add(link, isWeak: source.isRoleDefaultOnly || source.isInline)
    }
    for source in others { if let link = LegacyLink(source) { add(link, isWeak: true) } }
    remotePackageParts = links.values.map(\.link).sorted { bytewise($0.name, $1.name) }
    remotePackages = remotePackageParts.map(\.original).inByteOrder()
  }
}

/// The words that 2017 wrote behind `#egg`, in whichever case.
package enum LegacyOption {
  /// `ignorerequirements=True`: built neither as a wheel nor constrained to git.
  package static func ignoresRequirements(_ fragments: String?) -> Bool {
    guard let fragments else { return false }
    return LegacyText.lowercased(fragments).holds("ignorerequirements=true")
  }

  /// `venvwithindex=True`: the venv may take packages from the index.
  package static func usesIndex(_ fragments: String?) -> Bool {
    guard let fragments else { return false }
    return LegacyText.lowercased(fragments).holds("venvwithindex=true")
  }
}

extension LegacyLink {
  /// A source of the catalogue in the old spelling; nil for one without a repository.
  init?(_ source: Source) {
    guard let repository = source.repository else { return nil }
    var name = RepositoryURL.baseName(of: repository.value)
    if let stated = source.distribution, source.pluginOf != nil || source.namesPackage { name = stated.value }
    let egg = LegacyText.underscored(source.distribution?.value ?? name)
    let version = source.reference?.value.value ?? "master"
    let group = source.groups.first?.value ?? "all"
    self.init(
      name: LegacyText.lowercased(name), version: version,
      fragment: source.subdirectory?.value ?? Self.subdirectory(in: source.fragments?.value), url: repository.value,
      original: Self.spelling(
        url: repository.value, version: version, egg: egg, name: name, group: group,
        subdirectory: source.subdirectory?.value, fragments: source.fragments?.value),
      eggName: egg, projectGroup: group, location: repository.origin.location)
  }
}
