import Diagnostics
import PythonPackaging
import SourceCatalogue
import TextFiles

/// A catalogue in the structured format: one record per source and venv, with what comments said, and with the
/// definitions that others hide as comments.
struct StructuredWriter {
  let catalogue: Catalogue
  let hosts: StructuredHosts
  let records: RoleRecords
  let resolver: VariableResolver
  let variables: ReferredVariables
  let spelling: RequirementSpelling
  /// By venv.
  let flatEntries: [String: [String: [String: [String]]]]
  var notes: CommentReader
  var lines = YAMLLines()
  var diagnostics: [Diagnostic] = []

  init(_ catalogue: Catalogue, _ records: RoleRecords, _ resolver: VariableResolver) {
    self.catalogue = catalogue
    self.records = records
    self.resolver = resolver
    variables = ReferredVariables(catalogue, resolver)
    hosts = StructuredHosts(catalogue)
    let spelling = RequirementSpelling(catalogue)
    self.spelling = spelling
    flatEntries = FlatEntries(catalogue, spelling).all
    notes = CommentReader(catalogue.files + records.requirementFiles)
  }

  mutating func render() -> String {
    lines.raw("format", "1", indent: 0)
    if let series = catalogue.series { lines.raw("series", YAMLScalar.quoted(series.value), indent: 0) }
    writeVariables()
    writeHosts()
    writeLayers()
    let sources = catalogue.sourceNames.compactMap { catalogue.sources[$0] }.filter(Self.isWritten)
    lines.blank()
    if sources.isEmpty { lines.raw("sources", "{}", indent: 0) } else { lines.key("sources", indent: 0) }
    for source in sources { write(source) }
    lines.blank()
    let venvs = catalogue.venvNames.compactMap { catalogue.venvs[$0] }
    if venvs.isEmpty { lines.raw("venvs", "{}", indent: 0) } else { lines.key("venvs", indent: 0) }
    for venv in venvs { write(venv) }
    write(requirements: records)
    write(lists: records)
    write(RoleOverlay(records, besides: derivedRecords(), spelling, in: catalogue))
    return lines.text
  }

  /// What the venvs will say of roles when they are read again.
  private func derivedRecords() -> RoleRecords {
    var written = catalogue
    for (name, entries) in flatEntries { written.venvs[name]?.flatEntries = entries }
    return StructuredRoles.derived(from: written, resolver: resolver)
  }

  /// Sources that stand in a pip list stay there, and plugins with their parent.
  private static func isWritten(_ source: Source) -> Bool { !source.isInline && source.pluginOf == nil }

  private mutating func writeVariables() {
    guard !variables.all.isEmpty else { return }
    lines.key("variables", indent: 0)
    for (name, yaml) in variables.all { lines.raw(name, yaml, indent: 2) }
  }

  private mutating func writeHosts() {
    guard !hosts.all.isEmpty else { return }
    lines.key("hosts", indent: 0)
    for host in hosts.all {
      lines.member(host.name, host.base, indent: 2, beside: host.variable)
      diagnostics.append(.keptAsHost(host.variable, host: host.name, at: host.location))
    }
  }

  // MARK: Layers

  private mutating func writeLayers() {
    let written = catalogue.layers.filter(isWritten)
    guard !written.isEmpty else { return }
    lines.blank()
    lines.key("layers", indent: 0)
    for layer in written {
      lines.key(layer.name, indent: 2)
      let own = LayerLines(layer, catalogue.files, &notes)
      switch layer.content {
      case .source(let name, let path):
        lines.member("source", name, indent: 4)
        lines.member("path", path, indent: 4)
      case .url(let url): lines.member("url", url.value, indent: 4)
      case .file(let file) where !own.elsewhere.isEmpty: lines.member("file", file.path, indent: 4)
      case .file, .lines: lines.list("lines", own.entries, indent: 4)
      }
      write(layer.adjustments)
    }
  }

  mutating func write(_ adjustments: ConstraintAdjustments) {
    guard !adjustments.isEmpty else { return }
    lines.key("adjust", indent: 4)
    for (key, texts) in [
      ("remove", adjustments.remove), ("replace", adjustments.replace), ("relax", adjustments.relax),
    ] where !texts.isEmpty {
      lines.list(key, notes.entries(texts.map { ($0.value, $0.origin) }).entries, indent: 6)
    }
  }

  /// Upper constraints of the source `requirements` are a layer by themselves.
  private func isWritten(_ layer: ConstraintLayerDefinition) -> Bool {
    if case .source("requirements", "upper-constraints.txt") = layer.content {
      return layer.name != "upper" || !layer.adjustments.isEmpty
    }
    return true
  }

  // MARK: Sources

  private mutating func write(_ source: Source) {
    let origins = [
      source.repository?.origin, source.reference?.origin, source.track?.origin, source.groups.first?.origin,
      source.fragments?.origin, source.destination?.origin,
    ].compactMap { $0 }
    lines.blank()
    for origin in origins {
      lines.comments(notes.above(origin.location), indent: 2)
    }
    writeHidden(source)
    lines.key(source.name, indent: 2)
    if let alias = source.alias { lines.member("alias", alias, indent: 4) } else { writePinned(source) }
    if let track = source.track {
      let beside = notes.beside(track.origin.location)
      let value = track.value.map { "{branch: \(YAMLScalar.quoted($0.value))}" } ?? "null"
      lines.raw("track", value, indent: 4, beside: beside)
    }
    writeMembers(source)
  }

  private mutating func writePinned(_ source: Source) {
    if let repository = source.repository {
      lines.member("git", hosts.spelling(of: repository), indent: 4, beside: notes.beside(repository.origin.location))
    }
    guard let reference = source.reference else { return }
    let key = StructuredFormat.referenceKeys.first { $0.kind == Self.kind(of: reference.value) }?.key ?? "branch"
    let said = [
      reference.origin.template.map { "was " + $0 },
      reference.value.inferred && key == "tag" ? "read off its looks" : nil,
    ].compactMap { $0 }
    lines.raw(
      key, YAMLScalar.quoted(reference.value.value), indent: 4,
      beside: Self.note(notes.beside(reference.origin.location), said))
  }

  /// A comment and what there is to say besides, each once: a conversion before may have said it already.
  static func note(_ comment: String?, _ more: [String]) -> String? {
    let parts = (comment ?? "").split(separator: ";").map { String($0.drop { $0 == " " }) }
    let all = (comment.map { [$0] } ?? []) + more.filter { !parts.contains($0) }
    return all.isEmpty ? nil : all.joined(separator: "; ")
  }

  /// What a variable is in is told by the kind that its text has: the variable is resolved when it is read.
  private static func kind(of reference: Reference) -> Reference.Kind {
    reference.kind == .unresolved ? Reference(flat: reference.value).kind : reference.kind
  }

  /// Definitions that this one hides, and what other groups see.
  private mutating func writeHidden(_ source: Source) {
    let hidden = HiddenDefinitions(of: source)
    let origins = [source.repository?.origin, source.reference?.origin, source.track?.origin].compactMap { $0 }
    for other in origins.flatMap(\.shadowed) {
      lines.comments(notes.above(other.location), indent: 2)
    }
    for text in hidden.comments { lines.comment(text, indent: 2) }
    if let finding = hidden.finding(about: source.name, at: source.origin?.location) { diagnostics.append(finding) }
    for scope in source.scopes {
      let values = [scope.repository?.value, scope.reference?.value.value].compactMap { $0 }
      let who = scope.group ?? scope.host ?? "elsewhere"
      lines.comment("\(who) sees: \(URLText.redacted(values.joined(separator: " at ")))", indent: 2)
    }
  }

  private mutating func writeMembers(_ source: Source) {
    func list(_ key: String, _ values: [String]) { if !values.isEmpty { lines.list(key, values, indent: 4) } }
    list("mirrors", source.mirrors.map(\.value))
    if source.alias == nil {
      if let path = source.path { lines.member("path", path.value, indent: 4) }
      writeArchives(of: source)
    }
    if let name = source.distribution {
      lines.member(source.namesPackage ? "package_name" : "distribution", name.value, indent: 4)
    }
    if let folder = source.subdirectory { lines.member("subdirectory", folder.value, indent: 4) }
    if let fragments = source.fragments {
      lines.member("fragments", fragments.value, indent: 4, beside: notes.beside(fragments.origin.location))
    }
    if let destination = source.destination { lines.member("destination", destination.value, indent: 4) }
    list("extras", source.extras.map(\.value))
    writePlugins(of: source)
    list("patches", source.patches.map(\.value))
    if let enabled = source.enabled { lines.raw("enabled", enabled.value ? "true" : "false", indent: 4) }
    let role = source.isRoleDefaultOnly ? Self.role(of: source) : nil
    if let role { lines.member("role", role, indent: 4) }
    if role == nil || !source.groups.isEmpty { lines.names("groups", source.groups.map(\.value), indent: 4) }
  }

  /// The role whose defaults alone define it.
  static func role(of source: Source) -> String? { source.origin?.level.role }

  private mutating func writeArchives(of source: Source) {
    guard let first = source.archives.first else { return }
    let isSingle = source.archives.count == 1 && first.architecture == "any"
    lines.key("archive", indent: 4)
    for archive in source.archives {
      if !isSingle { lines.key(archive.architecture, indent: 6) }
      lines.member("url", archive.url.value, indent: isSingle ? 6 : 8)
      if let sum = archive.sha256 { lines.raw("sha256", YAMLScalar.quoted(sum.value), indent: isSingle ? 6 : 8) }
    }
  }

  private mutating func writePlugins(of source: Source) {
    let plugins = catalogue.sources.values.filter { $0.pluginOf == source.name }.sorted { bytewise($0.name, $1.name) }
    guard !plugins.isEmpty else { return }
    lines.key("plugins", indent: 4)
    for plugin in plugins {
      let (folder, package) = PluginPath.parts(of: plugin)
      lines.item("{path: \(YAMLScalar.quoted(folder)), package: \(YAMLScalar.quoted(package))}", indent: 6)
    }
  }
}

/// A plugin's subdirectory as `*_repo_plugins` say it: the folder, and the package in it.
enum PluginPath {
  static func parts(of plugin: Source) -> (folder: String, package: String) {
    let (path, package) = (plugin.subdirectory?.value ?? "", plugin.distribution?.value ?? plugin.name)
    return (path.hasSuffix("/" + package) ? String(path.dropLast(package.count + 1)) : "", package)
  }
}
