import Diagnostics
import SourceCatalogue

/// A variable with a source's prefix and a suffix that nothing reads: `nova_git_instal_branch`.
enum UnknownSuffix: Check {
  static let codes: [DiagnosticCode] = [.unknownSuffix]

  /// Suffixes with `_git_` that say something else than a source's member.
  private static let others: Set<String> = ["_git_url"]
  private static let known = SourceNaming.rules.map(\.suffix).filter { $0.hasPrefix("_git_") }

  /// What some releases wrote in their place (`tackerclient_git_url` in 17), and what it means.
  private static let old = [
    (suffix: "_git_url", meant: "_git_repo"), (suffix: "_git_branch", meant: "_git_install_branch"),
    (suffix: "_git", meant: "_git_repo"),
  ]

  static func findings(in context: CheckContext) -> [Diagnostic] {
    found(in: context) + oldSpellings(in: context)
  }

  /// Old spellings of names that no source has: only what holds an address or, beside one, a reference.
  private static func oldSpellings(in context: CheckContext) -> [Diagnostic] {
    let names = context.reading.names { name in
      old.contains { $0.suffix.utf8.count < name.count && ends(name, $0.suffix) }
    }
    let sources = Set(context.sources.map { flatPrefix($0.name) })
    return names.flatMap { name -> [Diagnostic] in
      guard name != "requirements_git_url", !SourceNaming.isUnrelated(name),
        let (suffix, meant) = old.first(where: { name.hasSuffix($0.suffix) })
      else { return [] }
      let prefix = String(name.dropLast(suffix.utf8.count))
      // The suffix of a known source is told above.
      if sources.contains(prefix) && suffix != "_git_url" { return [] }
      return context.reading.definitions(of: name).filter {
        suffix == "_git_branch" ? $0.value.text != nil : $0.value.text?.holds("://") ?? false
      }.map {
        .unknownSuffix(name, meant: prefix + meant, source: prefix, known: known, at: $0.nameLocation)
      }
    }
  }

  private static func ends(_ name: UnsafeBufferPointer<UInt8>, _ suffix: String) -> Bool {
    name.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
  }

  private static func found(in context: CheckContext) -> [Diagnostic] {
    let drifted = Set(NameDrift.drifted(in: context).map(\.name))
    let prefixes = Set(context.sources.filter { !$0.isInline }.map { flatPrefix($0.name) })
    return context.reading.names(where: mayBeMeant).flatMap { name -> [Diagnostic] in
      guard SourceNaming.match(name) == nil, !drifted.contains(name), !SourceNaming.isUnrelated(name) else { return [] }
      guard let (prefix, suffix) = split(name, prefixes), !others.contains(suffix) else { return [] }
      let meant =
        old.first { $0.suffix == suffix }?.meant ?? Spelling.suggestion(for: suffix, among: known)
      // Without `git` in it, only what is one slip away.
      guard suffix.hasPrefix("_git_") || (meant.map { Spelling.distance(suffix, $0) <= 1 } ?? false) else { return [] }
      return context.reading.definitions(of: name).map {
        .unknownSuffix(name, meant: meant.map { prefix + $0 }, source: prefix, known: known, at: $0.nameLocation)
      }
    }
  }

  /// The longest prefix of a source that the name begins with, and the rest from its underscore on.
  private static func split(_ name: String, _ prefixes: Set<String>) -> (prefix: String, suffix: String)? {
    var best: (prefix: String, suffix: String)?
    for (index, byte) in zip(name.utf8.indices, name.utf8) where byte == 0x5F {
      if prefixes.contains(String(name[..<index])) { best = (String(name[..<index]), String(name[index...])) }
    }
    return best
  }

  /// Cheap: holds `_git_`, or ends like a source's variable.
  private static func mayBeMeant(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    while index + 4 < name.count {
      if name[index] == 0x5F && name[index + 4] == 0x5F {
        let (a, b, c) = (name[index + 1], name[index + 2], name[index + 3])
        let isWord = (a, b, c) == (0x67, 0x69, 0x74)
        let isSlip =
          (a, b, c) == (0x67, 0x74, 0x69) || (a, b, c) == (0x69, 0x67, 0x74) || (a, b, c) == (0x67, 0x69, 0x72)
        if isWord || isSlip { return true }
      }
      index += 1
    }
    return false
  }
}
