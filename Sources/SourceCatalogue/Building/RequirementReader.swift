import Diagnostics
import PythonPackaging
import TextFiles

/// Entries of pip lists to requirements, and the sources that stand in them.
struct RequirementReader {
  private(set) var resolver: VariableResolver
  /// Keys of the sources that variables define.
  let sourceNames: Set<String>
  /// Keys of sources by `RequirementReader.place`: what a play has templated names its source no more.
  var places: [String: String] = [:]
  /// Keys of sources without a repository or a reference, which is told where they are defined.
  var incomplete: Set<String> = []
  /// Names of distributions by the keys of their sources, for entries that name a source alone.
  var distributionNames: [String: String] = [:]
  /// Sources written in place, by key.
  private(set) var inline: [String: Source] = [:]
  /// The name under which a venv installs a source: `openstack-heat` of `heat`.
  private(set) var distributions: [String: Located<String>] = [:]
  /// The place of what is being read in the order of reading, and that of each distribution's name.
  var order = 0
  private var orders: [String: Int] = [:]
  private(set) var diagnostics: [Diagnostic] = []

  init(resolver: VariableResolver, sourceNames: Set<String>) {
    self.resolver = resolver
    self.sourceNames = sourceNames
  }

  /// Reads one entry; nil for what is no requirement at all (with a finding). With `namesAreSources` the bare name of
  /// a source means that source, as in the structured format; in a flat list it means the index.
  mutating func read(
    _ entry: VariableValue, of origin: Origin, venv: String, from viewpoint: Viewpoint, namesAreSources: Bool = false,
    severity: Severity = .note
  ) -> Venv.Requirement? {
    let origin = origin.moved(to: entry.location)
    let named = namesAreSources ? entry.text.flatMap(NamedEntry.init) : nil
    if let named, named.isRelease {
      return Venv.Requirement(
        text: Located(named.requirement, origin: origin), source: nil, name: PackageName.canonical(named.name),
        isUnresolved: false)
    }
    guard let written = entry.text else {
      // The structured format says itself what an entry may be.
      if !origin.variable.utf8.contains(0x2E) {
        diagnostics.append(
          .wrongEntry(origin.variable, wanted: "a requirement", found: entry, at: entry.location))
      }
      return nil
    }
    let (outcome, retyped) = resolver.resolution(of: entry, from: viewpoint)
    let referred =
      (entry.isUnsafe ? knownSource(in: outcome) : Self.referredSource(in: written)) ?? named.flatMap(key)
    switch outcome {
    case .text(let text):
      guard !text.isBlank else { return nil }
      if let retyped {
        // The structured format takes strings alone, and says so itself.
        if origin.level.step != .structured {
          diagnostics.append(.retyped(origin.variable, retyped, at: origin.location))
        }
        return kept(written, at: origin, referred)
      }
      // An address that is empty but for its reference follows from the source without a repository.
      if let referred, incomplete.contains(referred), text.hasPrefix("git+"), !text.holds("://") {
        return kept(written, at: origin, referred)
      }
      let meant = Meant(source: referred, template: entry.isUnsafe || referred == nil ? nil : written)
      return resolved(text, at: origin, meant, namesAreSources: namesAreSources, venv: venv, from: viewpoint)
    case .value(let value):
      if value.content == .null { return nil }
      diagnostics.append(.wrongEntry(origin.variable, wanted: "a requirement", found: value, at: origin.location))
      return nil
    case .undefined(let missing):
      return unresolved(written, .undefined(variable: missing), at: origin, referred, severity, from: viewpoint)
    case .unresolved(.notText(_, _)) where referred.map(incomplete.contains) ?? false:
      return kept(written, at: origin, referred)
    case .unresolved(let failure): return unresolved(written, failure, at: origin, referred, severity, from: viewpoint)
    }
  }

  /// Reads a variable in place of a list, which only Ansible can compute, as one entry that stands for all of them. More
  /// than a note, unlike a single entry: nothing of what the venv installs is known.
  mutating func readWhole(
    _ found: VariableResolver.Decision, venv: String, from viewpoint: Viewpoint
  ) -> Venv.Requirement? {
    var whole = read(found.definition.value, of: found.origin, venv: venv, from: viewpoint, severity: .warning)
    whole?.isWholeList = true
    return whole
  }

  /// The source that an entry refers to, and its text as written where it does so by a variable.
  private struct Meant {
    let source: String?
    let template: String?
  }

  private mutating func resolved(
    _ text: String, at origin: Origin, _ meant: Meant, namesAreSources: Bool, venv: String, from viewpoint: Viewpoint
  ) -> Venv.Requirement {
    let parsed = RequirementText(text)
    if let fault = RequirementText.fault(in: text, parsed, variable: origin.variable, at: origin.location) {
      diagnostics.append(fault)
    }
    var source = meant.source.flatMap { sourceNames.contains($0) ? $0 : nil }
    // `(x_git_repo is defined) | ternary('git+...', 'x')` may come to the release of the index.
    if !namesAreSources && !text.holds("://") { source = nil }
    if let key = source, let vcs = parsed?.vcs { source = self.source(at: vcs, referring: key, from: viewpoint) }
    // What another system fetches is no git source, whichever variable holds its address.
    if parsed?.otherSystem != nil { source = nil }
    if source == nil, let vcs = parsed?.vcs, parsed?.hasInvalidEgg == false {
      source = inlineSource(vcs, named: parsed?.name, at: origin, template: meant.template, venv: venv)
    }
    let isBareName = parsed?.vcs == nil
    if let source, let written = parsed?.name, distributions[source] == nil, !isBareName {
      distributions[source] = Located(written, origin: origin)
      orders[source] = order
    }
    return Venv.Requirement(
      text: Located(text, origin: origin), source: source,
      name: name(of: parsed, source: namesAreSources && isBareName ? source : nil), isUnresolved: false)
  }

  /// What pip installs: the distribution of the source that an entry names, else the name in the entry.
  private func name(of parsed: RequirementText?, source: String?) -> String? {
    let stated = source.flatMap { distributions[$0]?.value ?? distributionNames[$0] }
    let written = stated.flatMap { PackageName.isValid($0) ? $0 : nil } ?? parsed?.name
    return written.map { PackageName.canonical($0) }
  }

  private mutating func unresolved(
    _ written: String, _ failure: VariableResolver.Failure, at origin: Origin, _ referred: String?,
    _ severity: Severity, from viewpoint: Viewpoint
  ) -> Venv.Requirement {
    // Where the play itself cannot tell, nobody can.
    let severity = origin.level.step == .caller ? .error : severity
    diagnostics.append(
      .unresolvedVariable(origin.variable, because: failure, at: origin.location, severity: severity))
    var entry = kept(written, at: origin, referred)
    if entry.source != nil {
      entry.partialExtras = ExtrasReader(resolver: resolver, viewpoint: viewpoint).read(written, at: origin)
    }
    return entry
  }

  /// The entry as it is written, which installs nothing that anybody could name.
  private func kept(_ written: String, at origin: Origin, _ referred: String?) -> Venv.Requirement {
    Venv.Requirement(
      text: Located(written, origin: origin), source: referred.flatMap { sourceNames.contains($0) ? $0 : nil },
      name: nil, isUnresolved: true)
  }

  mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// The key of the source that a name means.
  private func key(of entry: NamedEntry) -> String? {
    let key = StructuredReader.flatPrefix(entry.name)
    return entry.meansSource && sourceNames.contains(key) ? key : nil
  }

  /// Where a source is and what it is taken at, to tell it again.
  static func place(_ repository: String, _ reference: String?, _ subdirectory: String?) -> String {
    RepositoryURL.identity(of: repository) + "@" + (reference ?? "") + "#" + (subdirectory ?? "")
  }

  /// The source that an address is, by what it says and not by the variables in it.
  private func source(at vcs: VCSURL) -> String? {
    places[Self.place(vcs.url, vcs.ref, vcs.subdirectory)]
  }

  /// The source that an entry means that refers to the repository of `key`; nil for one that is elsewhere: its own
  /// reference, a longer address, another folder.
  private func source(at vcs: VCSURL, referring key: String, from viewpoint: Viewpoint) -> String? {
    if vcs.subdirectory == nil, isAtVariables(vcs, of: key, from: viewpoint) { return key }
    return source(at: vcs)
  }

  /// Whether an address is what the variables of a source say from where the entry stands, whatever decides the source.
  private func isAtVariables(_ vcs: VCSURL, of key: String, from viewpoint: Viewpoint) -> Bool {
    guard case .text(let repository) = resolver.resolve(variable: key + "_git_repo", from: viewpoint),
      repository.utf8.elementsEqual(vcs.url.utf8)
    else { return false }
    // The list says the reference of a source that has none.
    if incomplete.contains(key) { return true }
    switch resolver.resolve(variable: key + "_git_install_branch", from: viewpoint) {
    case .text(let reference): return reference.utf8.elementsEqual((vcs.ref ?? "").utf8)
    case .undefined, .value: return (vcs.ref ?? "").isEmpty
    case .unresolved: return false
    }
  }

  /// The source that a finished entry of a play installs.
  private func knownSource(in outcome: VariableResolver.Outcome) -> String? {
    guard case .text(let text) = outcome, let vcs = RequirementText(text)?.vcs else { return nil }
    return source(at: vcs)
  }

  /// The source whose repository variable the entry refers to.
  private static func referredSource(in text: String) -> String? {
    guard Template.mayHoldTemplate(text) else { return nil }
    for name in Template(parsing: text).names {
      if let match = SourceNaming.match(name), match.meaning == .source(.repository) { return match.prefix }
    }
    return nil
  }

  /// Makes a URL in a pip list a source of its own; the key is the distribution's name, or the repository's.
  private mutating func inlineSource(
    _ vcs: VCSURL, named name: String?, at origin: Origin, template: String?, venv: String
  ) -> String {
    let base = PackageName.canonical(name ?? RepositoryURL.baseName(of: vcs.url))
    let source = Source(vcs, named: name, key: base, at: origin, template: template)
    let key = freeKey(for: source, base: base, venv: venv)
    if inline[key] == nil {
      inline[key] = key == base ? source : Source(vcs, named: name, key: key, at: origin, template: template)
    }
    return key
  }

  private func freeKey(for source: Source, base: String, venv: String) -> String {
    let flat = base.split(separator: "-").joined(separator: "_")
    let candidates = [base, venv + "_" + flat]
    for key in candidates where !sourceNames.contains(key) && !sourceNames.contains(flat) {
      guard let known = inline[key] else { return key }
      if known.repository?.value == source.repository?.value && known.reference?.value == source.reference?.value {
        return key
      }
    }
    return venv + "_inline_" + flat
  }
}

// MARK: - Threads

extension RequirementReader {
  /// What a reader found out.
  struct Result: Sendable {
    let inline: [String: Source]
    let distributions: [String: Located<String>]
    /// The places of the distributions' names in the order of reading.
    let orders: [String: Int]
    let diagnostics: [Diagnostic]
  }

  var result: Result {
    Result(inline: inline, distributions: distributions, orders: orders, diagnostics: diagnostics)
  }

  /// The same reader, resolving with another resolver.
  func with(_ resolver: VariableResolver) -> RequirementReader {
    var reader = self
    reader.resolver = resolver
    return reader
  }

  /// Whether what several readers found comes to what one would have: no key of a source stands for two.
  func canTake(_ results: [Result]) -> Bool {
    var keys: Set<String> = []
    return results.allSatisfy { $0.inline.keys.allSatisfy { keys.insert($0).inserted } }
  }

  /// Adds what another reader of the same deployment found; the name that stands first in the order of reading counts.
  mutating func take(_ other: Result) {
    inline.merge(other.inline) { mine, _ in mine }
    for (key, name) in other.distributions {
      let order = other.orders[key] ?? 0
      if let mine = orders[key], mine <= order { continue }
      distributions[key] = name
      orders[key] = order
    }
    diagnostics += other.diagnostics
  }
}

extension String {
  /// Whether there is nothing in it but white space.
  fileprivate var isBlank: Bool {
    // Most texts start with something else, and looking at characters is slow.
    if let first = utf8.first, first > 0x20, first < 0x7F { return false }
    return allSatisfy(\.isWhitespace)
  }
}

extension Source {
  /// What stands as an address in a list, under a key of its own.
  init(_ vcs: VCSURL, named name: String?, key: String, at origin: Origin, template: String? = nil) {
    self.init(name: key)
    isInline = true
    repository = Located(vcs.url, origin: origin.templated(as: template))
    reference = vcs.ref.map { Located(Reference(flat: $0), origin: origin) }
    subdirectory = vcs.subdirectory.map { Located($0, origin: origin) }
    distribution = name.map { Located($0, origin: origin) }
  }
}
