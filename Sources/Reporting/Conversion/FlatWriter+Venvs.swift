import SourceCatalogue
import TextFiles

extension FlatWriter {
  mutating func write(_ venv: Venv) {
    main(of: venv) { lines, _ in if !lines.lines.isEmpty { lines.blank() } }
    if venv.groups.count == 1 {
      main(of: venv) { lines, _ in lines.member(venv.name + "_role_project_group", venv.groups[0].value, indent: 0) }
    }
    text("_venv_python_executable", venv.python, of: venv)
    text("_venv_tag", venv.tag, of: venv)
    lists(of: venv)
    texts("_git_constraints", venv.constraints.map(\.text), of: venv)
    texts("_developer_constraints", venv.developerConstraints.map(\.text), of: venv)
    text("_upper_constraints_url", venv.upperConstraints, of: venv)
    text("_pip_install_args", venv.pipArguments, of: venv)
    packages("distro_packages.build", "_devel_distro_packages", venv.distroPackages.build, of: venv)
    packages("distro_packages.runtime", "_distro_packages", venv.distroPackages.runtime.needed, of: venv)
    packages("distro_packages.service", "_service_distro_packages", venv.distroPackages.runtime.service, of: venv)
    packages("system_packages", "_packages_to_symlink", venv.systemPackages, of: venv)
  }

  /// The file for every system: the role's defaults, or group_vars where no role installs it.
  private mutating func main(of venv: Venv, _ change: (inout YAMLLines, inout CommentReader) -> Void) {
    if let role = venv.role {
      add(below: ["roles", role, "defaults"], "main.yml", change)
    } else {
      add(below: ["inventory", "group_vars", "all"], venv.name + ".yml", change)
    }
  }

  /// The file of one system or install method, of which a play loads one.
  private mutating func alternative(
    _ name: String, of venv: Venv, _ change: (inout YAMLLines, inout CommentReader) -> Void
  ) {
    // What holds where no file does is the role's default, which each of the files replaces.
    if name == Venv.mainAlternative {
      return add(below: ["roles", venv.role ?? venv.name, "defaults"], "main.yml", change)
    }
    add(below: ["roles", venv.role ?? venv.name, "vars"], name + ".yml", change)
  }

  private mutating func text(_ suffix: String, _ value: Located<String>?, of venv: Venv) {
    guard let value else { return }
    let hidden = hiddenComments(value.origin, value.value)
    main(of: venv) { lines, notes in
      for text in hidden { lines.comment(text) }
      for text in notes.above(value.origin.location) { lines.comment(text) }
      lines.raw(
        venv.name + suffix, YAMLScalar.quoted(value.value), indent: 0, beside: notes.beside(value.origin.location))
    }
  }

  private mutating func texts(_ suffix: String, _ values: [Located<String>], of venv: Venv) {
    guard !values.isEmpty else { return }
    main(of: venv) { lines, notes in
      Self.write(venv.name + suffix, values.map { ($0.value, $0.origin) }, to: &lines, &notes)
    }
  }

  private static func write(
    _ name: String, _ entries: [(text: String, origin: Origin)], to lines: inout YAMLLines, _ notes: inout CommentReader
  ) {
    let all = notes.entries(entries)
    for text in all.heading { lines.comment(text) }
    lines.list(name, all.entries, indent: 0)
  }

  /// Comments for the definitions of a variable that another hides.
  private mutating func hiddenComments(_ origin: Origin, _ value: String?) -> [String] {
    let hidden = HiddenDefinitions(of: origin, value: value)
    if let finding = hidden.finding(about: origin.variable, at: origin.location) { diagnostics.append(finding) }
    return hidden.comments
  }

  // MARK: Lists

  private mutating func lists(of venv: Venv) {
    func words(_ kind: String, _ name: String) -> String { name == kind ? "_" + kind : "_\(kind)_\(name)" }
    list("install", "", venv.requirements, of: venv)
    for (name, entries) in venv.optional.sorted(by: { bytewise($0.key, $1.key) }) {
      list("optional." + name, words("optional", name), entries, of: venv)
    }
    list("user", "_user", venv.user, of: venv)
    list("host", "_requires", venv.host, of: venv)
    for (name, entries) in venv.proprietary.sorted(by: { bytewise($0.key, $1.key) }) {
      list("proprietary." + name, words("proprietary", name), entries, of: venv)
    }
  }

  /// Entries for some systems stand in a variable of their own where there are others: one that a role defines in both
  /// places would lose its default.
  private mutating func list(_ path: String, _ words: String, _ entries: [Venv.Requirement], of venv: Venv) {
    let names = FlatListNames(of: venv)
    let commonName = names.name(of: path, usual: venv.name + words + "_pip_packages")
    let common = entries.filter { $0.alternative == nil }
    func spelled(_ entries: [Venv.Requirement]) -> [(String, Origin)] {
      entries.map { (spelling.flat($0), $0.text.origin) }
    }
    if !common.isEmpty || (entries.isEmpty && words.hasPrefix("_optional")) {
      let hidden = common.first.map { hiddenComments($0.text.origin, nil) } ?? []
      main(of: venv) { [texts = spelled(common)] lines, notes in
        for text in hidden { lines.comment(text) }
        Self.write(commonName, texts, to: &lines, &notes)
      }
    }
    let suffix = common.isEmpty ? "_pip_packages" : "_service_pip_dependencies"
    let ownName = names.name(
      of: "alternatives." + path, usual: venv.name + words + suffix, besides: common.isEmpty ? nil : commonName)
    if !common.isEmpty { reportJoined(path, as: commonName, of: venv, at: common.first?.text.origin.location) }
    if let own = entries.first(where: { $0.alternative != nil }) {
      reportJoined("alternatives." + path, as: ownName, of: venv, at: own.text.origin.location)
    }
    for name in Set(entries.compactMap(\.alternative)).sorted(by: bytewise) {
      let own = spelled(entries.filter { $0.alternative == name })
      alternative(name, of: venv) { lines, notes in
        Self.write(ownName, own, to: &lines, &notes)
      }
    }
  }

  private mutating func reportJoined(_ path: String, as name: String, of venv: Venv, at place: Location?) {
    let names = FlatListNames(of: venv).known(path)
    if names.count > 1 { diagnostics.append(.joinedVariables(names, as: name, at: place)) }
  }

  private mutating func packages(
    _ path: String, _ suffix: String, _ packages: [String: [Located<String>]], of venv: Venv
  ) {
    let names = FlatListNames(of: venv)
    let words = packages.count > 1 ? "_common" : ""
    let commonName = names.name(of: path, usual: venv.name + words + suffix)
    let ownName = names.name(
      of: "alternatives." + path, usual: venv.name + suffix, besides: packages["any"] == nil ? nil : commonName)
    if let common = packages["any"] { reportJoined(path, as: commonName, of: venv, at: common.first?.origin.location) }
    if let own = packages.filter({ $0.key != "any" }).min(by: { bytewise($0.key, $1.key) }) {
      reportJoined("alternatives." + path, as: ownName, of: venv, at: own.value.first?.origin.location)
    }
    for name in packages.keys.sorted(by: bytewise) {
      let entries = (packages[name] ?? []).map { ($0.value, $0.origin) }
      if name == "any" {
        main(of: venv) { lines, notes in Self.write(commonName, entries, to: &lines, &notes) }
      } else {
        alternative(name, of: venv) { lines, notes in Self.write(ownName, entries, to: &lines, &notes) }
      }
    }
  }
}
