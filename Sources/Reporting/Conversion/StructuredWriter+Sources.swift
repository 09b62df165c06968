import PythonPackaging
import SourceCatalogue
import TextFiles

extension StructuredWriter {
  mutating func write(_ source: Source) {
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
    PluginList(of: source, in: catalogue).write(as: "plugins", indent: 4, to: &lines, &notes)
    list("patches", source.patches.map(paths.spelling))
    if let enabled = source.enabled {
      lines.raw("enabled", enabled.value ? "true" : "false", indent: 4, at: enabled.origin.location, &notes)
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
      lines.raw("sha256", YAMLScalar.quoted(sum.value), indent: indent, at: sum.origin.location, &notes)
    }
  }
}
