import Diagnostics
import PythonPackaging
import TextFiles

/// Lists and their entries as the old lookup read them.
extension LegacyLog {
  mutating func list(
    _ variable: LegacyVariables.Entry, _ texts: [(text: String, location: Location)], as key: LegacyListKey
  ) {
    guard isRecording else { return }
    let (value, written) = (variable.value, variable.written)
    let entries = LegacyPackageList.kept(texts).map {
      LegacyEntry(text: LegacyText.lowercased($0.text), location: $0.location)
    }
    lists.append(List(key: key, written: written, place: variable.location, entries: entries))
    guard value.list != nil else {
      let pieces = Set(entries.map(\.text)).count
      guard pieces > 0 else { return }
      let kind = value.kindName
      return add(.list(key)) {
        .legacyNoList(
          written, kind: kind, pieces: pieces, now: $0.list(key, of: written, definition: value.location),
          at: value.location)
      }
    }
    for (text, place) in texts { entry(text, of: variable, as: key, at: place) }
  }

  private mutating func entry(
    _ text: String, of variable: LegacyVariables.Entry, as key: LegacyListKey, at place: Location
  ) {
    let (lower, isPip) = (LegacyText.lowercased(text), key.kind == .pip)
    let (written, definition) = (variable.written, variable.value.location)
    let role = key.role.isEmpty ? nil : key.role
    let isOpaque = isPip && Self.isOpaque(text)
    let then = text.hasPrefix("{{") ? nil : lower
    let subject = isPip && text.holds("://") ? LegacySubject.address(place) : .entry(place)
    func add(_ finding: @escaping (String) -> Diagnostic) {
      self.add(.entry(place), subject) {
        finding($0.entry(place, of: written, role: role, then: then, definition: definition))
      }
    }
    if text.hasPrefix("{{") {
      add { .legacyDroppedTemplate(text, of: written, now: $0, at: place) }
    } else if Template.mayHoldTemplate(text) {
      add { .legacyKeptTemplate(text, of: written, now: $0, at: place) }
    } else if isOpaque {
      add { .legacyOpaque(text, now: $0, at: place) }
    } else if lower != text {
      add { .legacyCase(text, lower, now: $0, at: place) }
    } else if isPip, LegacyRequirement(text).spelling != text {
      add { .legacySpelling(text, now: $0, at: place) }
    }
  }

  /// An address without an `@` behind `git+` or `http`, or behind a name.
  private static func isOpaque(_ text: String) -> Bool {
    guard text.holds("://") else { return false }
    return !(["http:", "https:", "git+"].contains(where: text.hasPrefix) && text.utf8.contains(0x40))
  }

  /// A name that counts as a list's for the letters in it alone.
  mutating func listName(_ entry: LegacyVariables.Entry, as key: LegacyListKey) {
    guard isRecording else { return }
    let role = key.role
    if !role.isEmpty, entry.value.list?.isEmpty == true, listPlaces[role] == nil { listPlaces[role] = entry.location }
    guard !LegacyPresent.isList(entry.written, in: key) else { return }
    let isUpper = entry.key != entry.written && LegacyPresent.isList(entry.key, in: key)
    add(.list(key)) {
      .legacyOddName(
        entry.written, why: isUpper ? "its name is no list's in upper case" : "its name is no list's, only holds one",
        now: $0.list(key, of: entry.written, definition: entry.value.location), at: entry.location)
    }
  }

  mutating func outsideRoles(_ entry: LegacyVariables.Entry, of roles: [String]) {
    guard isRecording else { return }
    guard !roles.isEmpty else { return lateLists.append((entry.written, entry.key, entry.location)) }
    extended(entry.written, entry.key, of: roles, at: entry.location) {
      .legacyExtended($0, roles: roles, now: $1, at: $2)
    }
  }

  /// A list outside roles beside the lists of roles that have the same name.
  mutating func extended(
    _ written: String, _ variable: String, of roles: [String], at place: Location,
    _ finding: @escaping (String, String, Location) -> Diagnostic
  ) {
    let keys = roles.map { LegacyListKey(kind: .pip, role: $0, variable: variable) }
    guard isRecording, let first = keys.first else { return }
    pending.append(
      (keys.map(LegacySubject.list), { finding(written, $0.list(first, of: written, definition: place), place) }))
  }

  mutating func replaced(_ new: [LegacyPackageList.Replacement], _ interner: LegacyInterner) {
    guard isRecording else { return }
    for one in new {
      let (lost, by) = (interner.texts[one.lost.id], LegacyText.lowercased(interner.texts[one.by.id]))
      guard lost != by else { continue }
      replacements.append(
        (LegacyEntry(text: lost, location: one.lost.location), LegacyEntry(text: by, location: one.by.location)))
    }
  }

  mutating func collapsed(_ text: String, kept: String, isAlternative: Bool, at place: Location) {
    add(.named(text)) {
      isAlternative
        ? .legacyLostAlternative(text, kept: kept, now: $0.package(text), at: place)
        : .legacyFirstSpecifier(text, kept: kept, now: $0.package(text), at: place)
    }
  }

  mutating func merged(_ name: String, into other: String, at place: Location) {
    add(.named(name)) { .legacyMerged(name, into: other, now: $0.package(name), at: place) }
  }

  mutating func proprietary(_ entry: LegacyVariables.Entry) {
    add {
      .legacyProprietary(
        entry.written, isKept: $0.now.isProprietary(entry.written) && $0.now.reads(entry.location.file),
        at: entry.location)
    }
  }

  mutating func discarded(_ file: LegacyFile, _ lines: [LegacyRequirementFile.Line]) {
    let place = lines.first?.location ?? Location(file: file.reference, line: 1, column: 1)
    add { _ in .legacyUnusedFile(why: "its \(lines.count) lines are test requirements", at: place) }
  }
}
