/// Whose play a variable is read in: definitions of other groups, hosts and roles are invisible to it.
package struct Viewpoint: Hashable, Sendable {
  package let group: String?
  package let host: String?
  package let role: String?

  package init(group: String? = nil, host: String? = nil, role: String? = nil) {
    self.group = group
    self.host = host
    self.role = role
  }

  /// The viewpoint of the file that a value stands in, for the variables that the value refers to.
  package init(of level: Level) {
    self.init(group: level.group, host: level.host, role: level.role)
  }

  /// A role of a service is played on the hosts of the service's own group: `nova_all` of `os_nova`.
  func sees(group other: String) -> Bool {
    if let group { return group == other }
    guard let role, role.hasPrefix("os_") else { return false }
    return Self.isGroup(other, of: role.utf8.dropFirst(3))
  }

  /// Whether a group is `SERVICE_all`.
  static func isGroup(_ group: String, of service: some Collection<UInt8>) -> Bool {
    let group = group.utf8
    guard group.count == service.count + 4, group.starts(with: service) else { return false }
    return group.suffix(4).elementsEqual("_all".utf8)
  }
}
