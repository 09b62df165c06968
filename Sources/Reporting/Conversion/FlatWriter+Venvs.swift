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
  mutating func distroInstall(of venv: Venv) {
    let variables = FlatListNames(of: venv).variables(of: "distro_packages.service", venv.servicePackages)
    let names = Set(variables.values.joined()).filter { !Venv.isService(variable: $0) }.inByteOrder()
    guard let first = names.first else { return }
    alternative(Venv.distroInstall, of: venv, for: first) { lines, _ in
      lines.raw(
        venv.name + "_package_list", YAMLScalar.quoted("{{ " + names.joined(separator: " + ") + " }}"), indent: 0)
    }
  }

  /// The file for every system: the role's defaults, or group_vars where no role installs it.
  mutating func main(
    of venv: Venv, for variable: String? = nil, _ change: (inout YAMLLines, inout CommentReader) -> Void
  ) {
    if let role = role(of: variable, venv) {
      add(below: ["roles", role, "defaults"], "main.yml", change)
    } else {
      add(below: ["inventory", "group_vars", "all"], venv.name + ".yml", change)
    }
  }

  /// The role whose file of a system has a variable, whether or not any had it before.
  func fileRole(of variable: String, _ venv: Venv) -> String {
    role(of: variable, venv) ?? venv.role ?? venv.name
  }

  /// The file of one system or install method, of which a play loads one.
  mutating func alternative(
    _ name: String, of venv: Venv, for variable: String, _ change: (inout YAMLLines, inout CommentReader) -> Void
  ) {
    let role = fileRole(of: variable, venv)
    // What holds where no file does is the role's default, which each of the files replaces.
    if name == Venv.mainAlternative {
      return add(below: ["roles", role, "defaults"], "main.yml", change)
    }
    add(below: ["roles", role, "vars"], name + ".yml", change)
  }

  mutating func text(_ suffix: String, _ value: Located<String>?, of venv: Venv) {
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

  mutating func texts(_ suffix: String, _ values: [Located<String>], of venv: Venv) {
    guard !values.isEmpty else { return }
    let isWhole = isWhole(values)
    main(of: venv) { lines, notes in
      Self.write(venv.name + suffix, values, isWhole: isWhole, to: &lines, &notes)
    }
  }

  static func write(
    _ name: String, _ entries: [(text: String, origin: Origin)], to lines: inout YAMLLines, _ notes: inout CommentReader
  ) {
    // A file has a variable once: of a role's that two venvs install, say.
    guard !lines.defines(name) else { return }
    let all = notes.entries(entries)
    for text in all.heading { lines.comment(text) }
    lines.list(name, all.entries, indent: 0)
  }

  func isWhole(_ values: [Located<String>]) -> Bool { values.count == 1 && resolver.isWhole(values[0]) }

  /// A list of texts: a variable in place of one stays what it is.
  static func write(
    _ name: String, _ values: [Located<String>], isWhole: Bool, to lines: inout YAMLLines,
    _ notes: inout CommentReader
  ) {
    guard isWhole, let value = values.first else {
      return write(name, values.map { ($0.value, $0.origin) }, to: &lines, &notes)
    }
    guard !lines.defines(name) else { return }
    lines.raw(name, YAMLScalar.quoted(value.value), indent: 0, at: value.origin.location, &notes)
  }

  /// A list of requirements: a variable in place of one stays what it is, and plugins are records.
  static func write(
    _ name: String, _ entries: [Venv.Requirement], _ texts: [(text: String, origin: Origin)],
    to lines: inout YAMLLines, _ notes: inout CommentReader
  ) {
    if entries.count == 1, entries[0].isWholeList {
      return write(name, [Located(texts[0].text, origin: texts[0].origin)], isWhole: true, to: &lines, &notes)
    }
    if SourceNaming.match(name)?.meaning == .venv(.plugins) {
      return writePlugins(name, texts, entries.map(\.condition), to: &lines, &notes)
    }
    write(name, texts, to: &lines, &notes)
  }

  /// Comments for the definitions of a variable that another hides.
  mutating func hiddenComments(_ origin: Origin, _ values: Set<String>) -> [String] {
    let origin = origin.hiding(besides: kept)
    let hidden = HiddenDefinitions(of: origin, values: values)
    if let finding = hidden.finding(about: origin.variable, at: origin.location) { diagnostics.append(finding) }
    return hidden.comments
  }
}
