import Diagnostics
import PythonPackaging
import TextFiles

/// Sources as the old lookup read them.
extension LegacyLog {
  mutating func shadowed(
    _ name: String, _ entry: LegacyVariables.Entry, branch: VariableValue?, by known: LegacyGitData, repository: String
  ) {
    let isOther = RepositoryURL.identity(of: repository) != RepositoryURL.identity(of: known.repository)
    add(.source(LegacyText.lowercased(name))) {
      .legacyShadowed(
        name, entry.written, reference: branch?.text, by: known.branch, isOtherRepository: isOther,
        isKept: $0.now.hidden[entry.value.location] != nil, now: $0.source(name), at: entry.location,
        related: known.location)
    }
  }

  mutating func source(
    _ name: String, _ entry: LegacyVariables.Entry, _ values: LegacySourceValues, inherited: LegacyGitData?
  ) {
    guard isRecording else { return }
    let (subject, place) = (LegacySubject.source(LegacyText.lowercased(name)), entry.location)
    if values.statedBranch == nil && inherited?.branch == nil {
      add(subject) { .legacyDefaultBranch(name, now: $0.source(name), at: place) }
    }
    if values.group == nil, let inherited, inherited.isGroupStated {
      add(subject) { .legacyLostGroup(name, now: $0.source(name), at: place, related: inherited.location) }
    }
    for (variable, value) in values.texts {
      guard let text = value.text, Template.mayHoldTemplate(text) else { continue }
      add(subject) { .legacyKeptTemplate(text, of: variable, now: $0.source(name), at: value.location) }
    }
    if values.statedBranch == nil, let inherited, let branch = inherited.branch, inherited.variable != entry.key {
      add(subject) {
        .legacyInheritedReference(name, branch, now: $0.source(name), at: place, related: inherited.location)
      }
    }
    if LegacyOption.ignoresRequirements(values.fragments) { ignorable[name] = place }
    moved(entry, to: name, at: values.repository)
  }

  private mutating func moved(_ entry: LegacyVariables.Entry, to name: String, at repository: String) {
    let lower = LegacyText.lowercased(name)
    if let known = names[entry.key], LegacyText.lowercased(known.name) != lower {
      add(.source(lower), .source(LegacyText.lowercased(known.name))) {
        .legacyMoved(
          entry.written, name, beside: known.name, now: $0.sources(name, known.name), at: entry.location,
          related: known.at)
      }
    }
    names[entry.key] = (name, repository, entry.location)
    if entry.key == "git_repo" {
      add(.source(lower)) {
        .legacyOddName(
          entry.written, why: "its name says of no project that it is one's", now: $0.source(name), at: entry.location)
      }
    }
  }

  mutating func replaced(_ first: LegacyLink, by second: LegacyLink) {
    guard isRecording, first.variable != second.variable, first.original != second.original else { return }
    let listed = [first, second].filter { $0.variable == nil }.map(\.location)
    add(.source(second.name)) { comparison in
      // A list that names a source by its address has no other source.
      let isOne = !listed.isEmpty && listed.allSatisfy { !comparison.now.isInline(at: $0) }
      return isOne ? nil : .legacyReplaced(first, by: second, now: comparison.source(second.name))
    }
  }

  /// A source that stands in a list.
  mutating func address(_ link: LegacyLink) {
    guard isRecording, link.variable == nil else { return }
    addresses.insert(PackageName.canonical(link.eggName))
    guard !Template.mayHoldTemplate(link.original), let url = VCSURL(link.original),
      url.url != link.url || (url.ref ?? "master") != link.version
    else { return }
    add(.source(link.name), .address(link.location)) { .legacySplit(link, now: $0.link(at: link.location)) }
  }

  mutating func fragments(_ text: String, of variable: String, _ name: String, at place: Location) {
    let keys: [StaticString] = ["egg=", "gitname=", "projectgroup="]
    let words = keys.filter { text.holds($0) }.map { "\($0)" }
    guard isRecording, !words.isEmpty else { return }
    let returned = LegacyLink(parsing: "git+x@y#egg=\(name)&gitname=\(name)&" + text, at: place)?.name ?? name
    add(.source(LegacyText.lowercased(name)), .source(returned)) {
      .legacyOverridingFragment(variable, words, now: $0.source(name), at: place)
    }
  }

  /// What YAML made another text of.
  mutating func retyped(_ variable: String, _ value: VariableValue?, of name: String) {
    guard isRecording, let value, value.retypedFrom != nil || !value.isPlain, value.retypedFrom != value.pythonText
    else { return }
    add(.source(LegacyText.lowercased(name))) {
      .legacyRetyped(
        variable, written: value.retypedFrom, read: value.pythonText, now: $0.source(name), at: value.location)
    }
  }

  mutating func plugin(_ name: String, of parent: LegacyGitData, at place: Location) {
    guard isRecording else { return }
    let lower = LegacyText.lowercased(name)
    parents[lower] = parent.variable
    guard parent.isGroupStated else { return }
    add(.source(lower)) { .legacyPluginGroup(name, now: $0.source(name), at: place) }
  }

  mutating func clash(_ first: LegacyLink, _ second: LegacyLink) {
    guard isRecording else { return }
    let pair = [first, second].sorted { $0.location < $1.location }
    add(.source(first.name)) { .legacyClash(pair[0], pair[1], now: $0.source(first.name)) }
  }
}

extension VariableValue {
  /// Whether it has a text of its own.
  fileprivate var isPlain: Bool {
    switch content {
    case .list, .mapping, .null: false
    default: true
    }
  }
}

/// What one `*_git_repo` and its neighbours in the same file say.
struct LegacySourceValues {
  let repository: String
  let statedBranch: String?
  let group: VariableValue?
  let fragments: String?
  /// The variables of the address and the reference, with what they say.
  let texts: [(variable: String, value: VariableValue)]
}
