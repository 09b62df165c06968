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
  let takesSourcesByName: Bool
  let spelling: RequirementSpelling
  let paths: RelativePaths
  /// By venv.
  let flatEntries: [String: [String: [String: [String]]]]
  var notes: CommentReader
  var lines = YAMLLines()
  var diagnostics: [Diagnostic] = []
  /// Where entries of the venv stand that is written just now.
  var kept: Set<Location.Line> = []

  /// `folder` is where the document will be.
  init(_ catalogue: Catalogue, _ records: RoleRecords, _ resolver: VariableResolver, in folder: String) {
    paths = RelativePaths(folder)
    self.catalogue = catalogue
    self.records = records
    self.resolver = resolver
    variables = ReferredVariables(catalogue, records, resolver)
    diagnostics += variables.diagnostics
    hosts = StructuredHosts(catalogue, resolver)
    let bareNames = BareNames(catalogue)
    takesSourcesByName = bareNames.areUsed(in: catalogue)
    let spelling = RequirementSpelling(catalogue, bareNames: bareNames)
    self.spelling = spelling
    flatEntries = FlatEntries(catalogue, spelling: spelling.structured).all
    notes = CommentReader(catalogue.files + records.requirementFiles)
  }

  mutating func render() -> String {
    let head = heading("format")
    lines.raw("format", "1", indent: 0)
    if let series = catalogue.series {
      lines.raw("series", YAMLScalar.quoted(series.value), indent: 0, at: series.origin.location, &notes)
    }
    if takesSourcesByName {
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
      lines.raw(variable.name, variable.yaml, indent: 2, at: variable.location, &notes)
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
}
