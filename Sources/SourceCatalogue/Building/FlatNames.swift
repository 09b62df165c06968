import TextFiles

/// The flat variables of a deployment, sorted by what they say.
struct FlatNames {
  /// Roles that carry the build itself: their pip variables are parameters, not a service's packages.
  static let machineryRoles: Set<String> = ["python_venv_build", "repo_build", "pip_install"]

  /// Per source prefix, the variable of each member.
  private(set) var sources: [String: [SourceField: String]] = [:]
  /// Variables that are not read, each with the one that says the same.
  private(set) var hidden: [(name: String, by: String)] = []
  /// Variables about venvs, in the order of their names.
  private(set) var venvs: [(name: String, prefix: String, field: VenvField)] = []

  init(_ names: [String]) {
    var found: [(name: String, prefix: String, field: VenvField)] = []
    for name in names {
      // Paths of the structured format may end in the name of a flat variable.
      guard !name.hasPrefix("venvs."), !name.hasPrefix("lists."), let (prefix, meaning) = SourceNaming.match(name)
      else { continue }
      switch meaning {
      case .source(let field): keep(name, of: prefix, field)
      case .venv(let field): found.append((name, prefix, field))
      case .unrelated: break
      }
    }
    venvs = ByteOrder.order(of: found.map(\.name)).map { found[$0] }
  }

  /// Of two names that say the same, the shorter: `x_repo_plugins` was read, `x_git_repo_plugins` only documented.
  private mutating func keep(_ name: String, of prefix: String, _ field: SourceField) {
    if let known = sources[prefix]?[field] {
      let isKept = known.utf8.count < name.utf8.count
      hidden.append(isKept ? (name, known) : (known, name))
      if isKept { return }
    }
    sources[prefix, default: [:]][field] = name
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
