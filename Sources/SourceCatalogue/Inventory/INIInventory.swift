import Diagnostics
import TextFiles

/// Ansible's ini inventory, as far as hosts and groups go.
///
///     file    := (comment | section | entry)*
///     section := "[" group (":children" | ":vars")? "]"
///     entry   := host range, then variables that are not read | name of a child group
///     comment := ("#" | ";") ...
enum INIInventory {
  private enum Section {
    case hosts(String)
    case children(String)
    case variables
  }

  static func read(_ file: TextFile) -> (inventory: Inventory, diagnostics: [Diagnostic]) {
    var inventory = Inventory(file: file.reference)
    var diagnostics: [Diagnostic] = []
    var section = Section.hosts("ungrouped")
    let lines = file.bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    for (index, bytes) in lines.enumerated() {
      let line = trimmed(String(decoding: bytes, as: UTF8.self))
      let place = Location(file: file.reference, line: index + 1, column: 1)
      guard let first = line.first, first != "#", first != ";" else { continue }
      if first == "[" {
        if let found = heading(line) {
          section = found
          if case .hosts(let group) = found { inventory.add(group: group) }
        } else {
          diagnostics.append(.badInventoryLine(line, at: place))
        }
        continue
      }
      let word = String(line.prefix { $0 != " " && $0 != "\t" })
      switch section {
      case .variables: break
      case .children(let group): inventory.add(child: word, to: group)
      case .hosts(let group):
        guard let hosts = HostRange.expand(withoutPort(word)) else {
          diagnostics.append(.badHostRange(word, at: place))
          continue
        }
        for host in hosts { inventory.add(host: host, to: group) }
      }
    }
    return (inventory, diagnostics)
  }

  private static func heading(_ line: String) -> Section? {
    guard let end = line.firstIndex(of: "]") else { return nil }
    let rest = trimmed(String(line[line.index(after: end)...]))
    guard rest.isEmpty || rest.hasPrefix("#") || rest.hasPrefix(";") else { return nil }
    let parts = line[line.index(after: line.startIndex)..<end].split(separator: ":").map(String.init)
    guard let group = parts.first, parts.count <= 2 else { return nil }
    switch parts.dropFirst().first {
    case nil: return .hosts(group)
    case "children": return .children(group)
    case "vars": return .variables
    default: return nil
    }
  }

  /// `host:22`; an IPv6 address and a range hold colons of their own.
  private static func withoutPort(_ word: String) -> String {
    guard let colon = word.lastIndex(of: ":"), !word[..<colon].contains(":") || word[..<colon].hasSuffix("]") else {
      return word
    }
    let port = word[word.index(after: colon)...]
    return !port.isEmpty && port.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? String(word[..<colon]) : word
  }

  private static func trimmed(_ line: String) -> String {
    let blanks: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "\r\n" }
    let start = line.drop(while: blanks)
    guard let last = start.lastIndex(where: { !blanks($0) }) else { return "" }
    return String(start[...last])
  }
}
