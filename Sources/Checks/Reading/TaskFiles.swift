import TextFiles

/// Task files, handlers, playbooks and templates below the PATHs: no definitions, but what reads them. Only checks
/// open them.
package struct TaskFiles {
  package enum Kind: Hashable, Sendable {
    /// A list of tasks or of plays.
    case tasks
    case template
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
  private static let skipped: Set<Substring> = [
    "tests", "molecule", "doc", "docs", "examples", "extras", "releasenotes", "group_vars", "host_vars", "defaults",
    "vars", "meta", "files", "node_modules", "__pycache__", "zuul.d", "osa_toolkit", "library", "module_utils",
  ]
  private static let endings = [".yml", ".yaml", ".j2", ".sh"]

  package init(paths: [String]) {
    for (root, path) in paths.enumerated() {
      guard let isFolder = try? FileReading.isDirectory(path) else { continue }
      let absolute = pathComponents(FileReading.absolutePath(path))
      if isFolder { addFolder(path, absolute, root: root) } else { addFile(path, absolute, root: root) }
    }
  }

  private mutating func addFile(_ path: String, _ absolute: [Substring], root: Int) {
    guard let name = absolute.last, let (role, kind) = Self.place(absolute, below: absolute.count - 1) else { return }
    let reference = FileReference(root: root, path: String(name), displayPath: path)
    if let file = Self.read(path, reference, role: role, kind: kind) { files.append(file) }
  }

  private mutating func addFolder(_ path: String, _ absolute: [Substring], root: Int) {
    let base = path.hasSuffix("/") ? String(path.dropLast()) : path
    let walk = DirectoryWalk(
      enters: { relative in
        let name = pathComponents(relative).last ?? ""
        return !name.hasPrefix(".") && !Self.skipped.contains(name)
      },
      takes: { relative in Self.endings.contains { relative.hasSuffix($0) } })
    let found = walk.entries(below: path).compactMap { entry -> String? in
      if case .file(let relative) = entry { relative } else { nil }
    }
    files += ParallelMap.map(found) { relative -> File? in
      guard let (role, kind) = Self.place(absolute + pathComponents(relative), below: absolute.count) else {
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
  private static func place(_ parts: [Substring], below first: Int) -> (role: String?, kind: Kind)? {
    let folders = parts.dropLast()
    let isYAML = parts.last.map { $0.hasSuffix(".yml") || $0.hasSuffix(".yaml") } ?? false
    guard let index = folders.lastIndex(where: { ["tasks", "handlers", "templates", "playbooks"].contains($0) }) else {
      return nil
    }
    let owner = index > 0 ? String(parts[index - 1]) : nil
    switch parts[index] {
    case "tasks", "handlers": return isYAML ? (owner, .tasks) : (owner, .template)
    case "templates": return (owner, .template)
    default: return isYAML ? (nil, .tasks) : (nil, .template)
    }
  }
}
