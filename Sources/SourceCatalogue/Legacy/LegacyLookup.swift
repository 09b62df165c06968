import Diagnostics
import PythonPackaging
import TextFiles

/// The old lookup as it was executed, rule by rule, with its files in sorted order: what a deployer proves equality
/// with before improving anything. The letters in parentheses name the rules of docs/reference/py_pkgs.md.
///
/// Reads files of its own accord, since it read others than Ansible does; used only where a release is asked for.
package struct LegacyLookup {
  package struct Result {
    package let document: LegacyDocument
    /// What it lost or changed; empty unless recorded.
    let log: LegacyLog
    /// Where it ended with an error: there is no old value then.
    package let failure: Diagnostic?
    package let files: [TextFile]
    /// Those of the files that it did not pass over.
    let seen: Set<FileReference>
  }

  /// The lookup ends with an error.
  struct Abort: Error {
    let diagnostic: Diagnostic
  }

  let release: LegacyRelease
  var log: LegacyLog
  let interner = LegacyInterner()
  /// What each name of a source was last defined as, over all terms.
  var gitDefaults: [String: LegacyGitData] = [:]
  var roleRequirements = LegacyRoleIndex()
  var rolePackages = LegacyRoleIndex()
  var requirementFiles = LegacyRoleIndex()
  var distroPackages: [String: LegacyDocument.DistroLists] = [:]
  var projectGroups: [String: LegacyGroup] = [:]
  /// The global set, by text.
  var packages: [String: Location] = [:]
  var remotes = LegacyRemotes()
  /// By lower-cased name (G7).
  var parts: [String: LegacyLink] = [:]
  /// The current term's own lists.
  var found = LegacyPackageList()
  var links: [(text: String, location: Location, variable: String)] = []
  private var failure: Diagnostic?

  private init(release: LegacyRelease, isRecording: Bool) {
    self.release = release
    log = LegacyLog(isRecording: isRecording)
  }

  /// With `isRecording` the run goes on behind what ended the old lookup, to find everything.
  package static func run(paths: [String], release: LegacyRelease, isRecording: Bool = false) -> Result {
    var lookup = LegacyLookup(release: release, isRecording: isRecording)
    var (texts, seen) = ([TextFile](), Set<FileReference>())
    do throws(Abort) {
      for files in LegacyFiles.read(paths, release) {
        texts += files.texts
        if isRecording { seen.formUnion((files.variables + files.requirements).filter(\.isUsed).map(\.reference)) }
        try lookup.read(files)
      }
    } catch {
      lookup.failure = error.diagnostic
    }
    let document = lookup.finish()
    return Result(
      document: document, log: lookup.log, failure: lookup.failure, files: texts, seen: seen)
  }

  // MARK: One term

  private mutating func read(_ files: LegacyFiles) throws(Abort) {
    found = LegacyPackageList()
    links = []
    for file in files.variables {
      try attempt { (lookup: inout LegacyLookup) throws(Abort) in try lookup.readVariables(file) }
    }
    for file in files.requirements {
      try attempt { (lookup: inout LegacyLookup) throws(Abort) in try lookup.readRequirements(file) }
    }
    let texts = found.items.map { (text: interner.texts[$0.id], location: $0.location) }
    for (text, place) in texts {
      try attempt { (lookup: inout LegacyLookup) throws(Abort) in try lookup.sort(text, at: place) }
    }
    for (text, place, variable) in links {
      try attempt { (lookup: inout LegacyLookup) throws(Abort) in
        try lookup.sort(text, at: place, variable: variable)
      }
    }
    // Of two of one name the first stays, as the old lookup's did on the one tree that is known to have two.
    for link in remotes.links.reversed() {
      if let other = parts[link.name], other.eggName != link.eggName { log.clash(other, link) }
      parts[link.name] = link
    }
  }

  private mutating func attempt(_ work: (inout LegacyLookup) throws(Abort) -> Void) throws(Abort) {
    do throws(Abort) {
      try work(&self)
    } catch {
      guard log.isRecording else { throw error }
      if failure == nil { failure = error.diagnostic }
      log.aborted(error.diagnostic)
    }
  }

  private mutating func readVariables(_ file: LegacyFile) throws(Abort) {
    switch file.content {
    case .requirements: return
    case .unreadable(let failure): throw Abort(diagnostic: .unreadable(file.reference, failure))
    case .refused(let why, let place): return log.refused(file, why: why, at: place)
    case .variables(let variables):
      if let odd = variables.odd {
        throw Abort(diagnostic: .legacyAbort("the key `\(odd.text)` is no text", at: odd.location))
      }
      let role = file.role
      let group = variables.projectGroup
      if let role { projectGroups[role] = group }
      if role == nil && release.recordsNoRole { projectGroups["null"] = group }
      log.visit(file, variables)
      if let role { log.group(of: role, variables) }
      for entry in variables.entries {
        if entry.key.hasSuffix("git_repo") { try readSource(entry, in: variables, of: file) }
        if Self.holds(entry.key, Self.pipWords) {
          try readPipList(entry, entry.value, role: role, group: group)
        }
        if release.readsDistroLists && Self.holds(entry.key, Self.distroWords) {
          try readDistroList(entry, entry.value, role: role, group: group, stem: file.stem)
        }
      }
    }
  }

  private static let pipWords: [StaticString] = [
    "service_pip_dependencies", "pip_common_packages", "pip_container_packages", "pip_packages",
  ]
  private static let distroWords: [StaticString] = ["distro_packages", "apt_packages", "yum_packages"]

  private static func holds(_ key: String, _ words: [StaticString]) -> Bool { words.contains { key.holds($0) } }

  // MARK: Lists

  private mutating func readPipList(
    _ entry: LegacyVariables.Entry, _ value: VariableValue, role: String?, group: LegacyGroup
  ) throws(Abort) {
    guard !entry.key.holds("proprietary") else { return log.proprietary(entry) }
    let entries = try texts(of: value, variable: entry)
    let key = LegacyListKey(kind: .pip, role: role ?? "", variable: entry.key)
    log.list(entry, entries, as: key)
    log.listName(entry, as: key)
    index(entries, variable: entry.key, role: role, group: group, into: \.roleRequirements)
    if role ?? "" == "" {
      log.outsideRoles(
        entry, of: roleRequirements.roles.filter { $0.value.lists[entry.key] != nil }.keys.inByteOrder())
    }
    guard !entry.key.holds("optional") else { return }
    index(entries, variable: entry.key, role: role, group: group, into: \.rolePackages)
  }

  /// What iterating over a YAML value gave: a text its characters, a mapping its keys (V8, V9).
  private func texts(
    of value: VariableValue, variable: LegacyVariables.Entry
  ) throws(Abort) -> [(text: String, location: Location)] {
    switch value.content {
    case .list(let entries):
      var texts: [(text: String, location: Location)] = []
      for entry in entries {
        guard case .string(let text) = entry.content else {
          throw Abort(
            diagnostic: .legacyAbort("an entry of `\(variable.written)` is \(entry.kindName)", at: entry.location))
        }
        texts.append((text, entry.location))
      }
      return texts
    case .string(let text): return text.unicodeScalars.map { (String($0), value.location) }
    case .mapping(let entries): return entries.map { ($0.key, $0.keyLocation) }
    case .null, .bool, .scalar, .opaque:
      throw Abort(diagnostic: .legacyAbort("`\(variable.written)` is \(value.kindName)", at: value.location))
    }
  }

  /// Every list goes to the term's packages; to its role, or where there is none to every role that has the variable
  /// already (V11, V12).
  private mutating func index(
    _ entries: [(text: String, location: Location)], variable: String, role: String?, group: LegacyGroup,
    into path: WritableKeyPath<LegacyLookup, LegacyRoleIndex>
  ) {
    log.replaced(found.extend(entries, interner, isRecording: log.isRecording), interner)
    if let role, !role.isEmpty {
      self[keyPath: path].add(entries.map(\.text), to: variable, of: role, group: group)
    } else {
      self[keyPath: path].extend(entries, variable: variable, interner)
    }
  }

  private mutating func readDistroList(
    _ entry: LegacyVariables.Entry, _ value: VariableValue, role: String?, group: LegacyGroup, stem: String
  ) throws(Abort) {
    // Without a role no such list is looked at, whatever it holds.
    guard !entry.key.holds("proprietary"), let role, !role.isEmpty else { return }
    let entries = try texts(of: value, variable: entry)
    let key = LegacyListKey(kind: .distribution(stem: stem), role: role, variable: entry.key)
    log.list(entry, entries, as: key)
    log.listName(entry, as: key)
    let known = distroPackages[role]?.files[stem]?[entry.key] ?? []
    let texts = Set(merged(entries, into: known, at: value.location)).inByteOrder()
    distroPackages[role, default: .init()].projectGroup = group
    distroPackages[role, default: .init()].files[stem, default: [:]][entry.key] = texts
  }

  private func merged(
    _ entries: [(text: String, location: Location)], into known: [String], at place: Location
  ) -> [String] {
    // Nothing there that an entry could push out, as for nearly every list.
    guard !known.isEmpty else { return LegacyPackageList.kept(entries).map { LegacyText.lowercased($0.text) } }
    var list = LegacyPackageList()
    list.items = known.map { LegacyPackageList.Item(id: interner.id(of: $0), location: place, interner) }
    _ = list.extend(entries, interner, isRecording: false)
    return list.items.map { interner.texts[$0.id] }
  }

  private mutating func readRequirements(_ file: LegacyFile) throws(Abort) {
    switch file.content {
    case .variables, .refused: return
    case .unreadable(let failure): throw Abort(diagnostic: .unreadable(file.reference, failure))
    case .requirements(let read):
      if let fault = read.fault { throw Abort(diagnostic: fault) }
      guard !file.path.hasSuffix("test-requirements.txt") else { return log.discarded(file, read.lines) }
      let entries = read.lines.map { (text: LegacyText.lowercased($0.word), location: $0.location) }
      var keys = [LegacyListKey(kind: .file, role: file.role ?? "default", variable: "txt_file_packages")]
      if file.path.hasSuffix("global-requirement-pins.txt") {
        keys.insert(LegacyListKey(kind: .file, role: "global_pins", variable: "pinned_packages"), at: 0)
      }
      log.requirementFile(file, read.lines, as: keys)
      for key in keys {
        index(entries, variable: key.variable, role: key.role, group: .all, into: \.requirementFiles)
      }
    }
  }
}
