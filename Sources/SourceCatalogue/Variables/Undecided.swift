/// A text that the core cannot resolve, as the variables of a role write it.
package struct Undecided: Hashable, Sendable {
  /// The role whose variables it refers to; nil for a file of no role.
  package let role: String?
  package let text: String

  package init(role: String?, text: String) {
    self.role = role
    self.text = text
  }
}

extension CatalogueReading {
  /// The texts that the catalogue left as they are written and that mean the same on every host, with the variables, as
  /// the files have them, that they refer to: what Ansible needs to template them. In the order of their reading.
  ///
  /// A text that asks for one host's facts is not among them: what it comes to there says nothing about others.
  package var undecided: [(text: Undecided, variables: [String: VariableValue])] {
    resolver.undecided.compactMap { undecided in
      var variables: [String: VariableValue] = [:]
      var pending = TemplateWords.names(in: undecided.text)
      while let name = pending.popLast() {
        if TemplateWords.isOfOneHost(name) { return nil }
        guard variables[name] == nil, let value = resolver.written(name, role: undecided.role) else { continue }
        variables[name] = value
        pending += TemplateWords.names(in: value)
      }
      return (undecided, variables)
    }
  }
}

/// Words of a template, whatever its grammar: more names than it reads, never fewer.
package enum TemplateWords {
  private static let ofOneHost: Set<String> = [
    "inventory_hostname", "inventory_hostname_short", "hostvars", "group_names",
  ]

  /// Whether the variable differs from host to host by its nature.
  static func isOfOneHost(_ name: String) -> Bool { name.hasPrefix("ansible_") || ofOneHost.contains(name) }

  /// What `openstack_user_config.yml` says or the inventory script derives, and so no variable file defines.
  private static let ofInventory: Set<String> = [
    "internal_lb_vip_address", "external_lb_vip_address", "groups", "container_name", "container_address",
    "container_networks", "management_address", "tunnel_address", "physical_host", "is_metal", "properties",
    "component", "playbook_dir", "role_path", "inventory_dir",
  ]

  /// Whether the variable comes from the inventory or from Ansible itself.
  static func isOfInventory(_ name: String) -> Bool { isOfOneHost(name) || ofInventory.contains(name) }

  /// The same without the words in quotes, unless the text may ask for a variable by its name (`lookup('vars', 'x')`).
  package static func unquotedNames(in text: String) -> [String] {
    guard !text.holds("vars") else { return names(in: text) }
    var quote: UInt8?
    let bytes = text.utf8.map { byte -> UInt8 in
      if let open = quote {
        if byte == open { quote = nil }
        return 0x20
      }
      if byte == 0x22 || byte == 0x27 { quote = byte }
      return byte
    }
    // An apostrophe of plain text opens no quotes.
    return quote == nil ? names(in: String(decoding: bytes, as: UTF8.self)) : names(in: text)
  }

  static func names(in text: String) -> [String] {
    text.utf8.split { !isNameByte($0) }.compactMap { word in
      word.first.map { $0 > 0x39 } == true ? String(Substring(word)) : nil
    }
  }

  static func names(in value: VariableValue) -> [String] { templates(in: value).flatMap { names(in: $0) } }

  /// The texts in a value that may be templates.
  package static func templates(in value: VariableValue) -> [String] {
    switch value.content {
    case .string(let text): value.isUnsafe || !Template.mayHoldTemplate(text) ? [] : [text]
    case .list(let entries): entries.flatMap(templates)
    case .mapping(let entries): entries.flatMap { templates(in: $0.value) }
    case .null, .bool, .scalar, .opaque: []
    }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: true
    default: false
    }
  }
}
