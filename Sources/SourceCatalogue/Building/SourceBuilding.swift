import Diagnostics
import TextFiles

/// Every source of a deployment. None needs another, so that a few threads build them (docs/decisions/0083), beside
/// what else needs no source.
struct SourceBuilding {
  /// One source with what hangs on it.
  struct Built: Sendable {
    let source: Source
    let plugins: [Source]
    let diagnostics: [Diagnostic]
  }

  /// Per name, the variables that say its members.
  let fields: [String: [SourceField: String]]
  let resolver: VariableResolver

  /// Fewer sources than this are built by the time that a thread has started.
  private static let worthAThread = 24
  /// Names that follow each other stay together, for one thread's resolver to remember what they share.
  private static let partLimit = 3

  private enum Part<Other: Sendable>: Sendable {
    case sources([Built])
    case other(Other)
  }

  /// The sources in the order of their names, and what `other` makes; the same in any number of parts.
  func build<Other: Sendable>(
    parts: Int? = nil, with other: @escaping @Sendable (VariableResolver) -> Other
  ) -> (sources: [Built], other: Other) {
    let names = fields.keys.inByteOrder()
    let worth = ParallelMap.processors > 1 ? min(names.count / Self.worthAThread, Self.partLimit) : 1
    let count = parts ?? worth
    guard count > 1 else { return (Self.withAliases(names.compactMap { build($0, resolver) }), other(resolver)) }
    let size = (names.count + count - 1) / count
    let lists = stride(from: 0, to: names.count, by: size).map { names[$0..<min($0 + size, names.count)] }
    let forks = (0...lists.count).map { _ in resolver.fork() }
    let parts = ParallelMap.map(Array(forks.indices), share: 1) { index -> Part<Other> in
      let fork = forks[index]
      return index < lists.count ? .sources(lists[index].compactMap { build($0, fork) }) : .other(other(fork))
    }
    for fork in forks { resolver.take(fork) }
    var sources: [Built] = []
    var made: Other?
    for part in parts {
      switch part {
      case .sources(let built): sources += built
      case .other(let result): made = result
      }
    }
    return (Self.withAliases(sources), made ?? other(resolver))
  }

  /// What is another name of a source that git does not have is obtained as that one is: there are no variables of a
  /// repository that it could refer to.
  private static func withAliases(_ all: [Built]) -> [Built] {
    guard all.contains(where: { $0.source.kind != .git }), all.contains(where: { $0.source.alias != nil }) else {
      return all
    }
    let known = Dictionary(all.map { ($0.source.name, $0.source) }) { first, _ in first }
    return all.map { built in
      var seen: Set<String> = [built.source.name]
      var last = built.source
      while let alias = last.alias, let next = known[alias], seen.insert(alias).inserted { last = next }
      guard last.kind != .git, last.name != built.source.name else { return built }
      var source = built.source
      let places = [source.repository?.origin.location, source.reference?.origin.location]
      (source.kind, source.repository, source.reference) = (last.kind, last.repository, last.reference)
      (source.archives, source.path) = (last.archives, last.path)
      let diagnostics = built.diagnostics.filter {
        $0.code != .unresolvedVariable || !places.contains($0.location)
      }
      return Built(source: source, plugins: built.plugins, diagnostics: diagnostics)
    }
  }

  private func build(_ name: String, _ resolver: VariableResolver) -> Built? {
    guard let variables = fields[name] else { return nil }
    var builder = SourceBuilder(name: name, variables: variables, resolver: resolver)
    var source = builder.build()
    if let alias = source.alias, fields[alias] == nil { source.alias = nil }
    let plugins = builder.plugins(of: source).filter { fields[$0.name] == nil }
    return Built(source: source, plugins: plugins, diagnostics: builder.diagnostics)
  }
}
