import Diagnostics
import SourceCatalogue

/// A source that is pinned, bumped and mirrored, and that no role installs.
enum UnreadPin: Check {
  static let codes: [DiagnosticCode] = [.unreadPin]

  static func findings(in context: CheckContext) -> [Diagnostic] {
    // Up to OSA 17 the repository server built every source that it found by the pattern of its variables' names.
    guard !context.reading.roles.contains("repo_build"), context.catalogue.groupVarsOrder == .inventory,
      !context.wholeRoles.isEmpty, listsNameAddresses(context)
    else { return [] }
    let reads = ReadingRoles(context)
    let pinned = context.sources.filter { !$0.isRoleDefaultOnly && !$0.isInline && $0.alias == nil }
    // With a few roles alone nearly every pin would be worth a note.
    let isNearlyWhole = pinned.count(where: context.isRead) * 2 > pinned.count
    return context.sources.compactMap { source in
      guard source.alias == nil, !source.isInline, !context.isRead(source), source.enabled?.value != false,
        let origin = source.reference?.origin ?? source.repository?.origin, origin.level.step != .structured,
        !reads.mayLack(source), isNearlyWhole || source.isRoleDefaultOnly || reads.areHere(for: source)
      else { return nil }
      return .unreadPin(
        source.name, isPinned: !source.isRoleDefaultOnly, at: origin.location,
        severity: reads.areHere(for: source) ? .warning : .note)
    }
  }
}

extension UnreadPin {
  /// Whether the roles' lists say what they install by its address, as all do since OSA 18: before, a bare name meant
  /// the wheel that was built of the pinned source (docs/decisions/0063).
  private static func listsNameAddresses(_ context: CheckContext) -> Bool {
    context.requirements.contains { entry in
      entry.source.map { context.catalogue.sources[$0]?.isInline == false } ?? false
        && entry.text.origin.level.role != nil
    }
  }
}

/// Whether the roles that would read a source are among the PATHs.
private struct ReadingRoles {
  private let roles: Set<String>
  /// Roles whose tasks are here too.
  private let withTasks: Set<String>

  init(_ context: CheckContext) {
    roles = context.wholeRoles
    withTasks = context.taskFiles.roles
  }

  /// A role without its defaults, given as single files, says nothing about what it reads.
  func mayLack(_ source: Source) -> Bool {
    guard source.isRoleDefaultOnly, let role = source.reference?.origin.level.role else { return false }
    return !roles.contains(role)
  }

  func areHere(for source: Source) -> Bool {
    // A role's own sources are often cloned by its tasks.
    if source.isRoleDefaultOnly { return source.reference?.origin.level.role.map(withTasks.contains) ?? false }
    let groups = source.groups.map(\.value)
    let services = groups.map { $0.hasSuffix("_all") ? String($0.dropLast(4)) : $0 } + [source.name]
    if services.contains(where: { roles.contains("os_" + $0) }) { return true }
    // The prefix of a plugin's source is its service's name in the files that have no groups.
    let words = source.name.split(separator: "_")
    return groups.allSatisfy { $0 == "all" } && (words.first.map { roles.contains("os_" + $0) } ?? false)
  }
}
