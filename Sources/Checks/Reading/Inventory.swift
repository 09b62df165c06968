import TextFiles
import YAMLTree

/// The groups of an inventory file and whether each has hosts.
package struct Inventory: Sendable {
  private struct Group: Sendable {
    var hosts = 0
    var children: Set<String> = []
  }

  /// Where it was read from.
  package let file: FileReference
  private var groups: [String: Group] = [:]

  package init(_ text: TextFile) {
    file = text.reference
    if let document = YAMLReader.read(text).document, let root = document.root, root.isMapping {
      for pair in root.pairs { addGroup(pair.key.text, pair.value, depth: 0) }
    } else {
      addLines(of: text)
    }
  }

  /// The inventory of a file; the reason where it cannot be read.
  package static func read(_ path: String) throws(ReadFailure) -> Inventory {
    let name = pathComponents(path).last.map(String.init) ?? path
    return Inventory(try FileReading.read(path, as: FileReference(root: -1, path: name, displayPath: path)))
  }

  package func defines(_ name: String) -> Bool { name == "all" || name == "ungrouped" || groups[name] != nil }

  /// Whether a host is in the group or in a group below it.
  package func hasHosts(_ name: String) -> Bool {
    if name == "all" { return groups.values.contains { $0.hosts > 0 } }
    var seen: Set<String> = [name]
    var pending = [name]
    while let next = pending.popLast() {
      guard let group = groups[next] else { continue }
      if group.hosts > 0 { return true }
      pending += group.children.filter { seen.insert($0).inserted }
    }
    return false
  }
}

// MARK: - YAML and JSON

extension Inventory {
  private static let depthLimit = 32

  /// `hosts:` is a mapping in YAML and a list in the JSON of a dynamic inventory; `children:` likewise.
  private mutating func addGroup(_ name: String, _ node: YAMLNode, depth: Int) {
    guard name != "_meta", depth < Self.depthLimit else { return }
    groups[name, default: Group()].hosts += 0
    if node.isSequence { groups[name]?.hosts += node.children.count }
    for pair in node.pairs {
      switch pair.key.text {
      case "hosts": groups[name]?.hosts += pair.value.isMapping ? pair.value.pairs.count : pair.value.children.count
      case "children":
        for child in pair.value.pairs {
          groups[name]?.children.insert(child.key.text)
          addGroup(child.key.text, child.value, depth: depth + 1)
        }
        for child in pair.value.children { groups[name]?.children.insert(child.text) }
      default: break
      }
    }
  }
}

// MARK: - INI

extension Inventory {
  /// `[group]`, `[group:children]`, `[group:vars]`; the first word of a line is a host or a group.
  private mutating func addLines(of text: TextFile) {
    var name = "ungrouped"
    var section: Substring = ""
    for bytes in text.bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      let line = String(decoding: bytes, as: UTF8.self)
      let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
      guard let first = words.first, !first.hasPrefix("#"), !first.hasPrefix(";") else { continue }
      if first.hasPrefix("[") {
        let inner = first.dropFirst().prefix { $0 != "]" }
        let parts = inner.split(separator: ":", maxSplits: 1)
        name = parts.first.map(String.init) ?? ""
        section = parts.count > 1 ? parts[1] : ""
        groups[name, default: Group()].hosts += 0
      } else if section == "children" {
        groups[name]?.children.insert(String(first))
        groups[String(first), default: Group()].hosts += 0
      } else if section.isEmpty {
        groups[name, default: Group()].hosts += 1
      }
    }
  }
}
