import TextFiles

/// Where a definition stands in the order in which Ansible lets one definition of a variable hide another.
///
/// The order is Ansible's own (ansible-core `vars/manager.py`, `get_vars`), as an openstack-ansible play sees it.
package struct Level: Hashable, Sendable {
  /// The steps of the order, lowest first.
  package enum Step: Int, Sendable, CaseIterable {
    case roleDefaults
    case groupVarsAll
    case deployGroupVarsAll
    case groupVars
    case deployGroupVars
    case hostVars
    case deployHostVars
    case playVars
    case roleVars
    case includedVars
    case structured
    case userVars
    case caller
  }

  package let step: Step
  /// The role, group or host that the step belongs to; nil where it has none.
  package let scope: String?

  package init(_ step: Step, scope: String? = nil) {
    self.step = step
    self.scope = scope
  }

  /// The caller of the lookup or of the command line.
  package static let caller = Level(.caller)

  /// What documents call the level: `group_vars/nova_all`, `role defaults`.
  package var name: String {
    switch step {
    case .roleDefaults: "role defaults"
    case .groupVarsAll, .deployGroupVarsAll: "group_vars/all"
    case .groupVars, .deployGroupVars: "group_vars/" + (scope ?? "")
    case .hostVars, .deployHostVars: "host_vars/" + (scope ?? "")
    case .playVars: "play vars"
    case .roleVars: "role vars"
    case .includedVars: "included vars"
    case .structured: "structured"
    case .userVars: "user variables"
    case .caller: "caller"
    }
  }

  /// The role whose own files these are.
  package var role: String? {
    switch step {
    case .roleDefaults, .roleVars, .includedVars: scope
    default: nil
    }
  }

  /// The inventory group that the definition is limited to.
  package var group: String? {
    switch step {
    case .groupVars, .deployGroupVars: scope
    default: nil
    }
  }

  /// The host that the definition is limited to.
  package var host: String? {
    switch step {
    case .hostVars, .deployHostVars: scope
    default: nil
    }
  }
}

extension Level: Comparable {
  /// Lowest first; within one step by the bytes of the scope, as Ansible orders groups of one depth.
  package static func < (a: Level, b: Level) -> Bool {
    if a.step != b.step { return a.step.rawValue < b.step.rawValue }
    return ByteOrder.precedes(a.scope ?? "", b.scope ?? "")
  }
}
