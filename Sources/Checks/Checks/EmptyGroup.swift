import Diagnostics
import SourceCatalogue

/// A group that installs something and has no hosts in the inventory.
enum EmptyGroup: Check {
  static let codes: [DiagnosticCode] = [.emptyGroup]

  static func findings(in context: CheckContext) -> [Diagnostic] {
    guard let inventory = context.inventory else { return [] }
    var groups = context.sources.flatMap(\.groups)
    for name in context.catalogue.venvNames { groups += context.catalogue.venvs[name]?.groups ?? [] }
    var seen: Set<String> = []
    return groups.compactMap { group in
      guard seen.insert(group.value).inserted, !Template.mayHoldTemplate(group.value) else { return nil }
      guard inventory.defines(group.value) else {
        return .unknownGroup(group.value, inventory: inventory.file.name, at: group.origin.location)
      }
      guard !inventory.hasHosts(group.value) else { return nil }
      return .emptyGroup(group.value, inventory: inventory.file.name, at: group.origin.location)
    }
  }
}
