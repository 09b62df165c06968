import PythonPackaging
import TextFiles
import YAMLTree

/// One module as a task calls it, whichever way that is written.
///
///     pip: name=x                       action: pip name=x
///     ansible.builtin.pip: {name: x}    local_action: {module: pip, name: x}
///     command: pip install x            command: {cmd: ..., argv: [...]}, args: {...}
struct ModuleCall {
  /// Without the collection, for the modules of Ansible itself.
  let module: String
  /// The key that calls it.
  let location: Location
  private(set) var arguments: [(name: String, value: String)] = []
  /// What a command runs.
  private(set) var command: String?
  /// The arguments are a variable's.
  private(set) var isUnknown = false

  static func plainName(_ name: String) -> String {
    for collection in ["ansible.builtin.", "ansible.legacy."] where name.hasPrefix(collection) {
      return String(name.dropFirst(collection.utf8.count))
    }
    return name
  }

  static func calls(in task: YAMLNode) -> [ModuleCall] {
    let more = task.pairs.first { $0.key.hasText("args") }?.value
    return task.pairs.compactMap { pair in
      switch pair.key.text {
      case "action", "local_action": action(pair.value, more, at: pair.key.location)
      default: ModuleCall(plainName(pair.key.text), [pair.value, more], at: pair.key.location)
      }
    }
  }

  /// The module stands in the value.
  private static func action(_ value: YAMLNode, _ more: YAMLNode?, at location: Location) -> ModuleCall? {
    if value.isMapping {
      guard let module = value.pairs.first(where: { $0.key.hasText("module") })?.value.text else { return nil }
      let name = String(module.prefix { $0 != " " })
      var call = ModuleCall(plainName(name), [value, more], at: location)
      call?.addText(String(module.dropFirst(name.count)))
      return call
    }
    let name = String(value.text.prefix { $0 != " " })
    var call = ModuleCall(plainName(name), [more], at: location)
    call?.addText(String(value.text.dropFirst(name.count)))
    return call
  }

  private static let known: Set<String> = ["pip", "command", "shell", "raw"]

  private init?(_ module: String, _ values: [YAMLNode?], at location: Location) {
    guard Self.known.contains(module) else { return nil }
    self.module = module
    self.location = location
    for value in values.compactMap({ $0 }) { add(value, depth: 0) }
  }

  private mutating func add(_ value: YAMLNode, depth: Int) {
    guard value.isMapping else { return addText(value.text) }
    for pair in value.pairs {
      switch pair.key.text {
      case "<<": if depth < 4 { add(pair.value, depth: depth + 1) }
      case "cmd", "_raw_params": command = pair.value.text
      case "argv": command = pair.value.children.map(\.text).joined(separator: " ")
      default: arguments.append((pair.key.text, pair.value.text))
      }
    }
  }

  /// `name=x virtualenv=/y`, or a command line.
  private mutating func addText(_ text: String) {
    if module != "pip" {
      if text.utf8.contains(where: { $0 > 0x20 }) { command = text }
      return
    }
    if text.hasPrefix("{{") { isUnknown = true }
    for word in text.split(separator: " ") {
      guard let sign = word.utf8.firstIndex(of: 0x3D) else { continue }
      arguments.append((String(word[..<sign]), unquoted(word[word.utf8.index(after: sign)...])))
    }
  }

  private func unquoted(_ word: Substring) -> String {
    String(word.drop { $0 == "'" || $0 == "\"" }.prefix { $0 != "'" && $0 != "\"" })
  }
}
