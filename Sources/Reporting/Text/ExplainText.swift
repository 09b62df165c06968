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
    Source.members.flatMap { name, field -> [Row] in
      let rows = values(of: field, source).map { Row(name: name, value: $0.value, origin: $0.origin) }
      if !rows.isEmpty { return rows }
      let blank = source.blanks[field]
      if field == .distribution { return [Row(name: name, value: source.distributionName, origin: blank)] }
      return blank.map { [Row(name: name, value: "none", origin: $0)] } ?? []
    }
  }

  private static func values(of field: SourceField, _ source: Source) -> [Located<String>] {
    func one(_ value: Located<String>?) -> [Located<String>] { value.map { [$0] } ?? [] }
    return switch field {
    case .repository: one(source.repository)
    case .reference: one(source.reference?.map(describe))
    case .track: one(source.track?.map { $0.map(describe) ?? "not followed" })
    case .distribution: one(source.distribution)
    case .group: source.groups
    case .subdirectory: one(source.subdirectory)
    case .extras: source.extras
    case .fragments: one(source.fragments)
    case .destination: one(source.destination)
    case .path: one(source.path)
    case .mirror: source.mirrors
    case .archive: source.archives.map(\.url)
    case .patches: source.patches
    case .enabled: one(source.enabled?.map { $0 ? "yes" : "no" })
    case .plugins: []
    }
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
