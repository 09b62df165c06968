import PythonPackaging
import YAMLTree

/// What a task, block or play says beside its modules that puts pip into a virtual environment.
enum TaskSurroundings {
  static func areVenv(_ pairs: [YAMLNode.Pair]) -> Bool {
    pairs.contains { pair in
      switch pair.key.text {
      case "module_defaults": pair.value.pairs.contains(where: isVenvDefault)
      case "vars": pair.value.pairs.contains(where: isVenvInterpreter)
      case "environment": isVenvEnvironment(pair.value)
      case "ansible_python_interpreter": HostPath.isVenvInterpreter(pair.value.text)
      default: false
      }
    }
  }

  private static func isVenvDefault(_ pair: YAMLNode.Pair) -> Bool {
    guard ModuleCall.plainName(pair.key.text) == "pip" else { return false }
    return pair.value.pairs.contains { ["virtualenv", "executable"].contains($0.key.text) }
  }

  private static func isVenvInterpreter(_ pair: YAMLNode.Pair) -> Bool {
    pair.key.hasText("ansible_python_interpreter") && HostPath.isVenvInterpreter(pair.value.text)
  }

  /// One mapping, or a list of them.
  private static func isVenvEnvironment(_ value: YAMLNode) -> Bool {
    let mappings = value.isMapping ? [value] : value.children.filter(\.isMapping)
    return mappings.flatMap(\.pairs).contains { pair in
      if pair.key.hasText("VIRTUAL_ENV") { return true }
      return pair.key.hasText("PATH") && isVenvPath(pair.value.text)
    }
  }

  /// The first folder that is searched is no folder of the system's.
  static func isVenvPath(_ path: String) -> Bool {
    let first = String(path.prefix { $0 != ":" })
    return first.hasSuffix("/bin") && HostPath.isForeign(first + "/pip")
  }
}
