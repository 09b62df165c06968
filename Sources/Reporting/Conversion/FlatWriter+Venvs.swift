import PythonPackaging
import SourceCatalogue
import TextFiles

extension FlatWriter {
  mutating func write(_ venv: Venv) {
    kept = venv.entryPlaces
    main(of: venv) { lines, _ in if !lines.lines.isEmpty { lines.blank() } }
    if venv.groups.count == 1, isGroupWritten(venv) {
      let place = venv.groups[0].origin.location
      main(of: venv) { lines, notes in
        for text in notes.above(place) { lines.comment(text) }
        lines.member(
          venv.name + "_role_project_group", venv.groups[0].value, indent: 0, beside: notes.beside(place))
      }
    }
    text("_venv_python_executable", venv.python, of: venv)
    text("_venv_tag", venv.tag, of: venv)
    lists(of: venv)
    // The name of a layer is no line for pip: what compares says that it is left out.
    texts("_git_constraints", venv.constraints.filter { $0.kind != .layer }.map(\.text), of: venv)
    texts("_developer_constraints", venv.developerConstraints.filter { $0.kind != .layer }.map(\.text), of: venv)
    text("_upper_constraints_url", venv.upperConstraints, of: venv)
    text("_pip_install_args", venv.pipArguments, of: venv)
    packages("distro_packages.build", venv.distroPackages.build, of: venv)
    packages("distro_packages.runtime", venv.neededPackages, of: venv)
    packages("distro_packages.service", venv.servicePackages, of: venv)
    distroInstall(of: venv)
    packages("system_packages", venv.systemPackages, of: venv)
  }

  /// Variables whose names do not say that they are the service itself: what says it is the file that puts together an
  /// installation without a venv.
  private mutating func distroInstall(of venv: Venv) {
    let variables = FlatListNames(of: venv).variables(of: "distro_packages.service", venv.servicePackages)
    let names = Set(variables.values.joined()).filter { !Venv.isService(variable: $0) }.inByteOrder()
    guard let first = names.first else { return }
    alternative(Venv.distroInstall, of: venv, for: first) { lines, _ in
      lines.raw(
        venv.name + "_package_list", YAMLScalar.quoted("{{ " + names.joined(separator: " + ") + " }}"), indent: 0)
    }
  }

  /// The file for every system: the role's defaults, or group_vars where no role installs it.
  private mutating func main(
    of venv: Venv, for variable: String? = nil, _ change: (inout YAMLLines, inout CommentReader) -> Void
  ) {
    if let role = role(of: variable, venv) {
      add(below: ["roles", role, "defaults"], "main.yml", change)
    } else {
      add(below: ["inventory", "group_vars", "all"], venv.name + ".yml", change)
    }
  }

  /// The role whose file of a system has a variable, whether or not any had it before.
  private func fileRole(of variable: String, _ venv: Venv) -> String {
    role(of: variable, venv) ?? venv.role ?? venv.name
  }

  /// The file of one system or install method, of which a play loads one.
  private mutating func alternative(
    _ name: String, of venv: Venv, for variable: String, _ change: (inout YAMLLines, inout CommentReader) -> Void
  ) {
    let role = fileRole(of: variable, venv)
    // What holds where no file does is the role's default, which each of the files replaces.
    if name == Venv.mainAlternative {
      return add(below: ["roles", role, "defaults"], "main.yml", change)
    }
    add(below: ["roles", role, "vars"], name + ".yml", change)
  }

  private mutating func text(_ suffix: String, _ value: Located<String>?, of venv: Venv) {
    guard let value else { return }
    let hidden = hiddenComments(value.origin, [value.value])
    main(of: venv) { lines, notes in
      for other in value.origin.shadowed {
        lines.comments(notes.hidden(other, of: value.origin.variable))
      }
      for text in hidden { lines.comment(text) }
      for text in notes.above(value.origin.location) { lines.comment(text) }
      lines.raw(
        venv.name + suffix, YAMLScalar.quoted(value.value), indent: 0, beside: notes.beside(value.origin.location))
    }
  }

  private mutating func texts(_ suffix: String, _ values: [Located<String>], of venv: Venv) {
    guard !values.isEmpty else { return }
    let isWhole = isWhole(values)
    main(of: venv) { lines, notes in
      Self.write(venv.name + suffix, values, isWhole: isWhole, to: &lines, &notes)
    }
  }

  private static func write(
    _ name: String, _ entries: [(text: String, origin: Origin)], to lines: inout YAMLLines, _ notes: inout CommentReader
  ) {
    // A file has a variable once: of a role's that two venvs install, say.
    guard !lines.defines(name) else { return }
    let all = notes.entries(entries)
    for text in all.heading { lines.comment(text) }
    lines.list(name, all.entries, indent: 0)
  }

  private func isWhole(_ values: [Located<String>]) -> Bool { values.count == 1 && resolver.isWhole(values[0]) }

  /// A list of texts: a variable in place of one stays what it is.
  private static func write(
    _ name: String, _ values: [Located<String>], isWhole: Bool, to lines: inout YAMLLines,
    _ notes: inout CommentReader
  ) {
    guard isWhole, let value = values.first else {
      return write(name, values.map { ($0.value, $0.origin) }, to: &lines, &notes)
    }
    guard !lines.defines(name) else { return }
    lines.comments(notes.above(value.origin.location))
    lines.raw(name, YAMLScalar.quoted(value.value), indent: 0, beside: notes.beside(value.origin.location))
  }

  /// A list of requirements: a variable in place of one stays what it is, and plugins are records.
  private static func write(
    _ name: String, _ entries: [Venv.Requirement], _ texts: [(text: String, origin: Origin)],
    to lines: inout YAMLLines, _ notes: inout CommentReader
  ) {
    if entries.count == 1, entries[0].isWholeList {
      let origin = texts[0].origin
      for text in notes.above(origin.location) { lines.comment(text) }
      return lines.raw(name, YAMLScalar.quoted(texts[0].text), indent: 0, beside: notes.beside(origin.location))
    }
    if SourceNaming.match(name)?.meaning == .venv(.plugins) {
      return writePlugins(name, texts, entries.map(\.condition), to: &lines, &notes)
    }
    write(name, texts, to: &lines, &notes)
  }

  /// Comments for the definitions of a variable that another hides.
  private mutating func hiddenComments(_ origin: Origin, _ values: Set<String>) -> [String] {
    let origin = origin.hiding(besides: kept)
    let hidden = HiddenDefinitions(of: origin, values: values)
    if let finding = hidden.finding(about: origin.variable, at: origin.location) { diagnostics.append(finding) }
    return hidden.comments
  }

  // MARK: Lists

  private mutating func lists(of venv: Venv) {
    list("install", venv.requirements, of: venv)
    for (name, entries) in venv.optional.sorted(by: { bytewise($0.key, $1.key) }) {
      list("optional." + name, entries, of: venv)
    }
    list("user", venv.user, of: venv)
    list("host", venv.host, of: venv)
    for (name, entries) in venv.proprietary.sorted(by: { bytewise($0.key, $1.key) }) {
      list("proprietary." + name, entries, of: venv)
    }
  }

  /// Entries for some systems stand in a variable of their own where there are others: one that a role defines in both
  /// places would lose its default.
  private mutating func list(_ path: String, _ entries: [Venv.Requirement], of venv: Venv) {
    let names = FlatListNames(of: venv)
    if entries.isEmpty && (path.hasPrefix("optional.") || path.hasPrefix("proprietary.")) {
      let name = names.known(path).first ?? venv.name + FlatListNames.usualEnd(of: path)
      main(of: venv, for: name) { lines, notes in Self.write(name, [], to: &lines, &notes) }
    }
    let all = zip(names.variables(of: path, entries), entries)
    for list in Self.byVariable(all.filter { $0.1.alternative == nil }) {
      let hidden = list.entries.first.map { hiddenComments($0.text.origin, Set(list.entries.map(\.text.value))) } ?? []
      let texts = list.entries.map { (spelling.flat($0), $0.text.origin) }
      main(of: venv, for: list.variable) { lines, notes in
        for text in hidden { lines.comment(text) }
        Self.write(list.variable, list.entries, texts, to: &lines, &notes)
      }
    }
    let defaults = Self.byVariable(all.filter { $0.1.alternative == Venv.mainAlternative }).map(\.variable)
    let empty = venv.emptyAlternatives[path] ?? [:]
    for name in Set(entries.compactMap(\.alternative)).union(empty.keys).inByteOrder() {
      let own = Self.byVariable(all.filter { $0.1.alternative == name })
      for list in own {
        let texts = list.entries.map { (spelling.flat($0), $0.text.origin) }
        alternative(name, of: venv, for: list.variable) { lines, notes in
          Self.write(list.variable, list.entries, texts, to: &lines, &notes)
        }
      }
      let others = defaults.filter { variable in !own.contains { $0.variable == variable } }
      let usual = names.known("alternatives." + path).first ?? venv.name + FlatListNames.usualEnd(of: path)
      writeEmpty(own.isEmpty && others.isEmpty ? [usual] : others, on: name, of: venv, empty[name])
    }
  }

  /// Variables that the file of a system must empty, or a play would take their defaults there.
  private mutating func writeEmpty(_ variables: [String], on name: String, of venv: Venv, _ origin: Origin? = nil) {
    guard !Venv.independentAlternatives.contains(name) else { return }
    for variable in variables {
      emptied.insert([fileRole(of: variable, venv), name, variable])
      alternative(name, of: venv, for: variable) { lines, notes in
        guard !lines.defines(variable) else { return }
        for text in origin.map({ notes.above($0.location) }) ?? [] { lines.comment(text) }
        lines.raw(variable, "[]", indent: 0, beside: origin.flatMap { notes.beside($0.location) })
      }
    }
  }

  /// Records of os_tempest's plugin lists: `name`, `repo` and `branch` of a source, else `package`.
  private static func writePlugins(
    _ name: String, _ entries: [(text: String, origin: Origin)], _ conditions: [Located<String>?],
    to lines: inout YAMLLines, _ notes: inout CommentReader
  ) {
    let all = notes.entries(entries)
    for text in all.heading { lines.comment(text) }
    lines.key(name, indent: 0)
    for (entry, condition) in zip(all.entries, conditions) {
      for text in entry.above { lines.comment(text, indent: 2) }
      let record = pluginRecord(entry.text)
      let install = condition.map { ", install: " + YAMLScalar.quoted($0.value) + "}" }
      lines.item(install.map { record.dropLast() + $0 } ?? record, indent: 2, beside: entry.beside)
      for text in entry.below { lines.comment(text, indent: 2) }
    }
  }

  private static func pluginRecord(_ text: String) -> String {
    let plain = "{package: \(YAMLScalar.quoted(text))}"
    guard text.hasPrefix("git+"), let egg = text.firstBytes(of: "#egg=") else { return plain }
    let (address, name) = (text[..<egg.lowerBound].dropFirst(4), text[egg.upperBound...])
    guard name.utf8.allSatisfy({ $0 != 0x26 && $0 != 0x20 && $0 != 0x3B && $0 != 0x5B }) else { return plain }
    var members = ["name: \(YAMLScalar.quoted(String(name)))"]
    let at = address.utf8.lastIndex(of: 0x40)
    let branch = at.map { address[address.utf8.index(after: $0)...] }
    // An `@` before the last slash belongs to the address: an account, or a template.
    if let at, let branch, !branch.utf8.contains(0x2F) || branch.hasPrefix("{{") {
      members += ["repo: \(YAMLScalar.quoted(String(address[..<at])))", "branch: \(YAMLScalar.quoted(String(branch)))"]
    } else if at == nil {
      members.append("repo: \(YAMLScalar.quoted(String(address)))")
    } else {
      return plain
    }
    return "{" + members.joined(separator: ", ") + "}"
  }

  /// The entries of each variable, in the order in which the variables come.
  private static func byVariable<Entry>(_ entries: [(String, Entry)]) -> [(variable: String, entries: [Entry])] {
    var found: [(variable: String, entries: [Entry])] = []
    for (variable, entry) in entries {
      if let index = found.firstIndex(where: { $0.variable == variable }) {
        found[index].entries.append(entry)
      } else {
        found.append((variable, [entry]))
      }
    }
    return found
  }

  private mutating func packages(_ path: String, _ packages: [String: [Located<String>]], of venv: Venv) {
    let names = FlatListNames(of: venv)
    let variables = names.variables(of: path, packages)
    let defaults = Set(variables[Venv.mainAlternative] ?? []).inByteOrder()
    // What a service needs and itself are one list: a system that has either takes no default of both.
    let systems = path == "distro_packages.service" ? venv.distroPackages.runtime : packages
    for name in systems.keys.inByteOrder() {
      let lists = Self.byVariable(Array(zip(variables[name] ?? [], packages[name] ?? [])))
      // Records of roles hold no packages whose modules are linked.
      for list in lists where path == "system_packages" || !isDefault(list, on: name, of: venv, packages, variables) {
        self.packages(list.variable, list.entries, on: name, of: venv)
      }
      let others = defaults.filter { variable in !lists.contains { $0.variable == variable } }
      if name == "any" || others.isEmpty, lists.isEmpty, packages[name] != nil {
        // An empty list says that there is nothing to install.
        let key = (name == "any" ? "" : "alternatives.") + path
        self.packages(names.known(key).first ?? venv.name + FlatListNames.usualEnd(of: path), [], on: name, of: venv)
      } else if name != "any" {
        writeEmpty(others, on: name, of: venv)
      }
    }
  }

  /// Whether a list is the default that holds beside what the system's file has, and no list of that file.
  private func isDefault(
    _ list: (variable: String, entries: [Located<String>]), on name: String, of venv: Venv,
    _ packages: [String: [Located<String>]], _ variables: [String: [String]]
  ) -> Bool {
    guard !Venv.independentAlternatives.contains(name), let role = records.roles[StructuredRoles.role(of: venv)],
      role.distroPackages[name]?[list.variable] == nil
    else { return false }
    let main = zip(variables[Venv.mainAlternative] ?? [], packages[Venv.mainAlternative] ?? [])
    return main.filter { $0.0 == list.variable }.map(\.1.value) == list.entries.map(\.value)
  }

  /// Whether roles say something else in files of theirs, which a deployer has replaced.
  private func hides(_ variable: String, _ values: [String]) -> Bool {
    records.roles.values.contains { role in
      role.distroPackages.contains { file, lists in
        lists[variable].map { file != "main" || $0.texts != values } ?? false
      }
    }
  }

  private mutating func packages(_ variable: String, _ entries: [Located<String>], on name: String, of venv: Venv) {
    let isWhole = isWhole(entries)
    if name == "any", hides(variable, entries.map(\.value)) {
      // Wherever a role has it, no other file decides.
      deployed.insert(variable)
      add(below: ["openstack_deploy"], "user_variables.yml") { lines, notes in
        Self.write(variable, entries, isWhole: isWhole, to: &lines, &notes)
      }
    } else if name == "any" {
      main(of: venv, for: variable) { lines, notes in
        Self.write(variable, entries, isWhole: isWhole, to: &lines, &notes)
      }
    } else {
      alternative(name, of: venv, for: variable) { lines, notes in
        Self.write(variable, entries, isWhole: isWhole, to: &lines, &notes)
      }
    }
  }
}
