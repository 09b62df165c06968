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
  let paths: RelativePaths
  /// By venv.
  let flatEntries: [String: [String: [String: [String]]]]
  var notes: CommentReader
  var lines = YAMLLines()
  var diagnostics: [Diagnostic] = []
  /// Where entries of the venv stand that is written just now.
  var kept: Set<Venv.Place> = []

  /// `folder` is where the document will be.
  init(_ catalogue: Catalogue, _ records: RoleRecords, _ resolver: VariableResolver, in folder: String) {
    paths = RelativePaths(folder)
    self.catalogue = catalogue
    self.records = records
    self.resolver = resolver
    variables = ReferredVariables(catalogue, records, resolver)
    diagnostics += variables.diagnostics
    hosts = StructuredHosts(catalogue, resolver)
    let spelling = RequirementSpelling(catalogue, bareNames: BareNames(catalogue))
    self.spelling = spelling
    flatEntries = FlatEntries(catalogue, spelling: spelling.structured).all
    notes = CommentReader(catalogue.files + records.requirementFiles)
  }

  mutating func render() -> String {
    let head = heading("format")
    lines.raw("format", "1", indent: 0)
    if let series = catalogue.series {
      lines.comments(notes.above(series.origin.location))
      lines.raw("series", YAMLScalar.quoted(series.value), indent: 0, beside: notes.beside(series.origin.location))
    }
    if BareNames(catalogue).areUsed(in: catalogue) {
      lines.comments(heading("sources_by_name"))
      lines.raw("sources_by_name", "true", indent: 0)
    }
    writeVariables()
    writeHosts()
    writeLayers()
    let sources = catalogue.sourceNames.compactMap { catalogue.sources[$0] }.filter(Self.isWritten)
    section("sources", isEmpty: sources.isEmpty)
    for source in sources { write(source) }
    let venvs = catalogue.venvNames.compactMap { catalogue.venvs[$0] }
    section("venvs", isEmpty: venvs.isEmpty)
    for venv in venvs { write(venv) }
    write(requirements: records)
    write(lists: records)
    write(RoleOverlay(records, besides: derivedRecords(), spelling, in: catalogue))
    // What has no place left stands at the head of the document, where it stays; beside the variables that a document
    // was made of, most is said already.
    let said = Notes.texts(in: lines.text)
    return comments(head + notes.rest(of: catalogue.documents).filter { !said.contains($0) }) + lines.text
  }

  mutating func heading(_ key: String) -> [String] { notes.heading(key, of: catalogue.documents) }

  private mutating func section(_ key: String, isEmpty: Bool) {
    lines.blank()
    lines.comments(heading(key))
    if isEmpty { lines.raw(key, "{}", indent: 0) } else { lines.key(key, indent: 0) }
  }

  private func comments(_ texts: [String]) -> String {
    var head = YAMLLines()
    head.comments(texts)
    return head.lines.isEmpty ? "" : head.text
  }

  /// What the venvs will say of roles when they are read again.
  private func derivedRecords() -> RoleRecords {
    var written = catalogue
    // The entries are looked for as they stand, whatever the document calls them.
    for (name, entries) in FlatEntries(catalogue, spelling: \.text.value).all {
      written.venvs[name]?.flatEntries = entries
    }
    return StructuredRoles.derived(from: written, resolver: resolver)
  }

  /// Sources that stand in a pip list stay there, and plugins with their parent.
  private static func isWritten(_ source: Source) -> Bool { !source.isInline && source.pluginOf == nil }

  private mutating func writeVariables() {
    guard !variables.all.isEmpty else { return }
    lines.comments(heading("variables"))
    lines.key("variables", indent: 0)
    for variable in variables.all {
      lines.comments(notes.above(variable.location), indent: 2)
      lines.raw(variable.name, variable.yaml, indent: 2, beside: notes.beside(variable.location))
    }
  }

  private mutating func writeHosts() {
    guard !hosts.all.isEmpty else { return }
    lines.comments(heading("hosts"))
    lines.key("hosts", indent: 0)
    for host in hosts.all {
      lines.comments(host.location.map { notes.above($0) } ?? [], indent: 2)
      let note = Self.note(host.location.flatMap { notes.beside($0) }, host.variable.map { [$0.name] } ?? [])
      lines.member(host.name, host.base, indent: 2, beside: note)
      guard let (variable, use) = host.variable else { continue }
      diagnostics.append(.keptAsHost(variable, host: host.name, at: use))
    }
  }

  // MARK: Layers

  private mutating func writeLayers() {
    let written = catalogue.layers.filter(isWritten)
    guard !written.isEmpty else { return }
    lines.blank()
    lines.comments(heading("layers"))
    lines.key("layers", indent: 0)
    for layer in written {
      let place = layer.origin.location
      // The comments above a file's lines are the lines' own.
      if place.file.path.hasSuffix(".txt") == false { lines.comments(notes.above(place), indent: 2) }
      lines.key(layer.name, indent: 2)
      let own = LayerLines(layer, catalogue.files, &notes)
      switch layer.content {
      case .source(let name, let path):
        lines.member("source", name, indent: 4, beside: notes.beside(place))
        lines.member("path", path, indent: 4)
      case .url(let url): lines.member("url", url.value, indent: 4, beside: notes.beside(url.origin.location))
      case .file(let file) where !own.elsewhere.isEmpty:
        lines.member("file", paths.spelling(of: file), indent: 4, beside: notes.beside(place))
      case .file, .lines: lines.list("lines", own.entries, indent: 4)
      }
      write(layer.adjustments)
    }
  }

  mutating func write(_ adjustments: ConstraintAdjustments) {
    guard !adjustments.isEmpty else { return }
    let lists = [("remove", adjustments.remove), ("replace", adjustments.replace), ("relax", adjustments.relax)]
    if let first = lists.lazy.compactMap(\.1.first).first?.origin {
      // `venvs.nova.adjust.remove` stands below `adjust`.
      let parent = first.variable.utf8.lastIndex(of: 0x2E).map { String(first.variable[..<$0]) }
      lines.comments(parent.map { notes.above($0, of: first.location) } ?? [], indent: 4)
    }
    lines.key("adjust", indent: 4)
    for (key, texts) in lists where !texts.isEmpty {
      let all = notes.entries(texts.map { ($0.value, $0.origin) })
      lines.comments(all.heading, indent: 6)
      lines.list(key, all.entries, indent: 6)
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
    lines.blank()
    for origin in Self.headings(of: source) { lines.comments(notes.above(origin.location), indent: 2) }
    writeHidden(source)
    lines.key(source.name, indent: 2)
    if let alias = source.alias {
      let beside = [source.repository, source.reference?.map(\.value)].compactMap { $0 }.compactMap {
        notes.beside($0.origin.location)
      }
      lines.member("alias", alias, indent: 4, beside: beside.isEmpty ? nil : beside.joined(separator: "; "))
    } else {
      writePinned(source)
    }
    if let track = source.track {
      let beside = notes.beside(track.origin.location)
      let value = track.value.map { "{branch: \(YAMLScalar.quoted($0.value))}" } ?? "null"
      lines.raw("track", value, indent: 4, beside: beside)
    }
    writeMembers(source)
  }

  /// Whatever decides how a source is obtained: comments above it are about the source, those above its other members
  /// stand there.
  private static func headings(of source: Source) -> [Origin] {
    let fields: [SourceField] = [.repository, .reference, .track, .archive, .path]
    return fields.compactMap { source.origin(of: $0) }
  }

  private mutating func writePinned(_ source: Source) {
    if let repository = source.repository {
      let text = hosts.spelling(of: repository)
      let isKept = text != repository.value || text == repository.origin.template
      let was = isKept ? [] : repository.origin.template.map { [Self.was($0)] } ?? []
      lines.member("git", text, indent: 4, beside: Self.note(notes.beside(repository.origin.location), was))
    }
    guard let reference = source.reference else { return }
    let key = StructuredFormat.referenceKeys.first { $0.kind == Self.kind(of: reference.value) }?.key ?? "branch"
    let said = [
      reference.origin.template.flatMap { $0 == reference.value.value ? nil : Self.was($0) },
      reference.value.inferred && key == "tag" ? "read off its looks" : nil,
    ].compactMap { $0 }
    lines.raw(
      key, YAMLScalar.quoted(reference.value.value), indent: 4,
      beside: Self.note(notes.beside(reference.origin.location), said))
  }

  /// What the deployment has in place of a value.
  static func was(_ template: String) -> String { "was " + URLText.redacted(template) }

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
    for origin in [source.repository?.origin, source.reference?.origin, source.track?.origin].compactMap(\.self) {
      for other in origin.shadowed { lines.comments(notes.hidden(other, of: origin.variable), indent: 2) }
    }
    for text in hidden.comments { lines.comment(text, indent: 2) }
    if let finding = hidden.finding(about: source.name, at: hidden.place ?? source.origin?.location) {
      diagnostics.append(finding)
    }
    for scope in source.scopes {
      let values = [scope.repository?.value, scope.reference?.value.value].compactMap { $0 }
      let who = scope.group ?? scope.host ?? "elsewhere"
      let track = scope.track.map { ", tracks " + ($0.value?.value ?? "nothing") } ?? ""
      lines.comment("\(who) sees: \(URLText.redacted(values.joined(separator: " at ") + track))", indent: 2)
    }
  }

  private mutating func writeMembers(_ source: Source) {
    list("mirrors", source.mirrors.map { Located(hosts.spelling(of: $0), origin: $0.origin) })
    if source.alias == nil {
      if let path = source.path { member("path", paths.spelling(of: path)) }
      writeArchives(of: source)
    }
    if let name = source.distribution { member(source.namesPackage ? "package_name" : "distribution", name) }
    if let folder = source.subdirectory { member("subdirectory", folder) }
    if let fragments = source.fragments { member("fragments", fragments) }
    if let destination = source.destination { member("destination", destination) }
    list("extras", source.extras)
    writePlugins(of: source)
    list("patches", source.patches.map(paths.spelling))
    if let enabled = source.enabled {
      lines.comments(notes.above(enabled.origin.location), indent: 4)
      lines.raw(
        "enabled", enabled.value ? "true" : "false", indent: 4, beside: notes.beside(enabled.origin.location))
    }
    let role = source.isRoleDefaultOnly ? Self.role(of: source) : nil
    if let role { lines.member("role", role, indent: 4) }
    if role == nil || !source.groups.isEmpty { writeGroups(source.groups, indent: 4) }
  }

  /// One text with its comments; the distribution that an entry of a list names has none here.
  private mutating func member(_ key: String, _ value: Located<String>) {
    let isOwn = SourceNaming.match(value.origin.variable).map { $0.meaning != .venv(.requirements) } ?? true
    if isOwn { lines.comments(notes.above(value.origin.location), indent: 4) }
    lines.member(key, value.value, indent: 4, beside: isOwn ? notes.beside(value.origin.location) : nil)
  }

  private mutating func list(_ key: String, _ values: [Located<String>]) {
    guard !values.isEmpty else { return }
    let all = notes.entries(values.map { ($0.value, $0.origin) })
    lines.comments(all.heading, indent: 4)
    lines.list(key, all.entries, indent: 4)
  }

  /// Names on one line, unless comments stand between them.
  mutating func writeGroups(_ groups: [Located<String>], indent: Int) {
    let all = notes.entries(groups.map { ($0.value, $0.origin) })
    lines.comments(all.heading, indent: indent)
    // Nothing comes before the first entry of a flat list.
    lines.comments(all.entries.first?.above ?? [], indent: indent)
    let others = all.entries.dropFirst()
    if others.contains(where: \.isCommented) || all.entries.first?.below.isEmpty == false {
      lines.list("groups", all.entries.prefix(1).map { $0.withoutAbove } + others, indent: indent)
    } else {
      lines.names("groups", groups.map(\.value), indent: indent, beside: all.entries.first?.beside)
    }
  }

  /// The role whose defaults alone define it.
  static func role(of source: Source) -> String? { source.origin?.level.role }

  private mutating func writeArchives(of source: Source) {
    guard let first = source.archives.first else { return }
    let isSingle = source.archives.count == 1 && first.architecture == "any"
    lines.key("archive", indent: 4)
    for archive in source.archives {
      let indent = isSingle ? 6 : 8
      if !isSingle {
        lines.comments(notes.above(archive.url.origin.location), indent: 6)
        lines.key(archive.architecture, indent: 6)
      }
      lines.member("url", archive.url.value, indent: indent, beside: notes.beside(archive.url.origin.location))
      guard let sum = archive.sha256 else { continue }
      lines.comments(notes.above(sum.origin.location), indent: indent)
      lines.raw(
        "sha256", YAMLScalar.quoted(sum.value), indent: indent, beside: notes.beside(sum.origin.location))
    }
  }

  private mutating func writePlugins(of source: Source) {
    let plugins = catalogue.sources.values.filter { $0.pluginOf == source.name }.sorted { bytewise($0.name, $1.name) }
    guard let first = plugins.first else { return }
    if let origin = first.subdirectory?.origin {
      lines.comments(notes.above(origin.variable, of: origin.location), indent: 4)
    }
    lines.key("plugins", indent: 4)
    for plugin in plugins {
      let (folder, package) = PluginPath.parts(of: plugin)
      let place = plugin.subdirectory?.origin.location
      lines.comments(place.map { notes.above($0) } ?? [], indent: 6)
      lines.item(
        "{path: \(YAMLScalar.quoted(folder)), package: \(YAMLScalar.quoted(package))}", indent: 6,
        beside: place.flatMap { notes.beside($0) })
    }
    lines.comments(first.subdirectory.map { notes.below($0.origin.location) } ?? [], indent: 6)
  }
}

/// A plugin's subdirectory as `*_repo_plugins` say it: the folder, and the package in it.
enum PluginPath {
  static func parts(of plugin: Source) -> (folder: String, package: String) {
    let (path, package) = (plugin.subdirectory?.value ?? "", plugin.distribution?.value ?? plugin.name)
    return (path.hasSuffix("/" + package) ? String(path.dropLast(package.count + 1)) : "", package)
  }
}
