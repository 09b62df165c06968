/// Which lists the venvs' variables are: every role's own, of which venv, in the order of reading.
struct VenvReadings {
  /// In the order of their names.
  let variables: [(name: String, prefix: String, field: VenvField)]
  let naming: VenvNaming

  /// Lists of requirements first, since only they make a venv.
  func all(seenBy resolver: VariableResolver) -> [VenvBuilder.Reading] {
    var readings: [VenvBuilder.Reading] = []
    for (name, prefix, field) in variables where field == .requirements {
      add(name, prefix: prefix, field: field, to: &readings, resolver)
    }
    let hasAllPlugins = isList(Self.allPlugins, resolver)
    for (name, prefix, field) in variables where field != .requirements {
      // What a deployer puts in place of the expression joins nothing.
      if field == .plugins, (name == Self.allPlugins) != hasAllPlugins { continue }
      add(name, prefix: prefix, field: field, to: &readings, resolver)
    }
    return readings
  }

  /// os_tempest's whole list: of releases 18 to 24 by itself, since then an expression of the others.
  private static let allPlugins = "tempest_plugins"

  private func isList(_ variable: String, _ resolver: VariableResolver) -> Bool {
    guard let found = resolver.decide(variable, from: Viewpoint(role: "os_tempest")),
      case .value(let value) = found.outcome
    else { return false }
    return value.list != nil
  }

  /// Every role's definitions of its own, and the alternatives of one role, are different lists.
  private func add(
    _ variable: String, prefix: String, field: VenvField, to readings: inout [VenvBuilder.Reading],
    _ resolver: VariableResolver
  ) {
    let roles = resolver.table.levels(of: variable).map(\.role)
    var seen: [String?] = []
    for role in roles.isEmpty ? [nil] : roles where !seen.contains(role) {
      seen.append(role)
      if role == nil && roles.contains(where: { $0 != nil }) { continue }
      if let role, FlatNames.machineryRoles.contains(role) { continue }
      let owner = naming.owner(of: prefix, role: role)
      readings.append(
        VenvBuilder.Reading(
          order: readings.count, variable: variable, field: field, viewpoint: Viewpoint(role: role), venv: owner.venv,
          list: owner.list))
    }
  }
}
