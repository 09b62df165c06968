import PythonPackaging
import SourceCatalogue

/// What a venv installs and which line says so.
package struct VenvText {
  private let style: Style

  package init(style: Style) {
    self.style = style
  }

  /// `field` limits the answer to one member; nil where the venv has no such member.
  package func render(_ venv: Venv, field: String? = nil) -> String? {
    let rows = Self.rows(venv).filter { row in field.map { row.name == $0 || row.name.hasPrefix($0 + ".") } ?? true }
    guard !rows.isEmpty else { return nil }
    var text = style.bold(TerminalText.escaped(venv.name)) + " (venv)"
    if let role = venv.role { text += ", installed by \(TerminalText.escaped(role))" }
    text += "\n"
    for row in rows { text += render(row) }
    return text
  }

  private struct Row {
    let name: String
    let entry: Located<String>
    var note = ""
  }

  private static func rows(_ venv: Venv) -> [Row] {
    var rows: [Row] = []
    func add(_ name: String, _ entries: [Located<String>]) { rows += entries.map { Row(name: name, entry: $0) } }
    func add(_ name: String, _ entries: [Venv.Requirement]) {
      rows += entries.map { Row(name: name, entry: $0.text, note: note(on: $0)) }
    }
    func add(_ name: String, _ sets: [String: [Located<String>]]) {
      for key in sets.keys.inByteOrder() { add(name + "." + key, sets[key] ?? []) }
    }
    func add(_ name: String, _ sets: [String: [Venv.Requirement]]) {
      for key in sets.keys.inByteOrder() { add(name + "." + key, sets[key] ?? []) }
    }
    if let origin = venv.roleOrigin { add("role", [Located(venv.role ?? "none", origin: origin)]) }
    add("groups", venv.groups)
    add("python", venv.python.map { [$0] } ?? [])
    add("tag", venv.tag.map { [$0] } ?? [])
    add("requirements", venv.requirements)
    add("optional", venv.optional)
    add("user", venv.user)
    add("host", venv.host)
    add("proprietary", venv.proprietary)
    add("constraints", venv.constraints.map(\.text))
    add("adjust.remove", venv.adjustments.remove)
    add("adjust.replace", venv.adjustments.replace)
    add("adjust.relax", venv.adjustments.relax)
    add("developer_constraints", venv.developerConstraints.map(\.text))
    add("upper_constraints", venv.upperConstraints.map { [$0] } ?? [])
    add("pip_arguments", venv.pipArguments.map { [$0] } ?? [])
    add("distro_packages.build", venv.distroPackages.build)
    add("distro_packages.runtime", venv.distroPackages.runtime)
    add("system_packages", venv.systemPackages)
    for key in venv.environment.keys.inByteOrder() {
      add("environment." + key, venv.environment[key].map { [$0] } ?? [])
    }
    return rows
  }

  private static func note(on entry: Venv.Requirement) -> String {
    var notes: [String] = []
    if let source = entry.source { notes.append("source \(source)") }
    if let alternative = entry.alternative { notes.append("on \(alternative)") }
    if entry.isUnresolved { notes.append("unresolved") }
    return notes.isEmpty ? "" : " (" + notes.joined(separator: ", ") + ")"
  }

  private func render(_ row: Row) -> String {
    let value = TerminalText.escaped(
      (row.name == "pip_arguments" ? URLText.redactedOptions(row.entry.value) : URLText.redacted(row.entry.value))
        + row.note)
    return "  \(style.accent(TerminalText.escaped(row.name))): \(value)\n"
      + OriginText(style: style).render(row.entry.origin)
  }
}
