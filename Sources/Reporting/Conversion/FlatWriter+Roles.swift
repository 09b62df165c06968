import SourceCatalogue

/// What roles have besides venvs, in their own files.
extension FlatWriter {
  /// The role in whose files a variable of a venv stands: the venv's own, unless another one alone has it.
  func role(of variable: String?, _ venv: Venv) -> String? {
    guard let variable else { return venv.role }
    if records.lists.contains(where: { $0.variable == variable }) { return nil }
    let owners = records.roles.values.filter { $0.has(variable) }.map(\.name)
    // Packages that no role has stand outside roles; a list may be one of plugins, which are no lists of roles.
    if owners.isEmpty, let meaning = SourceNaming.match(variable)?.meaning,
      meaning == .venv(.buildPackages) || meaning == .venv(.runtimePackages)
    {
      return nil
    }
    if let role = venv.role, owners.isEmpty || owners.contains(role) { return role }
    return owners.min(by: bytewise) ?? venv.role
  }

  /// Whether a variable must say the group of a venv: not where its source does, and the role says none.
  func isGroupWritten(_ venv: Venv) -> Bool {
    let groups = venv.groups.map(\.value)
    let stated = records.roles[StructuredRoles.role(of: venv)]?.group?.value
    if let stated, groups == [stated] { return true }
    return catalogue.sources[venv.name]?.groups.map(\.value) != groups
  }

  /// What no venv writes; a role that has nothing gets no file.
  mutating func writeRoles() {
    let derived = StructuredRoles.derived(from: catalogue, resolver: resolver)
    for list in records.lists where !derived.roles.values.contains(where: { $0.has(list.variable) }) {
      let all = notes.entries(list.requirements.map { (spelling.flat($0), $0.text.origin) })
      subject = ("lists." + list.variable, list.requirements.first?.text.origin.location)
      add(below: ["inventory", "group_vars", "all"], "lists.yml") { lines, _ in
        for text in all.heading { lines.comment(text) }
        lines.list(list.variable, all.entries, indent: 0)
      }
    }
    for role in RoleOverlay(records, besides: derived, spelling, in: catalogue).roles {
      subject = ("roles." + role.name, role.lists.first?.entries.first?.text.origin.location)
      for (variable, entries) in role.lists where !entries.isEmpty && derived.roles[role.name]?.has(variable) != true {
        let all = notes.entries(entries.map { (spelling.flat($0), $0.text.origin) })
        add(below: ["roles", role.name, "defaults"], "main.yml") { lines, _ in
          guard !lines.defines(variable) else { return }
          for text in all.heading { lines.comment(text) }
          lines.list(variable, all.entries, indent: 0)
        }
      }
      for (file, lists) in role.packages.sorted(by: { bytewise($0.key, $1.key) }) {
        for (variable, packages) in lists.sorted(by: { bytewise($0.key, $1.key) }) {
          let isWritten =
            derived.roles[role.name]?.distroPackages[file]?[variable] != nil && !deployed.contains(variable)
          guard let packages, !isWritten, !emptied.contains([role.name, file, variable]) else { continue }
          if !packages.entries.isEmpty, isEmptied(variable, of: role.name) { writeEmptied(variable) }
          let all = notes.entries(packages, of: variable)
          add(below: ["roles", role.name, file == "main" ? "defaults" : "vars"], file + ".yml") { lines, _ in
            guard !lines.defines(variable) else { return }
            for text in all.heading { lines.comment(text) }
            lines.list(variable, all.entries, indent: 0)
          }
        }
      }
      guard let group = role.group, group != "all", derived.roles[role.name] == nil else { continue }
      add(below: ["roles", role.name, "defaults"], "main.yml") { lines, notes in
        for text in role.groupLocation.map({ notes.above($0) }) ?? [] { lines.comment(text) }
        lines.member(
          role.name + "_role_project_group", group, indent: 0, beside: role.groupLocation.flatMap { notes.beside($0) })
      }
    }
  }

  /// Whether a venv of the role has nothing of a list of its packages: a deployer has emptied it.
  private func isEmptied(_ variable: String, of role: String) -> Bool {
    let meaning = SourceNaming.match(variable)?.meaning
    guard meaning == .venv(.buildPackages) || meaning == .venv(.runtimePackages) else { return false }
    let venvs = catalogue.venvs.values.filter { StructuredRoles.role(of: $0) == role }
    return !venvs.isEmpty
      && venvs.allSatisfy { venv in
        let names = FlatListNames(of: venv)
        return !venv.packageLists.contains { list in
          names.variables(of: list.path, list.packages).values.contains { $0.contains(variable) }
        }
      }
  }

  private mutating func writeEmptied(_ variable: String) {
    add(below: ["openstack_deploy"], "user_variables.yml") { lines, _ in
      if !lines.defines(variable) { lines.raw(variable, "[]", indent: 0) }
    }
  }

  /// requirements.txt of the checkout, with its comments.
  mutating func requirementFile() -> Conversion.File {
    let entries = notes.entries(records.requirements.map { ($0.value, $0.origin) }).entries
    return Conversion.File(path: "requirements.txt", text: LayerLines.text(of: entries))
  }
}

extension RoleRecord {
  fileprivate func has(_ variable: String) -> Bool {
    lists.contains { $0.variable == variable } || distroPackages.values.contains { $0[variable] != nil }
  }
}
