import Diagnostics
import TextFiles
import YAMLTree

/// Reads one inventory file: Ansible's ini and YAML, and the JSON that dynamic inventories print
/// (`openstack_inventory.json`).
package enum InventoryReader {
  /// Fails only where there is no file to read; what is wrong with its content stands in the diagnostics.
  package static func read(
    _ path: String
  ) throws(ReadFailure) -> (inventory: Inventory, diagnostics: [Diagnostic]) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let file = try FileReading.read(path, as: FileReference(root: -1, path: name, displayPath: path))
    return isYAML(file) ? readYAML(file) : INIInventory.read(file)
  }

  private static func isYAML(_ file: TextFile) -> Bool {
    let path = file.reference.path
    if [".yml", ".yaml", ".json"].contains(where: path.hasSuffix) { return true }
    let start = file.bytes.drop { $0 <= 0x20 }
    return start.first == 0x7B || start.starts(with: "---".utf8)
  }

  private static func readYAML(_ file: TextFile) -> (inventory: Inventory, diagnostics: [Diagnostic]) {
    let reading = YAMLReader.read(file)
    guard let root = reading.document?.root else { return (Inventory(file: file.reference), reading.diagnostics) }
    guard let entries = VariableValue(root).entries else {
      return (Inventory(file: file.reference), reading.diagnostics + [.notAnInventory(at: root.location)])
    }
    let isJSON = file.bytes.first { $0 > 0x20 } == 0x7B
    var builder = YAMLInventory(file.reference, isJSON: isJSON)
    for entry in entries where entry.key != "_meta" { builder.addGroup(entry.key, entry.value) }
    return (builder.inventory, reading.diagnostics + builder.diagnostics)
  }
}

/// The groups of a YAML or JSON inventory. Hosts and children are mappings in YAML files, lists in what a dynamic
/// inventory prints, where a group may be the list of its hosts too.
private struct YAMLInventory {
  private(set) var inventory: Inventory
  private(set) var diagnostics: [Diagnostic] = []
  private let isJSON: Bool

  init(_ file: FileReference, isJSON: Bool) {
    inventory = Inventory(file: file)
    self.isJSON = isJSON
  }

  mutating func addGroup(_ name: String, _ value: VariableValue) {
    inventory.add(group: name)
    if isJSON, let hosts = value.list { return addHosts(hosts.compactMap(\.text), to: name, at: value.location) }
    guard value.entries != nil || value.content == .null else {
      return diagnostics.append(.wrongInventoryType("group `\(name)`", value))
    }
    for (key, member) in [("hosts", value["hosts"]), ("children", value["children"])] {
      // Ansible takes one name as well as a mapping.
      guard let member, member.list != nil, !isJSON else { continue }
      diagnostics.append(.wrongInventoryType("`\(key)` of group `\(name)`", member))
    }
    if let hosts = value["hosts"] { addHosts(names(hosts), to: name, at: hosts.location) }
    guard let children = value["children"] else { return }
    for child in names(children) { inventory.add(child: child, to: name) }
    // Values are no deeper than the YAML reader allows.
    for child in children.entries ?? [] { addGroup(child.key, child.value) }
  }

  private mutating func addHosts(_ patterns: [String], to group: String, at location: Location) {
    for pattern in patterns {
      guard let hosts = HostRange.expand(pattern) else {
        diagnostics.append(.badHostRange(pattern, at: location))
        continue
      }
      for host in hosts { inventory.add(host: host, to: group) }
    }
  }

  private func names(_ value: VariableValue) -> [String] {
    value.entries?.map(\.key) ?? (isJSON ? value.list?.compactMap(\.text) : nil) ?? value.text.map { [$0] } ?? []
  }
}

extension Diagnostic {
  static func notAnInventory(at location: Location) -> Diagnostic {
    Diagnostic(
      .unreadInventory, "the inventory's top is not a mapping of groups", at: location,
      hint: "an ini inventory needs a name that does not end in .yml, .yaml or .json")
  }

  static func wrongInventoryType(_ what: String, _ found: VariableValue) -> Diagnostic {
    Diagnostic(
      .unreadInventory, "\(what) is \(found.kindName), not a mapping", at: found.location,
      hint: "a YAML inventory writes each host and each child as a key: `web1:`")
  }

  static func badHostRange(_ pattern: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .unreadInventory, "`\(pattern)` is no host and no range of hosts", at: location,
      hint: "a range is `web[01:20]` or `db-[a:f]`, of at most \(HostRange.limit) hosts")
  }

  static func badInventoryLine(_ line: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .unreadInventory, "`\(line)` is no section of an inventory", at: location,
      hint: "sections are `[group]`, `[group:children]` and `[group:vars]`")
  }
}
