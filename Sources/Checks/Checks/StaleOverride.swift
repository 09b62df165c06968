import Diagnostics
import SourceCatalogue

/// A deployer's override that says what the deployment says anyway: forgotten since the release caught up with it.
enum StaleOverride: Check {
  static let codes: [DiagnosticCode] = [.staleOverride]

  static func findings(in context: CheckContext) -> [Diagnostic] {
    context.reading.names(where: SourceNaming.matches).flatMap { name -> [Diagnostic] in
      let all = context.reading.definitions(of: name)
      guard all.count > 1 else { return [] }
      return all.filter { $0.level.step.isDeployers }.compactMap { override in
        let hidden = hidden(by: override, among: all)
        guard let first = hidden.first, hidden.allSatisfy({ agree(override, $0, in: context.reading) }) else {
          return nil
        }
        return .staleOverride(name, at: override.location, other: first.location)
      }
    }
  }

  /// The definitions of the highest step below that the override replaces: one per group that has its own.
  private static func hidden(by override: Definition, among all: [Definition]) -> [Definition] {
    let below = all.filter { other in
      guard other.level.step < override.level.step else { return false }
      return override.level.group == nil || other.level.group == nil || other.level.group == override.level.group
    }
    guard let highest = below.map(\.level.step).max() else { return [] }
    return below.filter { $0.level.step == highest }
  }

  private static func agree(_ a: Definition, _ b: Definition, in reading: CatalogueReading) -> Bool {
    if a.value.means(b.value) { return true }
    guard case .text(let mine) = outcome(a, reading), case .text(let theirs) = outcome(b, reading) else { return false }
    return mine.utf8.elementsEqual(theirs.utf8)
  }

  private static func outcome(_ definition: Definition, _ reading: CatalogueReading) -> VariableResolver.Outcome {
    let level = definition.level
    return reading.resolver.resolve(
      definition.value, from: Viewpoint(group: level.group, host: level.host, role: level.role))
  }
}

extension Level.Step {
  /// Whether the deployer's own files are of this step, which override what a release brings.
  var isDeployers: Bool { [.deployGroupVarsAll, .deployGroupVars, .deployHostVars, .userVars].contains(self) }
}
