/// Which flat variables each list comes from.
extension VenvBuilder {
  static func keep(
    _ variable: String, field: VenvField, list: VenvNaming.List, alternative: String?, in venv: inout Venv
  ) {
    guard let path = path(of: variable, field: field, list: list, in: venv) else { return }
    let key = (alternative == nil ? "" : "alternatives.") + path
    if venv.flatNames[key]?.contains(variable) != true { venv.flatNames[key, default: []].append(variable) }
  }

  /// Where the structured format has the list.
  static func path(of list: VenvNaming.List) -> String {
    switch list {
    case .requirements: "install"
    case .user: "user"
    case .host: "host"
    case .optional(let name): "optional." + name
    case .proprietary(let name): "proprietary." + name
    }
  }

  private static func path(of variable: String, field: VenvField, list: VenvNaming.List, in venv: Venv) -> String? {
    switch field {
    case .requirements: Self.path(of: list)
    case .systemPackages: "system_packages"
    case .buildPackages: "distro_packages.build"
    case .runtimePackages:
      venv.isService(variable: variable) ? "distro_packages.service" : "distro_packages.runtime"
    case .plugins: "install"
    case .constraints, .developerConstraints, .upperConstraints, .group, .python, .tag, .pipArguments: nil
    }
  }
}
