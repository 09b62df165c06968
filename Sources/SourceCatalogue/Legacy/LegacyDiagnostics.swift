import Diagnostics
import PythonPackaging
import TextFiles

/// The wording of every finding about the old lookup.
extension Diagnostic {
  static func legacyAbort(_ what: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacyAbort, "the old lookup ended with an error here: \(what)", at: place,
      hint: "without `legacy_quirks` the value is read as Ansible reads it")
  }

  static func legacySilentFile(why: String, now: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacySilentFile, "the old lookup passed over the whole file in silence: \(why)", at: place, hint: now)
  }

  /// A variable that the old lookup never asked for.
  static func legacyUnknownVariable(_ variable: String, now: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacyDeadOverride, "`\(variable)` had no effect: the old lookup did not know it", at: place, hint: now)
  }

  static func legacyDeadOverride(
    _ variable: String, needs repository: String, now: String, at place: Location
  ) -> Diagnostic {
    Diagnostic(
      .legacyDeadOverride, "`\(variable)` had no effect: the file does not set `\(repository)` too", at: place,
      hint: now)
  }

  static func legacyDevelopmentRequirements(
    of role: String?, _ names: [String], at place: Location
  ) -> Diagnostic {
    let file = role.map { "requirements for developing role `\($0)`" } ?? "requirements that no play installs"
    return Diagnostic(
      .legacyDevelopmentRequirement, "\(file) went into the wheel list: \(LegacyWords.listed(names))", at: place,
      hint: "now the file is not read: only requirements.txt at the top of a PATH and the pins are")
  }

  static func legacyCutLine(_ line: String, to word: String, now: String, at place: Location) -> Diagnostic {
    Diagnostic(.legacyCutLine, "the line was cut to its first word `\(word)`", at: place, hint: now)
  }

  static func legacyNoList(
    _ variable: String, kind: String, pieces: Int, now: String, at place: Location
  ) -> Diagnostic {
    let what = kind == "a string" ? "of one character each" : "by its keys"
    return Diagnostic(
      .legacyNotAList, "`\(variable)` is \(kind), which became \(pieces) packages \(what)", at: place, hint: now)
  }

  static func legacyDroppedTemplate(
    _ text: String, of variable: String, now: String, at place: Location
  ) -> Diagnostic {
    Diagnostic(
      .legacyDroppedTemplate, "the entry `\(text)` of `\(variable)` was dropped: it begins like a template", at: place,
      hint: now)
  }

  static func legacyKeptTemplate(_ text: String, of variable: String, now: String, at place: Location) -> Diagnostic {
    let text = URLText.redacted(text)
    return Diagnostic(
      .legacyKeptTemplate, "`\(variable)` was returned with its template as text: `\(text)`", at: place,
      hint: now + "; ansible-core 2.19 and later never template what a lookup returned")
  }

  static func legacyCase(_ text: String, _ lower: String, now: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacyCaseChange, "`\(URLText.redacted(text))` was returned as `\(URLText.redacted(lower))`", at: place,
      hint: now, severity: now == LegacyWords.same ? nil : .warning)
  }

  static func legacySpelling(_ text: String, now: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacyCaseChange, "`\(URLText.redacted(text))` was returned as it is written", at: place, hint: now)
  }

  static func legacyLostSpecifier(_ lost: LegacyEntry, to other: LegacyEntry, now: String) -> Diagnostic {
    Diagnostic(
      .legacyLostSpecifier, "`\(lost.text)` was lost to `\(other.text)`, which came later", at: lost.location,
      related: [Related("this came later", at: other.location)], hint: now)
  }

  static func legacyFirstSpecifier(_ lost: String, kept: String, now: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacyLostSpecifier, "`\(lost)` was lost to `\(kept)`, which comes first in the alphabet", at: place, hint: now)
  }

  static func legacyLostAlternative(_ lost: String, kept: String, now: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacyLostAlternative, "`\(lost)` was lost to `\(kept)`: markers were not told apart", at: place, hint: now)
  }

  static func legacyOrder(_ lost: LegacyEntry, _ other: LegacyEntry, now: String) -> Diagnostic {
    Diagnostic(
      .legacyOrderDependence,
      "`\(lost.text)` was lost to `\(other.text)`, or the other way round: that depended on the order of files on the "
        + "disk",
      at: lost.location, related: [Related("the other line", at: other.location)],
      hint: now + ", whatever the order")
  }

  static func legacyTwins(_ first: LegacyEntry, _ second: LegacyEntry, now: String) -> Diagnostic {
    Diagnostic(
      .legacyTwins, "`\(first.text)` and `\(second.text)` are one name to pip, but were returned as two packages",
      at: second.location, related: [Related("the first spelling", at: first.location)], hint: now)
  }
}

extension Diagnostic {
  static func legacyShadowed(
    _ name: String, _ variable: String, reference: String?, by known: String?, isOtherRepository: Bool, isKept: Bool,
    now: String, at place: Location, related: Location
  ) -> Diagnostic {
    let other = isOtherRepository ? " of another repository" : ""
    let said = reference.map { " at `\($0)`" } ?? ""
    return Diagnostic(
      .legacyShadowed, "`\(variable)`\(said) was passed over: `\(name)`\(other) was defined before", at: place,
      related: [Related("defined here, at `\(known ?? "master")`", at: related)],
      hint: now + (isKept ? "; the catalogue keeps it as a shadowed definition" : ""),
      severity: isOtherRepository || now != LegacyWords.same ? .warning : nil)
  }

  static func legacyDefaultBranch(_ name: String, now: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacyDefaultReference, "source `\(name)` states no reference, so `master` was taken", at: place,
      hint: now == LegacyWords.same
        ? now + "; state a reference: the branch `master` floats, or does not exist" : now)
  }

  static func legacyInheritedReference(
    _ name: String, _ reference: String, now: String, at place: Location, related: Location
  ) -> Diagnostic {
    Diagnostic(
      .legacyDefaultReference, "source `\(name)` took its reference `\(reference)` from another of that name",
      at: place, related: [Related("the other one", at: related)], hint: now)
  }

  static func legacyMoved(
    _ variable: String, _ name: String, beside other: String, now: String, at place: Location, related: Location
  ) -> Diagnostic {
    Diagnostic(
      .legacyClash, "`\(variable)` made a second source `\(name)`, and `\(other)` stayed beside it", at: place,
      related: [Related("the other definition", at: related)], hint: now)
  }

  static func legacyReplaced(_ first: LegacyLink, by second: LegacyLink, now: String) -> Diagnostic {
    Diagnostic(
      .legacyClash, "source `\(second.name)` took the place of another of that name", at: second.location,
      related: [Related("the other source", at: first.location)], hint: now)
  }

  /// A source that is returned otherwise, where neither lookup saw two of them.
  static func legacyOtherSource(_ name: String, _ old: LegacyLink?, now: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacyClash,
      old.map { "source `\(name)` was returned as `\(URLText.redacted($0.original))`" }
        ?? "no source `\(name)` was returned", at: place, hint: now)
  }

  static func legacyOldParent(_ name: String, now: String, at place: Location, related: Location) -> Diagnostic {
    Diagnostic(
      .legacyLostGroup, "plugin `\(name)` kept the repository that its parent had before", at: place,
      related: [Related("the parent's repository", at: related)], hint: now)
  }

  static func legacyLostGroup(_ name: String, now: String, at place: Location, related: Location) -> Diagnostic {
    Diagnostic(
      .legacyLostGroup, "source `\(name)` lost its project group here, so every host was taken to need it", at: place,
      related: [Related("the definition that it overrides", at: related)], hint: now)
  }

  static func legacyPluginGroup(_ name: String, now: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacyLostGroup, "plugin `\(name)` lost the project group of its repository", at: place, hint: now)
  }

  static func legacyClash(_ first: LegacyLink, _ second: LegacyLink, now: String) -> Diagnostic {
    Diagnostic(
      .legacyClash, "two sources are called `\(first.name)`; which one was returned changed from run to run",
      at: second.location, related: [Related("the other source", at: first.location)], hint: now)
  }

  /// `isDropped`: out of the wheel list; `isConstrained`: tied to git by the constraints all the same.
  static func legacyIgnored(
    _ name: String, lines: [String], isDropped: Bool, isConstrained: Bool, now: String, at place: Location
  ) -> Diagnostic {
    let wheels =
      lines.isEmpty
      ? (isDropped ? "`ignorerequirements` took `\(name)` out of the wheel list" : "no list has `\(name)`")
      : "the wheel list had \(LegacyWords.listed(lines)) in spite of `ignorerequirements`"
    let constraints =
      !isConstrained
      ? ""
      : (lines.isEmpty ? ", but" : ", and") + " the constraints tied it to git"
        + (lines.isEmpty ? " all the same" : "")
    return Diagnostic(.legacyIgnoredRequirement, wheels + constraints, at: place, hint: now)
  }

  /// `role`: the one that only such files made; `sources`: those that the result had from this one.
  static func legacyStrayFile(
    _ variables: [String], role: String?, sources: [String], at place: Location
  ) -> Diagnostic {
    let owner = role.map { " for a role `\($0)`" } ?? ""
    let made = sources.isEmpty ? "" : " and made " + LegacyWords.listed(sources)
    return Diagnostic(
      .legacyStrayFile, "no play reads this file, but \(LegacyWords.listed(variables)) of it counted" + owner + made,
      at: place,
      hint: "now nothing is returned of it: only files that a deployment's plays read are used")
  }

  static func legacyStrayRole(_ role: String, isRead: Bool, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacyStrayFile, "the file made a role `\(role)` of its path", at: place,
      hint: "now no role of that name is returned" + (isRead ? "" : ": " + LegacyWords.unread))
  }

  static func legacyNoDistributions(_ role: String, _ variables: [String], at place: Location) -> Diagnostic {
    Diagnostic(
      .legacyUnreadSource, "packages of distributions of role `\(role)` were not returned: this release indexed none",
      at: place, hint: "now `role_distro_packages` has \(LegacyWords.listed(variables)) of it")
  }

  static func legacyUnread(_ what: String, now: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .legacyUnreadSource, "\(what) was invisible to the old lookup, which did not read it here", at: place, hint: now)
  }
}
