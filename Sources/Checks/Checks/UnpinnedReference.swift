import Diagnostics
import SourceCatalogue

/// A branch in a release whose other sources are fixed: every build takes what the branch holds that day.
enum UnpinnedReference: Check {
  static let codes: [DiagnosticCode] = [.unpinnedReference]

  static func findings(in context: CheckContext) -> [Diagnostic] {
    guard context.isPinned else { return [] }
    return context.sources.flatMap { source -> [Diagnostic] in
      guard source.kind == .git, source.alias == nil, source.enabled?.value != false, mayFloat(source),
        context.isRead(source)
      else { return [] }
      if source.isInline && source.reference == nil, let repository = source.repository {
        return [.unpinnedDefaultBranch(source.name, at: repository.origin.location)]
      }
      let references = [source.reference].compactMap { $0 } + source.scopes.compactMap(\.reference)
      return references.filter { $0.value.floats && !context.isReplacedByPlays($0.origin) }.map {
        .unpinnedReference(source.name, branch: $0.value.value, at: $0.origin.location)
      }
    }
  }

  /// Asked first: of most sources nobody need find out whether they are read.
  private static func mayFloat(_ source: Source) -> Bool {
    (source.isInline && source.reference == nil) || source.reference?.value.floats == true
      || source.scopes.contains { $0.reference?.value.floats == true }
  }
}
