import SourceCatalogue
import TextFiles

/// What a deployment's roles say that its venvs do not: lists of roles without a venv, a group that is not the venv's,
/// lists of distribution packages. The structured format keeps it under `roles`, for consumers of `py_pkgs` alone.
struct RoleOverlay {
  struct Role {
    let name: String
    /// nil where the venvs say the same.
    var group: String?
    /// Where it is said; nil where it is what goes without saying.
    var groupLocation: Location?
    /// By variable; an empty list where the role has none of a name that a venv's list would get.
    var lists: [(variable: String, entries: [Venv.Requirement])] = []
    /// By file, then variable; nil where the file has none.
    var packages: [String: [String: RoleRecord.Packages?]] = [:]
    /// The venv's role is none of the deployment's.
    var isAbsent = false

    var isEmpty: Bool { group == nil && lists.isEmpty && packages.isEmpty }
  }

  /// By name.
  let roles: [Role]

  init(
    _ records: RoleRecords, besides derived: RoleRecords, _ spelling: RequirementSpelling, in catalogue: Catalogue
  ) {
    var found: [Role] = []
    let groups = StructuredRoles.groups(in: catalogue)
    for name in Set(records.roles.keys).union(derived.roles.keys).inByteOrder() {
      var role = Role(name: name)
      guard let stated = records.roles[name] else {
        role.isAbsent = true
        found.append(role)
        continue
      }
      let known = derived.roles[name]
      let implied = groups[name]?.value ?? "all"
      let (group, other) = (stated.group?.value ?? implied, known?.group?.value ?? implied)
      if group != other { (role.group, role.groupLocation) = (group, stated.group?.origin.location) }
      role.lists = Self.lists(stated, known, spelling)
      role.packages = Self.packages(stated.distroPackages, known?.distroPackages ?? [:])
      if known == nil || !role.isEmpty { found.append(role) }
    }
    roles = found
  }

  private static func lists(
    _ stated: RoleRecord, _ known: RoleRecord?, _ spelling: RequirementSpelling
  ) -> [(variable: String, entries: [Venv.Requirement])] {
    func texts(_ list: RoleRecord.List?) -> Set<String> { Set((list?.requirements ?? []).map(spelling.comparable)) }
    let lists = Dictionary(stated.lists.map { ($0.variable, $0) }, uniquingKeysWith: { first, _ in first })
    let others = Dictionary((known?.lists ?? []).map { ($0.variable, $0) }, uniquingKeysWith: { first, _ in first })
    return Set(lists.keys).union(others.keys).inByteOrder().compactMap { variable in
      guard texts(lists[variable]) != texts(others[variable]) else { return nil }
      return (variable, lists[variable]?.requirements ?? [])
    }
  }

  private static func packages(
    _ stated: [String: [String: RoleRecord.Packages]], _ known: [String: [String: RoleRecord.Packages]]
  ) -> [String: [String: RoleRecord.Packages?]] {
    var found: [String: [String: RoleRecord.Packages?]] = [:]
    func texts(_ packages: RoleRecord.Packages?) -> Set<String>? { packages.map { Set($0.texts) } }
    for file in Set(stated.keys).union(known.keys) {
      let (own, other) = (stated[file] ?? [:], known[file] ?? [:])
      for variable in Set(own.keys).union(other.keys)
      where texts(own[variable]) != texts(other[variable]) {
        found[file, default: [:]][variable] = .some(own[variable])
      }
    }
    return found
  }
}
