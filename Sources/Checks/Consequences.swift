import Diagnostics
import SourceCatalogue
import TextFiles

/// Findings of the readers that another finding explains better, or that the wider view of the checks refutes.
enum Consequences {
  /// Findings that say what the files do not hold.
  private static let needsEveryFile: Set<DiagnosticCode> = [.unresolvedVariable, .roleDefaultOnly]

  static func removed(from diagnostics: [Diagnostic], in context: CheckContext) -> [Diagnostic] {
    var refuted = Refuted()
    for source in context.sources { refuted.judge(source, in: context) }
    let isRoleAlone = !context.sources.contains { !$0.isRoleDefaultOnly && !$0.isInline }
    return diagnostics.filter { diagnostic in
      if diagnostic.isLeftToAnsible { return false }
      if context.isPartial && needsEveryFile.contains(diagnostic.code) { return false }
      // A missing half may be what the override leaves alone; one that is empty is not.
      if context.isPartial && diagnostic.code == .incompleteSource, let place = diagnostic.location,
        refuted.isOverride.contains(place)
      {
        return false
      }
      guard let place = diagnostic.location else { return true }
      switch diagnostic.code {
      case .incompleteSource: return !refuted.incomplete.contains(place)
      case .sameRepository: return !refuted.same.contains(place)
      // Roles without a deployment have nothing but their defaults.
      case .roleDefaultOnly: return !isRoleAlone && !refuted.same.contains(place)
      default: return true
      }
    }
  }
}

/// Places of sources about which the readers are wrong, seen from here.
private struct Refuted {
  /// The missing member is spelled otherwise, has a fault of its own, or is left out on purpose: a role that asks
  /// `x_git_repo is defined` offers the choice between a repository and the package index.
  private(set) var incomplete: Set<Location> = []
  /// The repository is another source's by reference, or a play gives it: it is neither written twice nor the role's own.
  private(set) var same: Set<Location> = []
  /// Halves of sources in files that only add to others: the deployer's, a role's, and whatever holds no whole source.
  private(set) var isOverride: Set<Location> = []
  private var drifted: Set<String>?

  mutating func judge(_ source: Source, in context: CheckContext) {
    guard let place = source.repository?.origin.location ?? source.reference?.origin.location else { return }
    let isReplaced = [source.repository?.origin, source.reference?.origin].contains {
      $0.map(context.isReplacedByPlays) ?? false
    }
    if Self.refersToAnother(source) || isReplaced { same.insert(place) }
    guard source.repository == nil || source.reference == nil else { return }
    let level = (source.repository?.origin ?? source.reference?.origin)?.level
    let adds = level.map { $0.step.isDeployers || $0.role != nil } ?? false
    if adds || !context.filesOfSources.contains(place.file) { isOverride.insert(place) }
    let drifted = self.drifted ?? Self.misnamed(in: context)
    self.drifted = drifted
    let name = flatPrefix(source.name) + "_git_repo"
    let isChoice = source.repository == nil && context.uses.tested.contains(name)
    let missing = flatPrefix(source.name) + (source.repository == nil ? "_git_repo" : "_git_install_branch")
    let isThere = !context.reading.definitions(of: missing).isEmpty
    if isChoice || isThere || drifted.contains(source.name) { incomplete.insert(place) }
  }

  /// Sources of which a variable is there under a wrong name, and what that name makes a source of.
  private static func misnamed(in context: CheckContext) -> Set<String> {
    Set(NameDrift.drifted(in: context).map(\.prefix) + context.slips.flatMap { [$0.prefix, $0.meant] })
  }

  private static func refersToAnother(_ source: Source) -> Bool {
    guard let template = source.repository?.origin.template else { return false }
    // What a list takes at a reference of its own is found there.
    if source.isInline {
      return Template(parsing: template).names.contains { SourceNaming.match($0)?.meaning == .source(.repository) }
    }
    guard let name = Template(parsing: template).wholeExpression?.referenced, let match = SourceNaming.match(name)
    else { return false }
    return match.meaning == .source(.repository) && match.prefix != source.name
  }
}
