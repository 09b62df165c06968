import PythonPackaging
import SourceCatalogue

/// Why a source is what it is: each member's value, the definition that decided it and the ones that it hides.
package struct ExplainText {
  private let style: Style

  package init(style: Style) {
    self.style = style
  }

  /// `field` limits the answer to one member; nil where the source has no such member.
  package func render(_ source: Source, field: String? = nil) -> String? {
    let rows = Self.rows(source).filter { field == nil || $0.name == field }
    guard !rows.isEmpty else { return nil }
    var text = style.bold(TerminalText.escaped(source.name)) + " (\(source.kind.rawValue))"
    if let alias = source.alias { text += ", another name of \(TerminalText.escaped(alias))" }
    if source.isRoleDefaultOnly { text += ", defined only in role defaults" }
    if source.isInline { text += ", written in place in a pip list" }
    text += "\n"
    for row in rows { text += render(row) }
    if field == nil { text += scopes(source) }
    return text
  }

  private struct Row {
    let name: String
    let value: String
    let origin: Origin?
  }

  private static func rows(_ source: Source) -> [Row] {
    var rows: [Row] = []
    func add(_ name: String, _ value: Located<String>?) {
      if let value { rows.append(Row(name: name, value: value.value, origin: value.origin)) }
    }
    add("repository", source.repository)
    add("reference", source.reference?.map(describe))
    add("track", source.track?.map { $0.map(describe) ?? "not followed" })
    if source.distribution == nil {
      rows.append(Row(name: "distribution", value: source.distributionName, origin: nil))
    }
    add("distribution", source.distribution)
    for group in source.groups { add("groups", group) }
    add("subdirectory", source.subdirectory)
    add("fragments", source.fragments)
    add("destination", source.destination)
    add("path", source.path)
    for mirror in source.mirrors { add("mirrors", mirror) }
    for archive in source.archives { add("archives", archive.url) }
    for patch in source.patches { add("patches", patch) }
    add("enabled", source.enabled?.map { $0 ? "yes" : "no" })
    return rows
  }

  private static func describe(_ reference: Reference) -> String {
    "\(reference.kind.rawValue) \(reference.value)" + (reference.inferred ? " (type inferred)" : "")
  }

  private func render(_ row: Row) -> String {
    var text = "  \(style.accent(row.name)): \(TerminalText.escaped(URLText.redacted(row.value)))\n"
    guard let origin = row.origin else { return text }
    text += OriginText(style: style).render(origin)
    return text
  }

  private func scopes(_ source: Source) -> String {
    var text = ""
    for scope in source.scopes {
      let whose = scope.group.map { "group \($0)" } ?? "host \(scope.host ?? "")"
      text += "  in \(style.accent(TerminalText.escaped(whose)))\n"
      if let repository = scope.repository {
        text += render(Row(name: "repository", value: repository.value, origin: repository.origin))
      }
      if let reference = scope.reference {
        text += render(Row(name: "reference", value: Self.describe(reference.value), origin: reference.origin))
      }
    }
    return text
  }
}
