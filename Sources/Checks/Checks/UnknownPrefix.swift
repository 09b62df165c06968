import Diagnostics
import SourceCatalogue

/// A variable of a source or venv whose prefix is a slip of another's: `novva_git_install_branch`. Only what makes no
/// sense as it is written: a source without its other half, or a deployer's override of what nobody defines or reads.
enum UnknownPrefix: Check {
  static let codes: [DiagnosticCode] = [.unknownPrefix]

  struct Slip {
    let name: String
    let prefix: String
    /// The prefix that is meant.
    let meant: String
  }

  static func findings(in context: CheckContext) -> [Diagnostic] {
    slips(in: context).flatMap { slip -> [Diagnostic] in
      let meant = slip.meant + slip.name.dropFirst(slip.prefix.count)
      return context.reading.definitions(of: slip.name).map {
        Diagnostic.unknownPrefix(slip.name, prefix: slip.prefix, meant: meant, at: $0.nameLocation)
      }
    }
  }

  static func slips(in context: CheckContext) -> [Slip] { context.slips }

  static func found(in context: CheckContext) -> [Slip] {
    let names = Names(context)
    return names.ofSources(context) + names.ofOverrides(context)
  }
}

/// The names of the table with what they are the names of.
private struct Names {
  private struct Name {
    let text: String
    let prefix: String
    let meaning: SourceNaming.Meaning
    var suffix: Substring { text.dropFirst(prefix.count) }
  }

  private static let halves: [SourceNaming.Meaning] = [.source(.repository), .source(.reference)]
  private let all: [Name]
  private let byPrefix: [String: [Name]]

  init(_ context: CheckContext) {
    all = context.reading.names(where: SourceNaming.matches).compactMap { text in
      SourceNaming.match(text).map { Name(text: text, prefix: $0.prefix, meaning: $0.meaning) }
    }
    byPrefix = Dictionary(grouping: all, by: \.prefix)
  }

  /// Prefixes with some of a source's variables and not the whole of it.
  func ofSources(_ context: CheckContext) -> [UnknownPrefix.Slip] {
    let sources = byPrefix.mapValues { $0.filter(Self.isOfSource) }.filter { !$0.value.isEmpty }
    let known = sources.filter { entry in entry.value.contains { Self.halves.contains($0.meaning) } }
    return sources.flatMap { prefix, names -> [UnknownPrefix.Slip] in
      let meanings = Set(names.map(\.meaning))
      guard !Self.halves.allSatisfy(meanings.contains), !names.contains(where: { context.uses.reads($0.text) })
      else { return [] }
      let others = known.filter { $0.key != prefix && $0.value.count >= names.count }.keys
      return Spelling.slip(of: prefix, among: others).map { slips(names, prefix, $0) } ?? []
    }
  }

  /// What only the deployer defines, nothing reads, and a neighbour has in the files that it would override.
  func ofOverrides(_ context: CheckContext) -> [UnknownPrefix.Slip] {
    guard !context.isPartial else { return [] }
    let overrides = all.filter { name in
      !Self.isOfSource(name) && !context.uses.reads(name.text)
        && context.reading.definitions(of: name.text).allSatisfy { $0.level.step.isDeployers }
    }
    return overrides.flatMap { name -> [UnknownPrefix.Slip] in
      let others = all.filter { other in
        other.prefix != name.prefix && other.suffix == name.suffix
          && context.reading.definitions(of: other.text).contains { !$0.level.step.isDeployers }
      }
      return Spelling.slip(of: name.prefix, among: others.map(\.prefix)).map { slips([name], name.prefix, $0) } ?? []
    }
  }

  private static func isOfSource(_ name: Name) -> Bool {
    if case .source = name.meaning { true } else { false }
  }

  private func slips(_ names: [Name], _ prefix: String, _ meant: String) -> [UnknownPrefix.Slip] {
    names.map { UnknownPrefix.Slip(name: $0.text, prefix: prefix, meant: meant) }
  }
}

extension Spelling {
  /// The word that somebody mistyped: one slip away, two in a long word. Short words and numbered ones are too near to
  /// one another to tell.
  fileprivate static func slip(of word: String, among others: some Sequence<String>) -> String? {
    guard word.utf8.count >= 4 else { return nil }
    let limit = word.utf8.count >= 12 ? 2 : 1
    let letters = withoutDigits(word)
    let near = others.filter {
      $0.utf8.count >= 4 && abs($0.utf8.count - word.utf8.count) <= limit && withoutDigits($0) != letters
        && distance(word, $0) <= limit
    }
    // Of two that are equally near nobody knows which is meant.
    let nearest = near.min { (distance(word, $0), $0) < (distance(word, $1), $1) }
    guard let nearest else { return nil }
    let best = distance(word, nearest)
    // A second slip may be a word of its own: `networking_ovn` and `networking_odl`.
    if best > 1 && (word.utf8.suffix(4).elementsEqual(nearest.utf8.suffix(4)) == false) { return nil }
    return near.contains { $0 != nearest && distance(word, $0) == best } ? nil : nearest
  }

  private static func withoutDigits(_ word: String) -> [UInt8] { word.utf8.filter { $0 < 0x30 || $0 > 0x39 } }
}
