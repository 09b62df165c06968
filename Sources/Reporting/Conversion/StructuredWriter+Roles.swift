import SourceCatalogue
import TextFiles

extension StructuredWriter {
  /// The checkout's own requirements, with the comments of their file.
  mutating func write(requirements records: RoleRecords) {
    guard !records.requirements.isEmpty else { return }
    lines.blank()
    let all = notes.entries(records.requirements.map { ($0.value, $0.origin) })
    lines.comments(heading("requirements") + all.heading)
    lines.list("requirements", all.entries, indent: 0)
  }

  /// Lists outside roles: a venv that has one is none of `py_pkgs`.
  mutating func write(lists records: RoleRecords) {
    guard !records.lists.isEmpty else { return }
    lines.blank()
    lines.comments(heading("lists"))
    lines.key("lists", indent: 0)
    for list in records.lists {
      let texts = list.requirements.map { (spelling.structured($0), $0.text.origin) }
      let all = notes.entries(texts)
      for text in all.heading { lines.comment(text, indent: 2) }
      lines.list(list.variable, all.entries, indent: 2)
    }
  }

  mutating func write(_ overlay: RoleOverlay) {
    guard !overlay.roles.isEmpty else { return }
    lines.blank()
    lines.comments(heading("roles"))
    lines.key("roles", indent: 0)
    for role in overlay.roles { write(role) }
  }

  private mutating func write(_ role: RoleOverlay.Role) {
    if role.isAbsent { return lines.raw(role.name, "null", indent: 2) }
    if role.isEmpty { return lines.raw(role.name, "{}", indent: 2) }
    lines.key(role.name, indent: 2)
    if let group = role.group {
      for text in role.groupLocation.map({ notes.above($0) }) ?? [] { lines.comment(text, indent: 4) }
      lines.member("group", group, indent: 4, beside: role.groupLocation.flatMap { notes.beside($0) })
    }
    if !role.lists.isEmpty { lines.key("lists", indent: 4) }
    for (variable, entries) in role.lists {
      if entries.isEmpty { lines.raw(variable, "null", indent: 6) }
      let texts = entries.map { (spelling.structured($0), $0.text.origin) }
      let all = notes.entries(texts)
      for text in all.heading { lines.comment(text, indent: 6) }
      if !entries.isEmpty { lines.list(variable, all.entries, indent: 6) }
    }
    guard !role.packages.isEmpty else { return }
    lines.key("distro_packages", indent: 4)
    for (file, lists) in role.packages.sorted(by: { bytewise($0.key, $1.key) }) {
      lines.key(file, indent: 6)
      for (variable, packages) in lists.sorted(by: { bytewise($0.key, $1.key) }) {
        guard let packages else {
          lines.raw(variable, "null", indent: 8)
          continue
        }
        let all = notes.entries(packages, of: variable)
        for text in all.heading { lines.comment(text, indent: 8) }
        if all.entries.contains(where: { $0.isCommented }) {
          lines.list(variable, all.entries, indent: 8)
        } else {
          lines.names(variable, packages.texts, indent: 8)
        }
      }
    }
  }
}
