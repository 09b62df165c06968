import Diagnostics
import SourceCatalogue

/// A branch or tag that git refuses by its name alone: the play fails after everything before it is done.
enum UnusableReference: Check {
  static let codes: [DiagnosticCode] = [.unusableReference]

  static func findings(in context: CheckContext) -> [Diagnostic] {
    context.sources.flatMap { source in
      guard source.pluginOf == nil, source.alias == nil, source.kind == .git else { return [Diagnostic]() }
      let references = [source.reference] + source.scopes.map(\.reference)
      let tracks = [source.track] + source.scopes.map(\.track)
      return references.compactMap { $0 }.compactMap { finding(source.name, "reference", $0.value, $0.origin) }
        + tracks.compactMap { $0 }.compactMap { finding(source.name, "tracking branch", $0.value, $0.origin) }
    }
  }

  private static func finding(_ name: String, _ what: String, _ reference: Reference?, _ origin: Origin) -> Diagnostic?
  {
    guard let reference, let fault = reference.nameFault else { return nil }
    return .unusableReference(name, what, reference.value, because: fault, at: origin.location)
  }
}
