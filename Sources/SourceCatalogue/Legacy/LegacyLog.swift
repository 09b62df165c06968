import Diagnostics
import PythonPackaging
import TextFiles

/// What a finding is about, to tell what none is about.
enum LegacySubject: Hashable {
  /// Lines of the wheel list, by canonical name.
  case package(String)
  case list(LegacyListKey)
  /// One entry of a list.
  case entry(Location)
  /// One that is an address, with the source and the package that it is.
  case address(Location)
  /// By its name in the result.
  case source(String)
  /// The sources that a variable's value at this place says something of today.
  case member(String, Location)
  /// The group of a role.
  case group(String)
  /// Everything that the old lookup took from a file.
  case file(FileReference)

  static func named(_ package: String) -> LegacySubject { .package(LegacyPackageName.canonical(package)) }
}

/// What the old lookup lost or changed while it ran. What is returned instead is known when it is compared with the
/// present; until then a finding waits for that. Costs nothing unless it records.
struct LegacyLog {
  /// A finding, once the present is known; nil where that shows that there is nothing to find.
  typealias Pending = (about: [LegacySubject], make: (LegacyComparison) -> Diagnostic?)

  /// One list of one file.
  struct List {
    let key: LegacyListKey
    let written: String
    let place: Location
    let entries: [LegacyEntry]
  }

  let isRecording: Bool
  /// What each role's files say its group is, first file first.
  var groups: [String: (group: String, at: Location)] = [:]
  /// The first file of each role; of those of no role under nil.
  var roleFiles: [String?: FileReference] = [:]
  /// The first list of each role.
  var listPlaces: [String: Location] = [:]
  /// Lists outside roles that no role had yet.
  var lateLists: [(written: String, variable: String, at: Location)] = []
  /// Where each variable of a repository stood last, and the name that it gave.
  var names: [String: (name: String, repository: String, at: Location)] = [:]
  /// The variable of the repository that holds a plugin, by the plugin's name.
  var parents: [String: String] = [:]
  /// What `ignorerequirements` took out of the packages, by the name of the source.
  var dropped: Set<String> = []
  /// Sources that say `ignorerequirements`, in whichever case.
  var ignorable: [String: Location] = [:]
  /// Names of the sources that stand in lists.
  var addresses: Set<String> = []
  /// Every list, as it was read.
  var lists: [List] = []
  var replacements: [(lost: LegacyEntry, by: LegacyEntry)] = []
  var pending: [Pending] = []
  /// Files with a meaning to it: the variables that had one, with the place of the first.
  private(set) var contributing: [(variables: [String], role: String?, at: Location)] = []

  init(isRecording: Bool) {
    self.isRecording = isRecording
  }

  mutating func add(_ about: LegacySubject..., make: @escaping (LegacyComparison) -> Diagnostic?) {
    if isRecording { pending.append((about, make)) }
  }

  mutating func drop(_ package: String) {
    if isRecording { dropped.insert(package) }
  }

  /// What else the file holds may not have been read.
  mutating func aborted(_ finding: Diagnostic) {
    if let place = finding.location { add(.file(place.file)) { _ in finding } } else { add { _ in finding } }
  }

  mutating func group(of role: String, _ variables: LegacyVariables) {
    guard isRecording, let stated = variables.statedGroup else { return }
    groups[role] = (stated.group, stated.location)
  }

  // MARK: Files

  mutating func refused(_ file: LegacyFile, why: String, at place: Location?) {
    // An empty file has nothing to lose.
    guard let place else {
      return add { _ in .legacyUnusedFile(why: why, at: Location(file: file.reference, line: 1, column: 1)) }
    }
    if why == LegacyWords.encrypted {
      return add { _ in .legacySilentFile(why: why, now: LegacyWords.opened, at: place) }
    }
    add { .legacySilentFile(why: why, now: $0.file(file.reference), at: place) }
  }

  mutating func visit(_ file: LegacyFile, _ variables: LegacyVariables) {
    guard isRecording else { return }
    if roleFiles[file.role] == nil { roleFiles[file.role] = file.reference }
    let words: [StaticString] = ["pip_packages", "pip_dependencies", "distro_packages"]
    let meant = variables.entries.filter { entry in
      entry.key.hasSuffix("git_repo") || words.contains { entry.key.holds($0) }
    }
    if let first = meant.first { contributing.append((meant.map(\.written), file.role, first.location)) }
    for entry in variables.entries { visit(entry, variables) }
  }

  private static let pinning: [String] = [
    "_git_install_branch", "_git_project_group", "_git_install_fragments", "_git_package_name",
  ]

  private mutating func visit(_ entry: LegacyVariables.Entry, _ variables: LegacyVariables) {
    if entry.key.hasSuffix("_git_repo_plugins") || entry.key.hasSuffix("_git_fallback_repo") {
      return add(.member(entry.written, entry.value.location)) {
        .legacyUnknownVariable(
          entry.written, now: $0.member(entry.written, at: entry.value.location), at: entry.location)
      }
    }
    guard let suffix = (["_repo_plugins"] + Self.pinning).first(where: { entry.key.hasSuffix($0) }) else { return }
    let repository = String(entry.key.dropLast(suffix.utf8.count) + "_git_repo")
    guard variables.value(of: repository) == nil else { return }
    add(.member(entry.written, entry.value.location)) {
      .legacyDeadOverride(
        entry.written, needs: repository, now: $0.member(entry.written, at: entry.value.location), at: entry.location)
    }
  }

  mutating func requirementFile(_ file: LegacyFile, _ lines: [LegacyRequirementFile.Line], as keys: [LegacyListKey]) {
    guard isRecording else { return }
    guard let first = lines.first else {
      return add { _ in
        .legacyUnusedFile(why: "it has no line", at: Location(file: file.reference, line: 1, column: 1))
      }
    }
    let entries = lines.map { LegacyEntry(text: LegacyText.lowercased($0.word), location: $0.location) }
    for key in keys {
      lists.append(List(key: key, written: key.variable, place: first.location, entries: entries))
    }
    add(.file(file.reference)) { comparison in
      guard !comparison.now.reads(file.reference) else { return nil }
      return .legacyDevelopmentRequirements(of: file.role, entries.map(\.text), at: first.location)
    }
    for line in lines {
      let lower = LegacyText.lowercased(line.word)
      if line.word.hasPrefix("-") || Self.statement(line.whole) != line.word {
        add(.entry(line.location)) {
          .legacyCutLine(line.whole, to: line.word, now: $0.line(line.location, then: lower), at: line.location)
        }
      } else if lower != line.word {
        add(.entry(line.location)) {
          .legacyCase(line.word, lower, now: $0.line(line.location, then: lower), at: line.location)
        }
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
}
