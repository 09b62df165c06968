import Diagnostics
import PythonPackaging
import TextFiles

/// Findings about names, groups and addresses that the old lookup read in a way of its own.
extension Diagnostic {
  static func legacyUnusedFile(why: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacyUnusedFile, "the old lookup read this file and used nothing of it: \(why)", at: place,
      hint: "now it is not read at all, which gives the same")
  }

  static func legacyEmptyRole(_ role: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacyUnusedFile, "role `\(role)` was returned with a group and no list, as all of its lists are empty",
      at: place,
      hint: "now a role without packages is left out")
  }

  static func legacyProprietary(_ variable: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacyProprietaryList, "`\(variable)` was passed over, as its name says that it is proprietary", at: place,
      hint: "its names are in no wheel list now either; the catalogue has the list under `proprietary` of its venv")
  }

  static func legacyMerged(_ name: String, into other: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacyMergedName, "`\(name)` became `\(other)`, which another place says", at: place,
      hint: "the same now: a name alone takes nothing away from what is said elsewhere")
  }

  static func legacyUnbuilt(_ name: String, isInList: Bool, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacyUnbuiltSource,
      isInList
        ? "source `\(name)` stands in a list by its address, so the wheel list did not have it"
        : "source `\(name)` is cloned, but no list has it, so no wheel was built from it",
      at: place,
      hint: isInList
        ? "now the wheel list has the name of its distribution" : "the same now; put it into a list to have it built")
  }

  static func legacySplit(_ text: String, url: String, version: String, at place: Location) -> Diagnostic {
    let text = URLText.redacted(text)
    return Diagnostic(
      .legacySplitAddress, "`\(text)` was taken apart at the wrong place: address `\(url)`, reference `\(version)`",
      at: place, hint: "now an account in an address is a part of it")
  }

  static func legacyOpaque(_ text: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacySplitAddress, "`\(URLText.redacted(text))` was returned as a package of that name, whole", at: place,
      hint: "now it is a source, and a package under its distribution's name")
  }

  static func legacyRoleGroup(
    _ role: String, _ group: String, became other: String, at place: Location
  ) -> Diagnostic {
    Diagnostic(
      .legacyRoleGroup, "role `\(role)` lost its group `\(group)` to `\(other)`: the last file of a role decided",
      at: place,
      hint: "now a role's group is what its variable says, whichever file that stands in")
  }

  static func legacyExtended(_ variable: String, roles: [String], at place: Location) -> Diagnostic {
    let listed = roles.map { "`\($0)`" }.joined(separator: ", ")
    return Diagnostic(
      .legacyExtendedList, "`\(variable)` was added to the list of the same name of \(listed)", at: place,
      hint: "now it takes the place of the role's list, as in a play")
  }

  static func legacyNotExtended(_ variable: String, roles: [String], at place: Location) -> Diagnostic {
    let listed = roles.map { "`\($0)`" }.joined(separator: ", ")
    return Diagnostic(
      .legacyExtendedList, "`\(variable)` left the list of \(listed) as it was, since that was read later", at: place,
      hint: "now it takes the place of the role's list, as in a play")
  }

  static func legacyOverridingFragment(_ variable: String, _ words: [String], at place: Location) -> Diagnostic {
    let listed = words.map { "`\($0)`" }.joined(separator: ", ")
    return Diagnostic(
      .legacyOverridingFragment, "\(listed) in `\(variable)` took the place of what other variables say", at: place,
      hint: "now fragments are kept in `original` and decide nothing; state the name or group by its variable")
  }

  static func legacyRetyped(_ variable: String, written: String, read: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacyRetyped, "`\(variable)` is written `\(written)` and was taken for `\(read)`", at: place,
      hint: "now the written text is returned, with an error in `check`: quote the value")
  }

  static func legacyOddName(_ variable: String, why: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacyOddName, "`\(variable)` counted, although \(why)", at: place,
      hint: "now only names count that a role or play of openstack-ansible reads")
  }

  static func legacyOddRole(_ role: String, instead of: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacyOddName, "the file counted for role `\(role)`, which is no more than a part of its path", at: place,
      hint: "now it belongs to role `\(of)`")
  }
}
