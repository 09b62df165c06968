import Diagnostics
import PythonPackaging
import TextFiles
import YAMLTree

/// A `pip:` task without a virtual environment: it changes the host's own Python, which its distribution manages.
enum HostInstallation: Check {
  static let codes: [DiagnosticCode] = [.hostInstallation]

  static func findings(in context: CheckContext) -> [Diagnostic] {
    context.taskFiles.files.flatMap { file -> [Diagnostic] in
      // Most files have no such task: only the others are parsed.
      guard file.kind == .tasks, file.text.holdsPip, let root = YAMLReader.read(file.text).document?.root else {
        return []
      }
      var walk = TaskWalk()
      walk.visit(root.children, hasVenv: false, depth: 0)
      return walk.found.map { .hostInstallation(at: $0) }
    }
  }
}

extension TextFile {
  /// Whether `pip:` stands anywhere.
  fileprivate var holdsPip: Bool {
    var rest = bytes[...]
    while let at = rest.firstIndex(of: 0x70) {
      rest = rest[(at + 1)...]
      if rest.starts(with: [0x69, 0x70, 0x3A]) { return true }
    }
    return false
  }
}

/// Tasks in plays, blocks and lists.
private struct TaskWalk {
  private static let depthLimit = 16
  private static let modules: Set<String> = ["pip", "ansible.builtin.pip", "ansible.legacy.pip"]
  private static let lists: Set<String> = ["block", "rescue", "always", "tasks", "pre_tasks", "post_tasks", "handlers"]
  private(set) var found: [Location] = []

  mutating func visit(_ tasks: [YAMLNode], hasVenv: Bool, depth: Int) {
    guard depth < Self.depthLimit else { return }
    for task in tasks where task.isMapping {
      let pairs = task.pairs
      let venv = hasVenv || Self.defaultsToVenv(pairs)
      let arguments = pairs.first { $0.key.hasText("args") }?.value
      for pair in pairs {
        let name = pair.key.text
        if Self.lists.contains(name) { visit(pair.value.children, hasVenv: venv, depth: depth + 1) }
        guard Self.modules.contains(name), !venv else { continue }
        if !Self.usesVenv(pair.value) && !(arguments.map(Self.usesVenv) ?? false) { found.append(pair.key.location) }
      }
    }
  }

  /// `module_defaults` of a play or block.
  private static func defaultsToVenv(_ pairs: [YAMLNode.Pair]) -> Bool {
    guard let defaults = pairs.first(where: { $0.key.hasText("module_defaults") })?.value else { return false }
    return defaults.pairs.contains { modules.contains($0.key.text) && usesVenv($0.value) }
  }

  /// The pip of a folder that is not the system's, or whatever a variable says.
  private static func isInVenv(_ executable: String) -> Bool {
    if executable.holds("{{") { return true }
    return executable.hasPrefix("/") && !["/usr/", "/bin/"].contains(where: executable.hasPrefix)
  }

  /// Names a virtual environment, a pip inside one, or a folder of its own; `name=x virtualenv=/y` in one line too.
  private static func usesVenv(_ module: YAMLNode) -> Bool {
    // What a variable holds as a whole, nobody knows here.
    guard module.isMapping else { return module.text.holds("virtualenv=") || module.text.hasPrefix("{{") }
    return module.pairs.contains { pair in
      switch pair.key.text {
      case "virtualenv": true
      case "<<": usesVenv(pair.value)
      case "executable": isInVenv(pair.value.text)
      case "extra_args": pair.value.text.holds("--target") || pair.value.text.holds("--prefix")
      case "state": pair.value.hasText("absent")
      default: false
      }
    }
  }
}
