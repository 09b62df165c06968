import PythonPackaging
import TextFiles

extension LegacyDocument {
  /// The old shape with today's content: precedence per variable, every specifier, PEP 503 names, no lost address. Each
  /// difference from the old lookup is a decision (docs/decisions/0040-py-pkgs-quirks.md).
  package init(_ catalogue: Catalogue, _ records: RoleRecords) {
    self.init()
    let choice = LegacySourceChoice(catalogue, and: records.requirements.compactMap(Self.source))
    remotePackageParts = choice.links.sorted { bytewise($0.name, $1.name) }
    remotePackages = remotePackageParts.map(\.original).inByteOrder()
    var packages = LegacyPackages()
    let groups = StructuredRoles.groups(in: catalogue)
    for name in records.roles.keys.inByteOrder() {
      if let role = records.roles[name] { add(role, groups[name], catalogue, to: &packages) }
    }
    addOtherLists(records.lists.filter { !$0.isProprietary }, catalogue, to: &packages)
    let pins = records.pins.map { LegacyRequirement($0.value) }
    let own = records.requirements.map { LegacyRequirement($0.value) }
    for (text, requirement) in zip(records.pins, pins) { packages.add(requirement, at: text.origin.location) }
    for (text, requirement) in zip(records.requirements, own) {
      let wheel = Self.wheel(ofLine: text, requirement)
      packages.add(wheel, at: text.origin.location)
      note(wheel, for: requirement)
    }
    let ignored = Self.ignoredNames(catalogue)
    self.packages = packages.lines(without: ignored)
    findings = choice.findings + packages.contradictions(without: ignored)
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
        let wheel = Self.wheel(of: requirement, text, catalogue)
        packages.add(wheel, at: requirement.text.origin.location)
        note(wheel, for: text)
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

  /// Lists outside roles are for the groups of the venv that installs them, else for that of their file, else for all.
  private mutating func addOtherLists(
    _ lists: [RoleRecord.List], _ catalogue: Catalogue, to packages: inout LegacyPackages
  ) {
    guard !lists.isEmpty else { return }
    var groups: [Location: [String]] = [:]
    // Documents have such a list besides its venv.
    var ofVariables: [String: [String]] = [:]
    for venv in catalogue.venvs.values where !venv.groups.isEmpty {
      let own = venv.groups.map(\.value)
      let names = venv.role == nil ? FlatListNames(of: venv) : nil
      for list in venv.lists {
        for entry in list.entries { groups[entry.text.origin.location, default: []] += own }
        for variable in Set(names?.variables(of: list.path, list.entries) ?? []) {
          ofVariables[variable, default: []] += own
        }
      }
    }
    for list in lists {
      var found: [String] = []
      var wheels: [String] = []
      for requirement in list.requirements {
        let origin = requirement.text.origin
        let wheel = Self.wheel(of: requirement, LegacyRequirement(requirement.text.value), catalogue)
        packages.add(wheel, at: origin.location)
        wheels.append(wheel.spelling)
        found += groups[origin.location] ?? ofVariables[list.variable] ?? [origin.level.group ?? "all"]
      }
      otherLists.append(OtherList(groups: Set(found).inByteOrder(), requirements: wheels))
    }
  }

  private mutating func note(_ wheel: LegacyRequirement, for text: LegacyRequirement) {
    if wheel != text { wheelNames[text.spelling] = wheel.spelling }
  }

  /// A requirement that is an address is built under its distribution's name: the constraints tie that to the source.
  static func wheel(
    of requirement: Venv.Requirement, _ text: LegacyRequirement, _ catalogue: Catalogue
  ) -> LegacyRequirement {
    guard !text.address.isEmpty || text.name.holds("://") else { return text }
    let parsed = RequirementText(requirement.text.value)
    let address = parsed?.hasInvalidEgg == false ? parsed?.vcs : nil
    let source = requirement.source.flatMap { catalogue.sources[$0] }
    guard
      let name = requirement.name ?? source?.distributionName ?? address.map({ RepositoryURL.baseName(of: $0.url) }),
      source != nil || address != nil
    else { return text }
    let written = parsed?.extras ?? []
    let extras = text.extras.isEmpty && !written.isEmpty ? "[\(written.joined(separator: ","))]" : text.extras
    return LegacyRequirement(name + extras + (parsed?.marker.map { ";\($0)" } ?? ""))
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
  /// A source of the catalogue in the old spelling; nil for one without a repository. `named` takes the place of its own
  /// name.
  init?(_ source: Source, named: String? = nil) {
    guard let repository = source.repository else { return nil }
    var name = RepositoryURL.baseName(of: repository.value)
    if let stated = source.distribution, source.pluginOf != nil || source.namesPackage { name = stated.value }
    let egg = LegacyText.underscored(source.distribution?.value ?? name)
    name = named ?? name
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
