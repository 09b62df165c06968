import Diagnostics
import SourceCatalogue

/// One variable of a source that plays see differently, with nothing above them to decide: two roles whose defaults
/// differ, or files of one role of which a play loads one. A catalogue can show one of them only.
enum DifferingDefinitions: Check {
  static let codes: [DiagnosticCode] = [.differingDefinitions]

  static func findings(in context: CheckContext) -> [Diagnostic] {
    context.sources.flatMap { source -> [Diagnostic] in
      guard source.alias == nil, source.pluginOf == nil, !source.isInline else { return [] }
      return [source.repository?.origin, source.reference?.origin].compactMap { $0 }.compactMap {
        finding(source.name, $0, in: context)
      }
    }
  }

  private static func finding(_ name: String, _ origin: Origin, in context: CheckContext) -> Diagnostic? {
    guard let role = origin.level.role else { return nil }
    let all = context.reading.definitions(of: origin.variable)
    guard all.count > 1, let shown = all.first(where: { $0.location == origin.location }) else { return nil }
    let others = all.filter { other in
      guard let otherRole = other.level.role, !other.value.means(shown.value) else { return false }
      if otherRole != role { return true }
      return shown.alternative != nil && other.alternative != nil && other.alternative != shown.alternative
    }
    guard let first = others.first else { return nil }
    let whose =
      first.level.role == role
      ? "in files of which a play loads one" : "in the roles `\(role)` and `\(first.level.role ?? "")`"
    return .differingDefinitions(origin.variable, of: name, whose, at: origin.location, others: others)
  }
}
