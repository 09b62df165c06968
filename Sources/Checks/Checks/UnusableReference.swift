import Diagnostics
import SourceCatalogue

/// A branch or tag that git refuses by its name alone: the play fails after everything before it is done.
enum UnusableReference: Check {
  static let codes: [DiagnosticCode] = [.unusableReference]

  static func findings(in context: CheckContext) -> [Diagnostic] {
    context.sources.flatMap { source in
      guard source.pluginOf == nil, source.alias == nil, source.kind == .git else { return [Diagnostic]() }
      var found: [Diagnostic] = []
      func check(_ what: String, _ reference: Reference?, _ origin: Origin?) {
        guard let reference, let origin, let fault = reference.nameFault else { return }
        found.append(
          .unusableReference(source.name, what, reference.value, because: fault, at: origin.location))
      }
      check("reference", source.reference?.value, source.reference?.origin)
      for scope in source.scopes { check("reference", scope.reference?.value, scope.reference?.origin) }
      check("tracking branch", source.track?.value, source.track?.origin)
      for scope in source.scopes { check("tracking branch", scope.track?.value, scope.track?.origin) }
      return found
    }
  }
}
