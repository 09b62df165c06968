import Diagnostics
import SourceCatalogue

/// The third of a source's variables is missing while the other sources of its file have it: the release tools stop.
enum MissingTrack: Check {
  static let codes: [DiagnosticCode] = [.incompleteSource]

  static func findings(in context: CheckContext) -> [Diagnostic] {
    let pinned = context.sources.filter {
      $0.kind == .git && !$0.isRoleDefaultOnly && !$0.isInline && $0.alias == nil
        && $0.reference?.value.kind != .branch && $0.reference?.origin.level.step != .structured
    }
    let files = Set(pinned.compactMap { $0.track?.origin.location.file })
    return pinned.compactMap { source in
      guard source.track == nil, let reference = source.reference, source.repository != nil,
        files.contains(reference.origin.location.file),
        // It is there under a wrong name.
        !context.slips.contains(where: { $0.meant == flatPrefix(source.name) })
      else { return nil }
      return .missingTrack(source.name, at: reference.origin.location)
    }
  }
}
