import Diagnostics
import PythonPackaging
import TextFiles

/// What the old lookup lost or changed while it ran, as findings. Costs nothing unless it records.
struct LegacyLog {
  let isRecording: Bool
  /// What each role's files say its group is, first file first.
  var groups: [String: (group: String, at: Location)] = [:]
  /// The first list of each role.
  var listPlaces: [String: Location] = [:]
  /// Lists outside roles that no role had yet.
  var lists: [(variable: String, at: Location)] = []
  /// Where each variable of a repository stood last, and the name that it gave.
  var names: [String: (name: String, repository: String, at: Location)] = [:]
  /// The variable of the repository that holds a plugin, by the plugin's name.
  var parents: [String: String] = [:]
  private var findings: [Diagnostic] = []
  private var replacements: [(lost: String, at: Location, by: String, byPlace: Location)] = []
  private var ignorable: [String: Location] = [:]
  /// Files with a meaning to it, by the place of the first meaning.
  private(set) var contributing: [Location] = []

  init(isRecording: Bool) {
    self.isRecording = isRecording
  }

  func finished() -> [Diagnostic] {
    var seen: Set<Diagnostic> = []
    return findings.filter { seen.insert($0).inserted }.sorted()
  }

  mutating func add(_ finding: @autoclosure () -> Diagnostic) {
    if isRecording { findings.append(finding()) }
  }

  mutating func aborted(_ finding: Diagnostic) { findings.append(finding) }

  // MARK: Files

  mutating func refused(_ file: LegacyFile, why: String, at place: Location?) {
    guard isRecording else { return }
    // An empty file has nothing to lose.
    guard let place else {
      return add(.legacyUnusedFile(why: why, at: Location(file: file.reference, line: 1, column: 1)))
    }
    add(.legacySilentFile(file.reference, why: why, at: place))
  }

  mutating func visit(_ file: LegacyFile, _ variables: LegacyVariables) {
    guard isRecording else { return }
    let meant = variables.entries.first { $0.key.hasSuffix("git_repo") || $0.key.holds("pip_packages") }
    if let meant { contributing.append(meant.location) }
    for entry in variables.entries { visit(entry, variables) }
  }

  private static let pinning: [String] = [
    "_git_install_branch", "_git_project_group", "_git_install_fragments", "_git_package_name",
  ]

  private mutating func visit(_ entry: LegacyVariables.Entry, _ variables: LegacyVariables) {
    if entry.key.hasSuffix("_git_repo_plugins") || entry.key.hasSuffix("_git_fallback_repo") {
      return add(.legacyUnknownVariable(entry.written, at: entry.location))
    }
    if entry.key.hasSuffix("_repo_plugins") {
      let repository = entry.key.dropLast("_repo_plugins".utf8.count) + "_git_repo"
      guard variables.value(of: String(repository)) == nil else { return }
      return add(.legacyDeadOverride(entry.written, needs: String(repository), at: entry.location))
    }
    guard let suffix = Self.pinning.first(where: { entry.key.hasSuffix($0) }) else { return }
    let repository = entry.key.dropLast(suffix.utf8.count) + "_git_repo"
    if variables.value(of: String(repository)) == nil {
      add(.legacyDeadOverride(entry.written, needs: String(repository), at: entry.location))
    }
  }

  mutating func requirementFile(_ file: LegacyFile, _ lines: [LegacyRequirementFile.Line]) {
    guard isRecording else { return }
    guard let first = lines.first else {
      return add(.legacyUnusedFile(why: "it has no line", at: Location(file: file.reference, line: 1, column: 1)))
    }
    // What is still read: the checkout's own, and pins.
    let isOwn = file.role == nil && file.reference.path == "requirements.txt"
    if !isOwn && !file.path.hasSuffix("global-requirement-pins.txt") {
      let names = lines.map { LegacyText.lowercased($0.word) }
      add(.legacyDevelopmentRequirements(of: file.role, names, at: first.location))
    }
    for line in lines {
      let lower = LegacyText.lowercased(line.word)
      if line.word.hasPrefix("-") || Self.statement(line.whole) != line.word {
        add(.legacyCutLine(line.whole, to: line.word, at: line.location))
      } else if lower != line.word {
        add(.legacyCase(line.word, lower, at: line.location))
      }
    }
  }

  /// The line without its comment and outer blanks.
  private static func statement(_ line: String) -> String {
    var bytes = Array(line.utf8)
    for index in bytes.indices where bytes[index] == 0x23 && index > 0 && LegacyText.isBlank(bytes[index - 1]) {
      bytes = Array(bytes[..<index])
      break
    }
    while let last = bytes.last, LegacyText.isBlank(last) { bytes.removeLast() }
    return String(decoding: bytes.drop(while: LegacyText.isBlank), as: UTF8.self)
  }

  // MARK: Lists

  mutating func list(
    _ variable: String, _ value: VariableValue, _ entries: [(text: String, location: Location)], isPip: Bool = true
  ) {
    guard isRecording else { return }
    if case .string(let text) = value.content {
      return text.isEmpty
        ? () : add(.legacyNoList(variable, text, pieces: Set(entries.map(\.text)).count, at: value.location))
    }
    for (text, place) in entries {
      if text.hasPrefix("{{") {
        add(.legacyDroppedTemplate(text, of: variable, at: place))
      } else if Template.mayHoldTemplate(text) {
        add(.legacyKeptTemplate(text, of: variable, at: place))
      } else if isPip, Self.isOpaque(text) {
        add(.legacyOpaque(text, at: place))
      } else if LegacyText.lowercased(text) != text {
        add(.legacyCase(text, LegacyText.lowercased(text), at: place))
      } else if isPip, LegacyRequirement(text).spelling != text {
        add(.legacySpelling(text, LegacyRequirement(text).spelling, at: place))
      }
    }
  }

  /// An address without an `@` behind `git+` or `http`, or behind a name.
  private static func isOpaque(_ text: String) -> Bool {
    guard text.holds("://") else { return false }
    return !(["http:", "https:", "git+"].contains(where: text.hasPrefix) && text.utf8.contains(0x40))
  }

  mutating func replaced(_ new: [LegacyPackageList.Replacement], _ interner: LegacyInterner) {
    for one in new {
      let (lost, by) = (interner.texts[one.lost.id], LegacyText.lowercased(interner.texts[one.by.id]))
      if lost != by { replacements.append((lost, one.lost.location, by, one.by.location)) }
    }
  }

  mutating func collapsed(_ text: String, kept: String, isAlternative: Bool, at place: Location) {
    add(
      isAlternative
        ? .legacyLostAlternative(text, kept: kept, at: place) : .legacyFirstSpecifier(text, kept: kept, at: place))
  }

  // MARK: Sources

  mutating func shadowed(
    _ name: String, _ entry: LegacyVariables.Entry, branch: VariableValue?, by known: LegacyGitData, repository: String
  ) {
    add(
      .legacyShadowed(
        name, entry.written, reference: branch?.text, by: known.branch,
        isOtherRepository: RepositoryURL.identity(of: repository) != RepositoryURL.identity(of: known.repository),
        at: entry.location, related: known.location))
  }

  mutating func source(
    _ name: String, _ entry: LegacyVariables.Entry, repository: String, statedBranch: String?,
    inherited: LegacyGitData?, group: VariableValue?, fragments: String?, file: LegacyFile
  ) {
    guard isRecording else { return }
    if statedBranch == nil && inherited?.branch == nil { add(.legacyDefaultBranch(name, at: entry.location)) }
    if group == nil, let inherited { add(.legacyLostGroup(name, at: entry.location, related: inherited.location)) }
    if Template.mayHoldTemplate(repository) {
      add(.legacyKeptTemplate(repository, of: entry.written, at: entry.location))
    }
    if let statedBranch, Template.mayHoldTemplate(statedBranch) {
      add(.legacyKeptTemplate(statedBranch, of: entry.written, at: entry.location))
    }
    if statedBranch == nil, let inherited, let branch = inherited.branch, inherited.variable != entry.key {
      add(.legacyInheritedReference(name, branch, at: entry.location, related: inherited.location))
    }
    if let fragments, LegacyText.lowercased(fragments).holds("ignorerequirements=true") {
      ignorable[name] = entry.location
    }
  }

  mutating func plugin(_ name: String, of parent: String, at place: Location) {
    guard isRecording else { return }
    parents[LegacyText.lowercased(name)] = parent
    add(.legacyPluginGroup(name, at: place))
  }

  mutating func clash(_ first: LegacyLink, _ second: LegacyLink) { add(.legacyClash(first, second)) }

  // MARK: The end

  mutating func ignored(_ name: String, at place: Location) {
    if isRecording, ignorable[name] == nil { ignorable[name] = place }
  }

  mutating func finish(
    _ document: LegacyDocument, packages: [String: Location], gitDefaults: [String: LegacyGitData]
  ) {
    guard isRecording else { return }
    for (name, place) in ignorable.sorted(by: { bytewise($0.key, $1.key) }) {
      add(.legacyIgnoredHalf(name, at: gitDefaults[name]?.location ?? place))
    }
    let final = Set(document.packages)
    for one in replacements where !final.contains(one.lost) {
      let (_, versions, marker) = LegacyText.split(one.lost)
      guard versions != nil || marker != nil else {
        let (name, by) = (LegacyText.name(of: one.lost), LegacyText.name(of: one.by))
        // Another list of that name may have the same text still.
        if name != one.by, by == name { add(.legacyMerged(one.lost, into: one.by, at: one.at)) }
        continue
      }
      add(
        one.at.file == one.byPlace.file
          ? .legacyLostSpecifier(one.lost, to: one.by, at: one.at, related: one.byPlace)
          : .legacyOrder(one.lost, one.by, at: one.at, related: one.byPlace))
    }
    twins(packages)
  }

  private mutating func twins(_ packages: [String: Location]) {
    var first: [String: (String, Location)] = [:]
    for (text, place) in packages.sorted(by: { bytewise($0.key, $1.key) }) {
      let name = LegacyText.name(of: text)
      guard !name.utf8.contains(0x5B), !Template.mayHoldTemplate(name) else { continue }
      let canonical = PackageName.canonical(name)
      if let known = first[canonical], known.0 != name {
        add(.legacyTwins(known.0, name, at: place, related: known.1))
      } else {
        first[canonical] = (name, place)
      }
    }
  }
}
