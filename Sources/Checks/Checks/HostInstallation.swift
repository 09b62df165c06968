import Diagnostics
import TextFiles
import YAMLTree

/// A task that runs pip without a virtual environment: it changes the host's own Python, which its distribution manages.
enum HostInstallation: Check {
  static let codes: [DiagnosticCode] = [.hostInstallation]

  static func findings(in context: CheckContext) -> [Diagnostic] {
    context.taskFiles.files.flatMap { file -> [Diagnostic] in
      // Most files have no such task: only the others are parsed.
      guard file.kind == .tasks, file.text.holdsPip, let root = YAMLReader.read(file.text).document?.root else {
        return []
      }
      var walk = TaskWalk()
      walk.visit(root.children, isInVenv: false, depth: 0)
      return walk.found.map { .hostInstallation(at: $0) }
    }
  }
}

extension TextFile {
  /// Whether `pip`, `pip3` and their like stand anywhere as a word of their own: `x_pip_packages` is none.
  fileprivate var holdsPip: Bool {
    bytes.withUnsafeBufferPointer { text in
      for index in text.indices where text[index] == 0x70 {
        guard text[index...].starts(with: [0x70, 0x69, 0x70]) else { continue }
        let before = index > 0 ? text[index - 1] : 0x20
        let after = index + 3 < text.count ? text[index + 3] : 0x20
        if !NameUses.isNameByte(before) && (!NameUses.isNameByte(after) || (0x30...0x39).contains(after)) {
          return true
        }
      }
      return false
    }
  }
}

/// Tasks in plays, blocks and lists.
private struct TaskWalk {
  private static let depthLimit = 16
  private static let lists: Set<String> = ["block", "rescue", "always", "tasks", "pre_tasks", "post_tasks", "handlers"]
  private(set) var found: [Location] = []

  mutating func visit(_ tasks: [YAMLNode], isInVenv: Bool, depth: Int) {
    guard depth < Self.depthLimit else { return }
    for task in tasks where task.isMapping {
      let isInVenv = isInVenv || TaskSurroundings.areVenv(task.pairs)
      for pair in task.pairs where Self.lists.contains(pair.key.text) {
        visit(pair.value.children, isInVenv: isInVenv, depth: depth + 1)
      }
      guard !isInVenv else { continue }
      found += ModuleCall.calls(in: task).filter(\.installsOnHost).map(\.location)
    }
  }
}

extension ModuleCall {
  private static let commands: Set<String> = ["command", "shell", "raw"]

  fileprivate var installsOnHost: Bool {
    if module == "pip" { return !usesVenv }
    guard Self.commands.contains(module), let command else { return false }
    return PipCommand.installsOnHost(command)
  }

  /// Names a virtual environment, a pip inside one, or a folder of its own.
  private var usesVenv: Bool {
    // What a variable holds as a whole, nobody knows here.
    if isUnknown { return true }
    return arguments.contains { name, value in
      switch name {
      case "virtualenv", "virtualenv_command": !value.isEmpty
      case "executable": HostPath.isForeign(value)
      case "extra_args": PipCommand.hasOtherTarget(value)
      case "state": value == "absent"
      default: false
      }
    }
  }
}
