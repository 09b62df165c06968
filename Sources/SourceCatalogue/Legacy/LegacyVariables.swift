import TextFiles
import YAMLTree

/// A variable file as the old lookup saw it: the keys that meant something to it, in the order of the text.
package struct LegacyVariables {
  struct Entry {
    /// In lower case, as the old lookup compared it.
    let key: String
    let written: String
    let location: Location
    let value: VariableValue
  }

  private(set) var entries: [Entry] = []
  /// The first key that is no text: the old lookup ended with an error there (Y7).
  private(set) var odd: YAMLNode?

  init(_ document: YAMLDocument) {
    var odd: YAMLNode?
    var entries: [Entry] = []
    document.topPairs { name, key, value in
      let (isOdd, isKnown) = (Self.mayBeOdd(name), Self.matters(name))
      if isOdd, odd == nil {
        let node = document.node(at: key)
        if case .string = node.value {} else { odd = node }
      }
      guard isKnown else { return }
      let node = document.node(at: key)
      let text = node.text
      entries.append(
        Entry(
          key: LegacyText.lowercased(text), written: text, location: node.location,
          value: VariableValue(document.node(at: value))))
    }
    self.odd = odd
    self.entries = entries
  }

  /// The value under exactly this key; nil where it is missing.
  func value(of name: String) -> VariableValue? {
    // Equality is quick and takes in what only looks the same; comparing bytes is slow.
    entries.last { $0.written == name && $0.written.utf8.elementsEqual(name.utf8) }?.value
  }

  /// The same, where the file says one, with its place.
  var statedGroup: (group: String, location: Location)? {
    guard let entry = entries.first(where: { $0.written.hasSuffix("role_project_group") }) else { return nil }
    return (entry.value.pythonText, entry.location)
  }

  /// The group that the file says its role belongs to: the first `*role_project_group`, else `all` (T3).
  var projectGroup: LegacyGroup {
    guard let entry = entries.first(where: { $0.written.hasSuffix("role_project_group") }) else { return .all }
    return LegacyGroup(entry.value)
  }

  private static func mayBeOdd(_ key: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = key.first else { return true }
    let isLetter = (first | 0x20 >= 0x61 && first | 0x20 <= 0x7A) || first == 0x5F
    return !isLetter || key.count <= 5
  }

  /// Words of the keys that the old lookup knew or asked for, by their first byte; `git_repo` holds one of them.
  private static let packages = Array("packages".utf8)
  private static let dependencies = Array("pip_dependencies".utf8)
  private static let git = Array("git_".utf8)
  private static let plugins = Array("repo_plugins".utf8)
  private static let group = Array("role_project_group".utf8)

  private static func matters(_ key: UnsafeBufferPointer<UInt8>) -> Bool {
    if key.count < 8 { return false }
    for index in 0..<(key.count - 3) {
      switch key[index] | 0x20 {
      case 0x70: if stands(packages, in: key, at: index) || stands(dependencies, in: key, at: index) { return true }
      case 0x67: if stands(git, in: key, at: index) { return true }
      case 0x72:
        if stands(plugins, in: key, at: index) { return true }
        if index + group.count == key.count, stands(group, in: key, at: index) { return true }
      default: break
      }
    }
    return false
  }

  private static func lower(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte + 0x20 : byte }

  private static func stands(_ word: [UInt8], in key: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    guard start + word.count <= key.count else { return false }
    for index in word.indices where lower(key[start + index]) != word[index] { return false }
    return true
  }
}

extension VariableValue {
  /// What Python's `%s` makes of the value.
  var pythonText: String {
    switch content {
    case .null: "None"
    case .string, .scalar, .bool: text ?? ""
    case .list(let entries): "[" + entries.map(\.pythonRepresentation).joined(separator: ", ") + "]"
    case .mapping(let entries):
      "{"
        + entries.map { "\(LegacyText.representation(of: $0.key)): \($0.value.pythonRepresentation)" }.joined(
          separator: ", ") + "}"
    case .opaque: ""
    }
  }

  private var pythonRepresentation: String {
    if case .string(let text) = content { return LegacyText.representation(of: text) }
    return pythonText
  }

  var isText: Bool { if case .string = content { true } else { false } }
}
