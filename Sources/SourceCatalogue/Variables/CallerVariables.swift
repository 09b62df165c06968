/// What the caller of the lookup or of the command line gives: the highest level.
package struct CallerVariables: Sendable {
  /// From where a play sees variables: what other hosts, groups and roles define is none of its.
  package struct View: Hashable, Sendable {
    package let host: String?
    package let groups: Set<String>
    package let roles: Set<String>

    package init(host: String? = nil, groups: Set<String> = [], roles: Set<String> = []) {
      self.host = host
      self.groups = groups
      self.roles = roles
    }

    fileprivate func sees(_ level: Level) -> Bool {
      if let group = level.group { return groups.contains(group) }
      if let host = level.host { return host == self.host }
      if let role = level.role { return roles.contains(role) }
      // The deployer's own files reach a play on its command line alone, and the structured format never.
      return level.step < .structured
    }
  }

  /// Finished values: whoever calls has templated them.
  package let values: [String: VariableValue]
  /// The same variables as they are written, before templating, where the caller knows: a play does. A value whose
  /// text stands in a file keeps the file's place. What stands here alone the caller could not template.
  package let written: [String: VariableValue]
  /// The hosts whose variables these are; none where the caller is no play.
  package let views: [View]
  /// The variables of the play's command line: whatever files say, these were meant.
  package let extraVariables: Set<String>
  /// What Ansible made of texts that the core cannot resolve.
  package let templated: [Undecided: VariableValue]

  package init(
    values: [String: VariableValue] = [:], written: [String: VariableValue] = [:], views: [View] = [],
    extraVariables: Set<String> = [], templated: [Undecided: VariableValue] = [:]
  ) {
    self.values = values
    self.written = written
    self.views = views
    self.extraVariables = extraVariables
    self.templated = templated
  }

  /// Every variable that the caller gives, finished or not.
  var names: Set<String> { Set(values.keys).union(written.keys) }

  /// The value that the caller gives, finished or as written.
  func value(of name: String) -> VariableValue? { values[name] ?? written[name] }

  /// The definitions that a play's host would have the variable from, of all definitions in files.
  ///
  /// Of the highest step that the host sees; where a play need not have loaded the files of that step, of the next too.
  func explanations(of name: String, among definitions: [Definition]) -> [Definition] {
    guard !extraVariables.contains(name) else { return [] }
    var found: [Definition] = []
    for view in views {
      let visible = definitions.filter { view.sees($0.level) }
      for step in Set(visible.map(\.level.step)).sorted(by: >) {
        found += visible.filter { $0.level.step == step }
        guard step == .playVars || step == .roleVars || step == .includedVars else { break }
      }
    }
    return found
  }
}
