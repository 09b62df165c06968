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
  init(of level: Level) {
    self.init(group: level.group, host: level.host, role: level.role)
  }
}
