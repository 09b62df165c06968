import TextFiles

/// Task files, handlers, playbooks, templates and scripts below the PATHs: no definitions, but what reads them. Only
/// checks open them.
package struct TaskFiles {
  package enum Kind: Hashable, Sendable {
    /// A list of tasks or of plays.
    case tasks
    case template
    /// Files and modules that a role brings along, and what it says of other roles.
    case script
  }

  package struct File: Sendable {
    package let text: TextFile
    /// The role that it belongs to; nil for a playbook.
    package let role: String?
    package let kind: Kind
  }

  package private(set) var files: [File] = []
  /// Roles whose tasks are here.
  package var roles: Set<String> { Set(files.compactMap { $0.kind == .tasks ? $0.role : nil }) }

  /// Larger files hold data, not tasks: 1 MiB.
  private static let limit = 1 << 20
  private static let skipped: Set<String> = [
    "tests", "molecule", "doc", "docs", "examples", "extras", "releasenotes", "group_vars", "host_vars", "defaults",
    "vars", "node_modules", "__pycache__", "zuul.d", "osa_toolkit", "scripts",
  ]
  /// What stands in a role's folders by the name of the folder. A template may have any ending or none.
  private static let kinds: [String: Kind] = [
    "tasks": .tasks, "handlers": .tasks, "playbooks": .tasks, "templates": .template, "files": .script,
    "library": .script, "meta": .script, "module_utils": .script, "plugins": .script, "filter_plugins": .script,
    "lookup_plugins": .script, "action_plugins": .script,
  ]
  /// Endings of what is no text.
  private static let binary = [
    ".pyc", ".gz", ".tgz", ".xz", ".zip", ".bz2", ".png", ".jpg", ".gif", ".ico", ".svg", ".woff", ".ttf", ".whl",
    ".deb", ".rpm", ".md", ".rst", ".html", ".css",
  ]

  package init(paths: [String]) {
    for (root, path) in paths.enumerated() {
      guard let isFolder = try? FileReading.isDirectory(path) else { continue }
      let absolute = pathParts(FileReading.absolutePath(path))
      if isFolder { addFolder(path, absolute, root: root) } else { addFile(path, absolute, root: root) }
    }
  }

  private mutating func addFile(_ path: String, _ absolute: [String], root: Int) {
    guard let name = absolute.last, let (role, kind) = Self.place(absolute) else { return }
    let reference = FileReference(root: root, path: String(name), displayPath: path)
    if let file = Self.read(path, reference, role: role, kind: kind) { files.append(file) }
  }

  private mutating func addFolder(_ path: String, _ absolute: [String], root: Int) {
    let base = path.hasSuffix("/") ? String(path.dropLast()) : path
    let walk = DirectoryWalk(
      enters: { relative in
        let name = pathParts(relative).last ?? ""
        return !name.hasPrefix(".") && !Self.skipped.contains(name)
      },
      takes: { relative in
        !Self.binary.contains { relative.hasSuffix($0) } && Self.place(absolute + pathParts(relative)) != nil
      })
    let found = walk.entries(below: path).compactMap { entry -> String? in
      if case .file(let relative) = entry { relative } else { nil }
    }
    files += ParallelMap.map(found) { relative -> File? in
      guard let (role, kind) = Self.place(absolute + pathParts(relative)) else {
        return nil
      }
      let display = base + "/" + relative
      let reference = FileReference(root: root, path: relative, displayPath: display)
      return Self.read(display, reference, role: role, kind: kind)
    }.compactMap { $0 }
  }

  private static func read(_ path: String, _ reference: FileReference, role: String?, kind: Kind) -> File? {
    (try? FileReading.read(path, as: reference, limit: limit)).map { File(text: $0, role: role, kind: kind) }
  }

  /// By the last folder that says what its files are; `roles/os_nova/tasks/main.yml` belongs to `os_nova`.
  private static func place(_ parts: [String]) -> (role: String?, kind: Kind)? {
    let folders = parts.dropLast()
    guard let index = folders.lastIndex(where: { kinds[$0] != nil }), let kind = kinds[parts[index]] else {
      return nil
    }
    let isYAML = parts.last.map { $0.hasSuffix(".yml") || $0.hasSuffix(".yaml") } ?? false
    let owner = index > 0 && parts[index] != "playbooks" ? String(parts[index - 1]) : nil
    return (owner, kind == .tasks && !isYAML ? .script : kind)
  }
}

extension TaskFiles.Kind {
  var text: NameUses.TextKind {
    switch self {
    case .tasks: .tasks
    case .template: .template
    case .script: .script
    }
  }
}
