import Diagnostics
import SourceCatalogue

/// A tracking branch that YAML takes for a number: `2023.10` is `2023.1` to whoever reads it.
enum RetypedTrack: Check {
  static let codes: [DiagnosticCode] = [.retypedValue]

  static func findings(in context: CheckContext) -> [Diagnostic] {
    context.reading.names(where: SourceNaming.matches).flatMap { name -> [Diagnostic] in
      guard SourceNaming.match(name)?.meaning == .source(.track) else { return [] }
      return context.reading.definitions(of: name).compactMap { definition in
        guard let written = definition.value.retypedFrom, let seen = definition.value.text, written != seen else {
          return nil
        }
        return .retypedTrack(definition.variable, written: written, seen: seen, at: definition.location)
      }
    }
  }
}
