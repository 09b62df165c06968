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
    var builder = YAMLInventory(file.reference)
    for entry in entries where entry.key != "_meta" { builder.addGroup(entry.key, entry.value) }
    return (builder.inventory, reading.diagnostics + builder.diagnostics)
  }
}

/// The groups of a YAML or JSON inventory: hosts and children are mappings in the one, lists in the other.
private struct YAMLInventory {
  private(set) var inventory: Inventory
  private(set) var diagnostics: [Diagnostic] = []

  init(_ file: FileReference) {
    inventory = Inventory(file: file)
  }

  mutating func addGroup(_ name: String, _ value: VariableValue) {
    inventory.add(group: name)
    if let hosts = value.list { return addHosts(hosts.compactMap(\.text), to: name, at: value.location) }
    if let hosts = value["hosts"] { addHosts(Self.names(hosts), to: name, at: hosts.location) }
    guard let children = value["children"] else { return }
    for child in Self.names(children) { inventory.add(child: child, to: name) }
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

  private static func names(_ value: VariableValue) -> [String] {
    value.entries?.map(\.key) ?? value.list?.compactMap(\.text) ?? value.text.map { [$0] } ?? []
  }
}

extension Diagnostic {
  static func notAnInventory(at location: Location) -> Diagnostic {
    Diagnostic(
      .unreadInventory, "the inventory's top is not a mapping of groups", at: location,
      hint: "an ini inventory needs a name that does not end in .yml, .yaml or .json")
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
