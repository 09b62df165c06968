import Diagnostics
import SourceCatalogue
import TextFiles

/// A catalogue as flat variables in the files that openstack-ansible has for them: sources in
/// `inventory/group_vars/<group>/source_git.yml`, what a service installs in its role.
struct FlatWriter {
  let catalogue: Catalogue
  let records: RoleRecords
  let resolver: VariableResolver
  let variables: ReferredVariables
  let spelling: RequirementSpelling
  var notes: CommentReader
  var diagnostics: [Diagnostic] = []
  /// Paths of what is left out, each with its finding.
  private(set) var unwritten: Set<String> = []
  /// What is written just now, and where the deployment says it.
  var subject: (path: String, location: Location?) = ("", nil)
  /// Role, file and variable of lists that are written empty already.
  var emptied: Set<[String]> = []
  /// Where entries of the venv stand that is written just now.
  var kept: Set<Location.Line> = []
  /// Variables that the deployer's file has.
  var deployed: Set<String> = []
  private var files: [String: YAMLLines] = [:]

  init(_ catalogue: Catalogue, _ records: RoleRecords, _ resolver: VariableResolver) {
    self.catalogue = catalogue
    self.records = records
    self.resolver = resolver
    variables = ReferredVariables(catalogue, records, resolver)
    diagnostics += variables.diagnostics
    spelling = RequirementSpelling(catalogue, bareNames: BareNames(catalogue))
    notes = CommentReader(catalogue.files + records.requirementFiles)
  }

  /// Paths are below the checkout (`inventory/`) or below the parent of the roles (`roles/`).
  mutating func render() -> [Conversion.File] {
    add(below: ["inventory", "group_vars", "all"], "all.yml") { [variables] lines, notes in
      for variable in variables.all {
        lines.raw(variable.name, variable.yaml, indent: 0, at: variable.location, &notes)
      }
    }
    for name in catalogue.sourceNames {
      guard let source = catalogue.sources[name] else { continue }
      subject = ("sources." + name, source.origin?.location)
      write(source)
    }
    for name in catalogue.venvNames {
      guard let venv = catalogue.venvs[name] else { continue }
      subject = ("venvs." + name, entries(of: venv).first?.text.origin.location)
      write(venv)
      // A role has no more than its venv.
      if unwritten.contains(subject.path) { unwritten.insert("roles." + StructuredRoles.role(of: venv)) }
    }
    subject = ("", nil)
    writeRoles()
    let layers = catalogue.layers.compactMap { write($0) }
    var written = layers + files.map { Conversion.File(path: $0.key, text: "---\n" + $0.value.text) }
    if !records.requirements.isEmpty { written.append(requirementFile()) }
    return written.sorted { bytewise($0.path, $1.path) }
  }

  /// Adds to the file of a group or role; a name that is none of a folder takes nothing.
  mutating func add(below folders: [String], _ name: String, _ change: (inout YAMLLines, inout CommentReader) -> Void) {
    for folder in folders + [name] where !Self.isSafe(folder) {
      if unwritten.insert(subject.path).inserted { diagnostics.append(.unwritableName(folder, at: subject.location)) }
      return
    }
    var lines = files.removeValue(forKey: (folders + [name]).joined(separator: "/")) ?? YAMLLines()
    change(&lines, &notes)
    if !lines.lines.isEmpty { files[(folders + [name]).joined(separator: "/")] = lines }
  }

  /// Letters, digits, `_`, `-` and `.`, and not a way out of the folder.
  private static func isSafe(_ name: String) -> Bool {
    guard let first = name.utf8.first, first != 0x2E, name.utf8.count < 200 else { return false }
    return name.utf8.allSatisfy {
      ($0 >= 0x30 && $0 <= 0x39) || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F
    }
  }

  // MARK: Layers

  /// The pins file; `upper` comes from the source `requirements`, or from its variable. Others have no flat form.
  private mutating func write(_ layer: ConstraintLayerDefinition) -> Conversion.File? {
    if layer.name == "upper", case .url(let url) = layer.content {
      add(below: ["inventory", "group_vars", "all"], "source_git.yml") { lines, _ in
        lines.member("requirements_git_url", url.value, indent: 0)
      }
      return nil
    }
    let own = LayerLines(layer, catalogue.files, &notes)
    guard layer.name == "pins", own.elsewhere.isEmpty else { return nil }
    return Conversion.File(path: "global-requirement-pins.txt", text: LayerLines.text(of: own.entries))
  }

  // MARK: Sources

  private mutating func write(_ source: Source) {
    // Sources in pip lists stay there, and plugins stand with their parent.
    guard !source.isInline, source.pluginOf == nil else { return }
    let groups = source.groups.map(\.value)
    let role = source.isRoleDefaultOnly ? StructuredWriter.role(of: source) ?? self.role(of: source) : nil
    let group = groups.count == 1 && Self.isSafe(groups[0]) ? groups[0] : "all"
    let isStated = role == nil ? groups.count != 1 || group != groups[0] : !groups.isEmpty
    let plugins = PluginList(of: source, in: catalogue)
    let isNamed = isDistributionWritten(source)
    let hidden = HiddenDefinitions(of: source)
    if let finding = hidden.finding(about: source.name, at: hidden.place ?? subject.location) {
      diagnostics.append(finding)
    }
    let folders = role.map { ["roles", $0, "defaults"] } ?? ["inventory", "group_vars", group]
    add(below: folders, role == nil ? "source_git.yml" : "main.yml") { lines, notes in
      if !lines.lines.isEmpty { lines.blank() }
      for text in hidden.comments { lines.comment(text) }
      let members = FlatSource(source, groups: isStated ? groups : nil, plugins: plugins, isNamed: isNamed)
      members.write(to: &lines, &notes)
    }
  }

  /// The role in whose defaults a source of no group stands: that of the venv which installs it, or which it is named
  /// after.
  private func role(of source: Source) -> String? {
    for name in catalogue.venvNames {
      guard let venv = catalogue.venvs[name], let role = venv.role else { continue }
      if entries(of: venv).contains(where: { $0.source == source.name }) { return role }
    }
    let named = catalogue.venvs.values.filter { source.name.hasPrefix($0.name + "_") || source.name == $0.name }
    return named.max { $0.name.utf8.count < $1.name.utf8.count }?.role
  }

  /// Whether a variable must say the distribution's name: not where an entry of a list does.
  private func isDistributionWritten(_ source: Source) -> Bool {
    guard source.distribution != nil else { return false }
    // An address in a list names the distribution, a name alone does not.
    if source.namesPackage || catalogue.takesSourcesByName { return true }
    return !catalogue.venvs.values.contains { venv in
      entries(of: venv).contains { $0.source == source.name && !$0.isUnresolved }
    }
  }

  private func entries(of venv: Venv) -> [Venv.Requirement] {
    venv.requirements + venv.user + venv.host + venv.optional.values.joined() + venv.proprietary.values.joined()
  }
}
