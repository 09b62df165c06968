/// The flat variables of a deployment, sorted by what they say.
struct FlatNames {
  /// Roles that carry the build itself: their pip variables are parameters, not a service's packages.
  static let machineryRoles: Set<String> = ["python_venv_build", "repo_build", "pip_install"]

  /// Per source prefix, the variable of each member.
  private(set) var sources: [String: [SourceField: String]] = [:]
  /// Variables about venvs, in the order of their names.
  private(set) var venvs: [(name: String, prefix: String, field: VenvField)] = []

  init(_ names: [String]) {
    for name in names.sorted(by: bytewise) {
      // Paths of the structured format may end in the name of a flat variable.
      guard !name.hasPrefix("venvs."), !name.hasPrefix("lists."), let (prefix, meaning) = SourceNaming.match(name)
      else { continue }
      switch meaning {
      case .source(let field): if sources[prefix]?[field] == nil { sources[prefix, default: [:]][field] = name }
      case .venv(let field): venvs.append((name, prefix, field))
      case .unrelated: break
      }
    }
  }

  /// Prefixes that certainly name a venv: those with a venv variable of their own, and a role's service.
  func venvAnchors(roles: [String]) -> Set<String> {
    var anchors: Set<String> = []
    for (_, prefix, field) in venvs {
      switch field {
      case .tag, .python, .constraints, .upperConstraints, .developerConstraints: anchors.insert(prefix)
      case .group: anchors.insert(prefix)
      case .requirements, .systemPackages, .buildPackages, .runtimePackages, .pipArguments, .plugins: break
      }
    }
    for role in roles where role.hasPrefix("os_") { anchors.insert(VenvNaming.service(ofRole: role)) }
    return anchors
  }
}
