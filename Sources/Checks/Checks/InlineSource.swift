import Diagnostics
import SourceCatalogue

/// A repository that stands in a pip list instead of in variables of its own: no override reaches it, no tool bumps it.
enum InlineSource: Check {
  static let codes: [DiagnosticCode] = [.inlineSource]

  static func findings(in context: CheckContext) -> [Diagnostic] {
    let drifted = Set(NameDrift.drifted(in: context).map(\.name))
    return context.requirements.filter { isInline($0, in: context.catalogue) }.filter {
      drifted.isEmpty || drifted.isDisjoint(with: names(in: $0, context.catalogue))
    }.map { .inlineSource($0.text.origin.variable, at: $0.text.origin.location) }
  }

  /// The variables of an entry that would be another source's, but for the name of one of them.
  private static func names(in requirement: Venv.Requirement, _ catalogue: Catalogue) -> [String] {
    let template = requirement.source.flatMap { catalogue.sources[$0]?.repository?.origin.template }
    return template.map { Template(parsing: $0).names } ?? []
  }

  private static func isInline(_ requirement: Venv.Requirement, in catalogue: Catalogue) -> Bool {
    if let source = requirement.source { return catalogue.sources[source]?.isInline ?? false }
    if PipEntry.addresses(in: requirement.text.value).contains(where: { $0.kind == .editable && $0.isRepository }) {
      return !refersToSource(Template(parsing: requirement.text.value))
    }
    // An address that still holds a base URL from another file.
    guard requirement.isUnresolved else { return false }
    let template = Template(parsing: requirement.text.value)
    return requirement.text.value.holds("git+{{") && !template.isUnsupported && !refersToSource(template)
  }

  private static func refersToSource(_ template: Template) -> Bool {
    template.names.contains { SourceNaming.match($0)?.meaning == .source(.repository) }
  }
}
