import Diagnostics
import PythonPackaging
import TextFiles

/// Findings about names, groups and addresses that the old lookup read in a way of its own.
extension Diagnostic {
  static func legacyUnusedFile(why: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacyUnusedFile, "the old lookup read this file and used nothing of it: \(why)", at: place,
      hint: LegacyWords.same)
  }

  static func legacyEmptyRole(_ role: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacyUnusedFile, "role `\(role)` was returned with a group and no list, as all of its lists are empty",
      at: place, hint: "now a role without packages is left out")
  }

  static func legacyProprietary(_ variable: String, isKept: Bool, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacyProprietaryList, "`\(variable)` was passed over, as its name says that it is proprietary", at: place,
      hint: LegacyWords.same + (isKept ? "; the catalogue has the list under `proprietary` of its venv" : ""))
  }

  static func legacyMerged(_ name: String, into other: String, now: String, at place: Location) -> Diagnostic {
    Diagnostic(.legacyMergedName, "`\(name)` became `\(other)`, which another place says", at: place, hint: now)
  }

  static func legacyOtherLines(_ name: String, _ lines: [String], now: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacyMergedName,
      lines.isEmpty
        ? "`packages` had nothing of the name `\(name)`"
        : "`packages` had \(LegacyWords.listed(lines)) of the name `\(name)`", at: place, hint: now)
  }

  static func legacyUnbuilt(
    _ name: String, isInList: Bool, now: String, at place: Location
  ) -> Diagnostic {
    Diagnostic(
      .legacyUnbuiltSource,
      isInList
        ? "source `\(name)` stands in a list by its address, so the wheel list did not have it"
        : "source `\(name)` is cloned, but no list that was read has it, so no wheel was built from it",
      at: place, hint: now == LegacyWords.same && !isInList ? now + "; put it into a list to have it built" : now)
  }

  static func legacySplit(_ link: LegacyLink, now: String) -> Diagnostic {
    let (text, url) = (URLText.redacted(link.original), URLText.redacted(link.url))
    return Diagnostic(
      .legacySplitAddress,
      "`\(text)` was taken apart at the wrong place: address `\(url)`, reference `\(link.version)`",
      at: link.location, hint: now)
  }

  static func legacyOpaque(_ text: String, now: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacySplitAddress, "`\(URLText.redacted(text))` was returned as a package of that name, whole", at: place,
      hint: now)
  }

  static func legacyRoleGroup(
    _ role: String, _ group: String, became other: String, now: String, at place: Location
  ) -> Diagnostic {
    Diagnostic(
      .legacyRoleGroup, "role `\(role)` lost its group `\(group)` to `\(other)`: the last file of a role decided",
      at: place, hint: now)
  }

  /// What is returned of a group, where the old lookup had nothing or something else.
  static func legacyOtherGroup(
    _ role: String, _ groups: [String], isStated: Bool, now: String, at place: Location
  ) -> Diagnostic {
    let why = isStated ? "which its own files say" : "as no file of its own says one"
    return Diagnostic(
      .legacyRoleGroup,
      groups.isEmpty
        ? "role `\(role)` was not returned, as none of its files was read"
        : "role `\(role)` had the group \(LegacyWords.listed(groups)), \(why)", at: place, hint: now)
  }

  static func legacyNoRole(at place: Location) -> Diagnostic {
    Diagnostic(
      .legacyRoleGroup, "files of no role left a group under the role `null`", at: place,
      hint: "now only roles have a group")
  }

  static func legacyExtended(_ variable: String, roles: [String], now: String, at place: Location) -> Diagnostic {
    let listed = LegacyWords.listed(roles)
    return Diagnostic(
      .legacyExtendedList, "`\(variable)` was added to the list of the same name of \(listed)", at: place, hint: now)
  }

  static func legacyNotExtended(_ variable: String, roles: [String], now: String, at place: Location) -> Diagnostic {
    let listed = LegacyWords.listed(roles)
    return Diagnostic(
      .legacyExtendedList, "`\(variable)` left the list of \(listed) as it was, since that was read later", at: place,
      hint: now)
  }

  /// A list that counted beside others of its name.
  static func legacyCounted(_ variable: String, _ entries: [String], now: String, at place: Location) -> Diagnostic {
    let listed = entries.isEmpty ? "" : ", with " + LegacyWords.listed(entries)
    return Diagnostic(
      .legacyExtendedList, "`\(variable)` counted, whatever else says that list\(listed)", at: place, hint: now)
  }

  static func legacyOverridingFragment(
    _ variable: String, _ words: [String], now: String, at place: Location
  ) -> Diagnostic {
    Diagnostic(
      .legacyOverridingFragment,
      "\(LegacyWords.listed(words)) in `\(variable)` took the place of what other variables say", at: place,
      hint: now + "; state the name or group by its variable")
  }

  static func legacyRetyped(
    _ variable: String, written: String?, read: String, now: String, at place: Location
  ) -> Diagnostic {
    Diagnostic(
      .legacyRetyped,
      written.map { "`\(variable)` is written `\($0)` and was taken for `\(read)`" }
        ?? "`\(variable)` is no text and was taken for `\(read)`",
      at: place, hint: now + (written == nil ? "" : "; `check` has an error for it: quote the value"))
  }

  static func legacyOddName(_ variable: String, why: String, now: String, at place: Location) -> Diagnostic {
    Diagnostic(.legacyOddName, "`\(variable)` counted, although \(why)", at: place, hint: now)
  }
}
