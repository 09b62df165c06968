import SourceCatalogue
import TextFiles

/// Lists of a venv, each entry in the variable and file that it comes from.
extension FlatWriter {
  mutating func lists(of venv: Venv) {
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
  mutating func list(_ path: String, _ entries: [Venv.Requirement], of venv: Venv) {
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
  mutating func writeEmpty(_ variables: [String], on name: String, of venv: Venv, _ origin: Origin? = nil) {
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
  static func writePlugins(
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

  static func pluginRecord(_ text: String) -> String {
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
  static func byVariable<Entry>(_ entries: [(String, Entry)]) -> [(variable: String, entries: [Entry])] {
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

  mutating func packages(_ path: String, _ packages: [String: [Located<String>]], of venv: Venv) {
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
  func isDefault(
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
  func hides(_ variable: String, _ values: [String]) -> Bool {
    records.roles.values.contains { role in
      role.distroPackages.contains { file, lists in
        lists[variable].map { file != "main" || $0.texts != values } ?? false
      }
    }
  }

  mutating func packages(_ variable: String, _ entries: [Located<String>], on name: String, of venv: Venv) {
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
