import Diagnostics
import SourceCatalogue
import TextFiles

/// Findings of the readers that another finding explains better, or that the wider view of the checks refutes.
enum Consequences {
  /// Findings that say what the files do not hold.
  private static let needsEveryFile: Set<DiagnosticCode> = [.unresolvedVariable, .roleDefaultOnly]

  static func removed(from diagnostics: [Diagnostic], in context: CheckContext) -> [Diagnostic] {
    let diagnostics = context.isPartial ? diagnostics.filter { !needsEveryFile.contains($0.code) } : diagnostics
    let candidates: Set<DiagnosticCode> = [.incompleteSource, .sameRepository]
    guard diagnostics.contains(where: { candidates.contains($0.code) }) else { return diagnostics }
    let explained = places(of: context)
    return diagnostics.filter { !candidates.contains($0.code) || !($0.location.map(explained.contains) ?? false) }
  }

  /// Places of sources whose missing member is spelled otherwise, has a fault of its own, or is left out on purpose: a
  /// role that asks `x_git_repo is defined` offers the choice between a repository and the package index.
  private static func places(of context: CheckContext) -> Set<Location> {
    var places: Set<Location> = []
    let drifted = Set(NameDrift.drifted(in: context).map(\.prefix))
    for source in context.sources {
      let prefix = flatPrefix(source.name)
      let isChoice = source.repository == nil && context.uses.tested.contains(prefix + "_git_repo")
      let isThere = source.repository == nil && !context.reading.definitions(of: prefix + "_git_repo").isEmpty
      guard isChoice || isThere || drifted.contains(source.name) || refersToAnother(source) else { continue }
      if let place = source.repository?.origin.location ?? source.reference?.origin.location { places.insert(place) }
    }
    return places
  }

  /// Its repository is said to be another source's: nothing was written twice.
  private static func refersToAnother(_ source: Source) -> Bool {
    guard source.reference != nil, let template = source.repository?.origin.template,
      let name = Template(parsing: template).wholeExpression?.referenced, let match = SourceNaming.match(name)
    else { return false }
    return match.meaning == .source(.repository) && match.prefix != source.name
  }
}
