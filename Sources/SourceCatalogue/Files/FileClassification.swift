import TextFiles

/// Which level a file has, by where it stands; the whole knowledge of OSA's layouts from 2016 to today.
///
///     <role>/defaults/main.yml, defaults/main/*      role defaults      roles; the folder above is the role's name
///     <role>/vars/main.yml, vars/main/*              role vars
///     <role>/vars/*, <role>/defaults/*               included vars      alternatives, one per OS or install method
///     group_vars/<group>(.yml | /**)                 group_vars         of the checkout, or of openstack_deploy
///     host_vars/<host>(.yml | /**)                   host_vars          likewise
///     playbooks/{defaults,vars}/**                   play vars          `defaults/repo_packages` of OSA 14 to 29
///     openstack_deploy/user_*.yml                    user variables     top level only, as the wrapper passes them
///     osa-sources.yml, osa-sources.d/*               structured        the folder's files behind the file beside it;
///                                                                      .yaml and .json too
///     global-requirement-pins.txt                    the pins layer
package struct FileClassification: Sendable {
  /// Folders whose files no play of a deployment reads. `etc` counts only where it is a checkout's own sample.
  static let excludedFolders: Set<String> = ["tests", "molecule", "doc", "examples", "extras", "releasenotes"]
  /// Folders of a role or a checkout that hold no variables.
  static let foldersWithoutVariables: Set<String> = [
    "tasks", "handlers", "templates", "files", "meta", "library", "plugins", "module_utils", "node_modules",
    "__pycache__", "zuul.d", "osa_toolkit", "scripts",
  ]

  /// Components of the PATH argument itself, which may say what its files are (`.../inventory/group_vars`).
  private let root: [String]
  /// Whether the PATH holds the deployer's files at its top.
  private let isDeployFolder: Bool

  package init(root: String, isDeployFolder: Bool) {
    self.root = pathParts(root).filter { $0 != "." }
    self.isDeployFolder = isDeployFolder || self.root.last == "openstack_deploy"
  }

  /// Whether the walk enters a folder.
  func enters(_ relative: String, isSample: (String) -> Bool) -> Bool {
    let parts = pathParts(relative)
    guard let name = parts.last else { return true }
    if parts.dropLast().contains(where: Self.holdsScopes) { return !name.hasPrefix(".") }
    if name.hasPrefix(".") || Self.excludedFolders.contains(name) { return false }
    if Self.foldersWithoutVariables.contains(name) { return false }
    return !(name == "etc" && isSample(relative))
  }

  static func holdsScopes(_ folder: String) -> Bool { folder == "group_vars" || folder == "host_vars" }

  /// What the file is read as; nil where it is none of ours.
  package func use(of relative: String) -> FileUse? { use(of: pathParts(relative)) }

  /// The same of the components of the path.
  func use(of below: [String]) -> FileUse? {
    guard let name = below.last, !name.hasPrefix("."), !name.hasSuffix("~") else { return nil }
    let parts = root + below
    let firstBelow = root.count
    if let index = parts.dropLast().lastIndex(where: Self.holdsScopes) {
      return scoped(parts, at: index)
    }
    if name == "global-requirement-pins.txt" { return .pins }
    guard Self.isYAML(name) || name.hasSuffix(".json") else { return nil }
    if Self.isMainDocument(parts) || Self.isDropIn(parts) { return .structured }
    guard Self.isYAML(name) else { return nil }
    if name.hasPrefix("user_") { return userVariables(parts, firstBelow: firstBelow) }
    return inRoleOrPlaybooks(parts)
  }

  /// `osa-sources.yml`, where the ending of a file is one of those that are read.
  static func isMainDocument(_ parts: [String]) -> Bool { parts.last.map(stem) == "osa-sources" && !isDropIn(parts) }

  /// `osa-sources.d/*`, likewise.
  static func isDropIn(_ parts: [String]) -> Bool { parts.dropLast().last == "osa-sources.d" }

  private static func isYAML(_ name: String) -> Bool { name.hasSuffix(".yml") || name.hasSuffix(".yaml") }

  private static func stem(_ name: String) -> String {
    name.utf8.lastIndex(of: 0x2E).map { String(name[..<$0]) } ?? name
  }

  /// `group_vars/<group>.yml`, `group_vars/<group>/**`; Ansible takes .yml, .yaml, .json and no ending at all.
  private func scoped(_ parts: [String], at index: Int) -> FileUse? {
    guard let name = parts.last, index + 1 < parts.count else { return nil }
    let isFile = index + 2 == parts.count
    guard Self.isYAML(name) || name.hasSuffix(".json") || !name.utf8.contains(0x2E) else { return nil }
    let scope = isFile && name.utf8.contains(0x2E) ? Self.stem(name) : parts[index + 1]
    let owner = parts[..<index]
    let isDeploy = owner.last == "openstack_deploy" || (isDeployFolder && owner.count == root.count)
    switch (parts[index] == "host_vars", scope == "all") {
    case (true, _): return .variables(Level(isDeploy ? .deployHostVars : .hostVars, scope: scope), alternative: nil)
    case (false, true): return .variables(Level(isDeploy ? .deployGroupVarsAll : .groupVarsAll), alternative: nil)
    case (false, false):
      return .variables(Level(isDeploy ? .deployGroupVars : .groupVars, scope: scope), alternative: nil)
    }
  }

  /// The wrapper passes `/etc/openstack_deploy/user_*.yml` and nothing deeper or of another ending.
  private func userVariables(_ parts: [String], firstBelow: Int) -> FileUse? {
    guard let name = parts.last else { return nil }
    let isTop = parts.count == firstBelow + 1 || parts.count == firstBelow
    let folder = parts.dropLast().last
    if folder == "openstack_deploy" || (isTop && (isDeployFolder || parts.count == firstBelow)) {
      return name.hasSuffix(".yml") ? .variables(Level(.userVars), alternative: nil) : .unreadUserVariables
    }
    let isDeployer = isDeployFolder || parts.contains("openstack_deploy")
    return isDeployer ? .unreadUserVariables : inRoleOrPlaybooks(parts)
  }

  private func inRoleOrPlaybooks(_ parts: [String]) -> FileUse? {
    guard let name = parts.last else { return nil }
    guard
      let index = parts.dropLast().lastIndex(where: { $0 == "defaults" || $0 == "vars" }), index > 0
    else { return nil }
    let owner = parts[index - 1]
    let depth = parts.count - index - 1
    if owner == "playbooks" { return .variables(Level(.playVars), alternative: nil) }
    let role = owner
    let isMain = depth == 1 ? Self.stem(name) == "main" : parts[index + 1] == "main"
    switch (parts[index] == "defaults", isMain) {
    case (true, true): return .variables(Level(.roleDefaults, scope: role), alternative: nil)
    case (false, true): return .variables(Level(.roleVars, scope: role), alternative: nil)
    case (_, false): return .variables(Level(.includedVars, scope: role), alternative: Self.stem(name))
    }
  }
}
