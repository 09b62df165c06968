import Diagnostics
import TextFiles

/// The wording of every finding about the old lookup.
extension Diagnostic {
  static func legacyAbort(_ what: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacyAbort, "the old lookup ended with an error here: \(what)", at: place,
      hint: "without `legacy_quirks` the value is read as Ansible reads it")
  }

  static func legacySilentFile(_ file: FileReference, why: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacySilentFile, "the old lookup passed over the whole file in silence: \(why)", at: place,
      hint: "now the file is read as Ansible reads it, or the fault is reported")
  }

  /// A variable that the old lookup never asked for.
  static func legacyUnknownVariable(_ variable: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacyDeadOverride, "`\(variable)` had no effect: the old lookup did not know it", at: place,
      hint: "now it is read")
  }

  static func legacyDeadOverride(_ variable: String, needs repository: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacyDeadOverride, "`\(variable)` had no effect: the file does not set `\(repository)` too", at: place,
      hint: "now precedence is decided per variable, so this value counts at its level")
  }

  static func legacyDevelopmentRequirements(
    of role: String?, _ names: [String], at place: Location
  ) -> Diagnostic {
    let listed = names.prefix(6).map { "`\($0)`" }.joined(separator: ", ") + (names.count > 6 ? ", ..." : "")
    let file = role.map { "requirements for developing role `\($0)`" } ?? "requirements that no play installs"
    return Diagnostic(
      .legacyDevelopmentRequirement, "\(file) went into the wheel list: \(listed)", at: place,
      hint: "now only requirements.txt at the top of a PATH and the pins do")
  }

  static func legacyCutLine(_ line: String, to word: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacyCutLine, "the line was cut to its first word `\(word)`", at: place,
      hint: "now the whole requirement is read; options of pip are no packages")
  }

  static func legacyNoList(_ variable: String, _ text: String, pieces: Int, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacyNotAList, "`\(variable)` is a text, which became \(pieces) packages of one character each", at: place,
      hint: "now a value that is no list gives no packages")
  }

  static func legacyDroppedTemplate(_ text: String, of variable: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacyDroppedTemplate, "the entry `\(text)` of `\(variable)` was dropped: it begins like a template", at: place,
      hint: "now it is resolved where the files define its variables, and kept as written where they do not")
  }

  static func legacyKeptTemplate(_ text: String, of variable: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacyKeptTemplate, "`\(variable)` was returned with its template as text: `\(text)`", at: place,
      hint: "now its variables are resolved; ansible-core 2.19 and later never template what a lookup returned")
  }

  static func legacyCase(_ text: String, _ lower: String, at place: Location) -> Diagnostic {
    let isAddress = text.utf8.contains(0x2F)
    return Diagnostic(
      .legacyCaseChange, "`\(text)` was returned as `\(lower)`", at: place,
      hint: isAddress
        ? "now only the name is in lower case; addresses, references and markers stay as they are written"
        : "names stay in lower case, as pip compares them",
      severity: isAddress ? .warning : nil)
  }

  static func legacySpelling(_ text: String, _ now: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacyCaseChange, "`\(text)` was returned as it is written", at: place,
      hint: "now as `\(now)`: without blanks and comments, which told names apart")
  }

  static func legacyLostSpecifier(
    _ lost: String, to other: String, at place: Location, related: Location
  ) -> Diagnostic {
    Diagnostic(
      .legacyLostSpecifier, "`\(lost)` was lost to `\(other)`, which came later", at: place,
      related: [Related("this came later", at: related)], hint: "now every specifier of a name is kept")
  }

  static func legacyFirstSpecifier(_ lost: String, kept: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacyLostSpecifier, "`\(lost)` was lost to `\(kept)`, which comes first in the alphabet", at: place,
      hint: "now every specifier of a name is kept")
  }

  static func legacyLostAlternative(_ lost: String, kept: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacyLostAlternative, "`\(lost)` was lost to `\(kept)`: markers were not told apart", at: place,
      hint: "now there is one line per marker")
  }

  static func legacyOrder(_ lost: String, _ other: String, at place: Location, related: Location) -> Diagnostic {
    Diagnostic(
      .legacyOrderDependence,
      "`\(lost)` was lost to `\(other)`, or the other way round: that depended on the order of files on the disk",
      at: place, related: [Related("the other line", at: related)],
      hint: "now every specifier of a name is kept, and no result depends on that order")
  }

  static func legacyTwins(_ first: String, _ second: String, at place: Location, related: Location) -> Diagnostic {
    Diagnostic(
      .legacyTwins, "`\(first)` and `\(second)` are one name to pip, but were returned as two packages", at: place,
      related: [Related("the first spelling", at: related)], hint: "now they are one (PEP 503)")
  }
}

extension Diagnostic {
  static func legacyShadowed(
    _ name: String, _ variable: String, reference: String?, by known: String?, isOtherRepository: Bool,
    at place: Location, related: Location
  ) -> Diagnostic {
    let other = isOtherRepository ? " of another repository" : ""
    let said = reference.map { " at `\($0)`" } ?? ""
    return Diagnostic(
      .legacyShadowed, "`\(variable)`\(said) was passed over: `\(name)`\(other) was defined before", at: place,
      related: [Related("defined here, at `\(known ?? "master")`", at: related)],
      hint: "the catalogue keeps it as a shadowed definition", severity: isOtherRepository ? .warning : nil)
  }

  static func legacyDefaultBranch(_ name: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacyDefaultReference, "source `\(name)` states no reference, so `master` was taken", at: place,
      hint: "state a reference: the branch `master` floats, or does not exist")
  }

  static func legacyInheritedReference(
    _ name: String, _ reference: String, at place: Location, related: Location
  ) -> Diagnostic {
    Diagnostic(
      .legacyDefaultReference, "source `\(name)` took its reference `\(reference)` from another of that name",
      at: place,
      related: [Related("the other one", at: related)], hint: "now each source has its own variables' values alone")
  }

  static func legacyMoved(
    _ variable: String, _ name: String, beside other: String, at place: Location, related: Location
  ) -> Diagnostic {
    Diagnostic(
      .legacyClash, "`\(variable)` made a second source `\(name)`, and `\(other)` stayed beside it", at: place,
      related: [Related("the definition that it overrides", at: related)], hint: "now it takes the place of the other")
  }

  static func legacyReplaced(_ first: LegacyLink, by second: LegacyLink) -> Diagnostic {
    Diagnostic(
      .legacyClash, "source `\(second.name)` took the place of another of that name", at: second.location,
      related: [Related("the other source", at: first.location)], hint: "now both are sources of the catalogue")
  }

  static func legacyOldParent(_ name: String, at place: Location, related: Location) -> Diagnostic {
    Diagnostic(
      .legacyLostGroup, "plugin `\(name)` kept the repository that its parent had before", at: place,
      related: [Related("the parent's repository", at: related)],
      hint: "now a plugin has the group and the repository of its parent")
  }

  static func legacyLostGroup(_ name: String, at place: Location, related: Location) -> Diagnostic {
    Diagnostic(
      .legacyLostGroup, "source `\(name)` lost its project group here, so every host was taken to need it", at: place,
      related: [Related("the definition that it overrides", at: related)],
      hint: "now each variable is decided by itself, and the group stays")
  }

  static func legacyPluginGroup(_ name: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacyLostGroup, "plugin `\(name)` lost the project group of its repository", at: place,
      hint: "now a plugin has the group and the repository of its parent")
  }

  static func legacyClash(_ first: LegacyLink, _ second: LegacyLink) -> Diagnostic {
    Diagnostic(
      .legacyClash, "two sources are called `\(first.name)`; which one was returned changed from run to run",
      at: second.location, related: [Related("the other source", at: first.location)],
      hint: "now the definition of the higher level is returned")
  }

  static func legacyIgnoredHalf(_ name: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacyIgnoredRequirement,
      "`ignorerequirements` took `\(name)` out of the wheel list, but the constraints tied it to git all the same",
      at: place, hint: "now it is in neither")
  }

  static func legacyStrayFile(at place: Location) -> Diagnostic {
    Diagnostic(
      .legacyStrayFile, "no play reads this file, but the old lookup did", at: place,
      hint: "now only files that a deployment's plays read are used")
  }

  static func legacyUnread(_ what: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacyUnreadSource, "\(what) was invisible to the old lookup, which read no file of this kind",
      at: place, hint: "now group_vars, host_vars and the structured format are read")
  }
}
