import Diagnostics
import SourceCatalogue

/// A variable that the documentation offers to deployers and that the role never reads.
enum UnreadKnob: Check {
  static let codes: [DiagnosticCode] = [.unreadKnob]

  static func findings(in context: CheckContext) -> [Diagnostic] {
    // A role that is given in part may well read the knob in what is missing.
    let roles = context.taskFiles.roles.intersection(context.wholeRoles)
    guard !roles.isEmpty else { return [] }
    let names = context.reading.names(where: SourceNaming.matches).filter(isKnob)
    return names.filter { !context.uses.reads($0) }.flatMap { name in
      context.reading.definitions(of: name).compactMap { definition in
        guard definition.level.step == .roleDefaults, let role = definition.level.role, roles.contains(role) else {
          return nil
        }
        return .unreadKnob(name, role: role, at: definition.nameLocation)
      }
    }
  }

  private static func isKnob(_ name: String) -> Bool {
    switch SourceNaming.match(name)?.meaning {
    case .venv(.constraints), .venv(.upperConstraints), .venv(.developerConstraints), .venv(.python),
      .venv(.systemPackages):
      true
    default: false
    }
  }
}
