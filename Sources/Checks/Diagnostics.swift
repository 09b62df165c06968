import ConstraintLayers
import Diagnostics
import PythonPackaging
import SourceCatalogue
import TextFiles

/// The wording of every finding of this layer: sources and their addresses.
extension Diagnostic {
  static func unpinnedReference(_ name: String, branch: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .unpinnedReference, "source `\(name)` is taken from the branch `\(branch)` in a release whose sources are pinned",
      at: location, hint: "pin `\(name)_git_install_branch` to a commit beside the other sources")
  }

  static func unpinnedDefaultBranch(_ name: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .unpinnedReference, "source `\(name)` is taken from its default branch in a release whose sources are pinned",
      at: location, hint: "add `@` and a commit to the address")
  }

  static func unreadPin(_ name: String, isPinned: Bool, at location: Location, severity: Severity) -> Diagnostic {
    Diagnostic(
      .unreadPin,
      severity == .warning
        ? "source `\(name)` is \(isPinned ? "pinned" : "defined"), but no role reads it"
        : "source `\(name)` is \(isPinned ? "pinned" : "defined"), but no role among these PATHs reads it",
      at: location,
      hint: severity == .warning
        ? "remove it, or install it by `\(name)_git_repo` and `\(name)_git_install_branch`"
        : isPinned ? "give the roles' folder as a further PATH" : "give the role with its tasks",
      severity: severity)
  }

  /// `isTaken` where the name that is meant is defined too: it cannot be given to a second variable.
  static func nameDrift(
    _ name: String, meant: String, source: String, isTaken: Bool, at location: Location
  ) -> Diagnostic {
    Diagnostic(
      .nameDrift, "`\(name)` is not what source `\(source)` is pinned by, `\(meant)`", at: location,
      hint: isTaken
        ? "`\(meant)` is set as well and is what counts: read that one wherever `\(name)` is read, and remove this"
        : "rename it to `\(meant)`, or pins and overrides do not reach it")
  }

  static func unknownSuffix(
    _ name: String, meant: String?, source: String, known: [String], at location: Location
  ) -> Diagnostic {
    Diagnostic(
      .unknownSuffix, "`\(name)` says nothing about source `\(source)`: no such suffix is known", at: location,
      hint: meant.map { "did you mean `\($0)`?" } ?? "known: \(known.map { "`\($0)`" }.joined(separator: ", "))",
      severity: meant == nil ? .note : nil)
  }

  static func unknownPrefix(_ name: String, prefix: String, meant: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .unknownPrefix, "`\(name)` is of nothing that is called `\(prefix)`", at: location,
      hint: "did you mean `\(meant)`?")
  }

  static func missingTrack(_ name: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .incompleteSource, "source `\(name)` has no tracking branch, unlike the others of this file", at: location,
      hint: "add `\(name)_git_track_branch`; `None` says that no branch is followed")
  }

  static func retypedTrack(_ variable: String, written: String, seen: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .retypedValue, "`\(variable)` is written `\(written)`, but YAML and so Ansible read `\(seen)`", at: location,
      hint: "quote it: '\(written)'")
  }

  static func templateSpacing(_ variable: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .templateSpacing, "a template in `\(variable)` touches its braces", at: location,
      hint: "write `{{ name }}` with a blank on each side")
  }

  static func differingDefinitions(
    _ variable: String, of name: String, _ whose: String, at location: Location, others: [Definition]
  ) -> Diagnostic {
    Diagnostic(
      .differingDefinitions, "`\(variable)` differs \(whose): source `\(name)` shows this one", at: location,
      related: others.map { Related("`\($0.writtenText)` here", at: $0.location) },
      hint: "define it in group_vars, which decides for every role and system")
  }

  static func staleOverride(_ variable: String, at location: Location, other: Location) -> Diagnostic {
    Diagnostic(
      .staleOverride, "the override of `\(variable)` changes nothing", at: location,
      related: [Related("the same value is here", at: other)], hint: "remove it, or it will hold back the next release")
  }

  static func unexplainedReference(_ variable: String, at location: Location, other: Location) -> Diagnostic {
    Diagnostic(
      .unexplainedReference,
      "this asks for an in-line comment at every reference that is no tag, and `\(variable)` has none",
      at: location, related: [Related("`\(variable)` is here", at: other)],
      hint: "remove the rule where commits are the rule, or say why at each of them")
  }

  static func mixedSeries(_ name: String, _ series: String, usual: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .mixedSeries, "source `\(name)` is of the series `\(series)`, the deployment of `\(usual)`", at: location,
      hint: "give its venv constraints of that series, or bring the source to `\(usual)`")
  }
}

// MARK: - Addresses

extension Diagnostic {
  static func emptyPathSegment(_ owner: String, _ url: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .emptyPathSegment, "the address of \(owner) has an empty path segment: `\(URLText.redacted(url))`", at: location,
      hint: "write one slash")
  }

  static func credentialsInURL(_ owner: String, _ url: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .credentialsInURL, "the address of \(owner) holds credentials: `\(URLText.redacted(url))`", at: location,
      hint: "leave them to a git credential helper or an SSH key, and change the ones that were written down")
  }

  static func unsafeTransport(_ owner: String, _ scheme: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .unsafeTransport, "`\(scheme)://` does not protect what \(owner) is made of on its way", at: location,
      hint: "use `https://` or `ssh://`")
  }

  static func transportHelper(_ owner: String, _ helper: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .unsafeTransport, "`\(helper)::` makes git run a program to fetch \(owner)", at: location,
      hint: "use `https://` or `ssh://`", severity: .error)
  }

  static func unusableReference(
    _ name: String, _ what: String, _ value: String, because fault: String, at location: Location
  ) -> Diagnostic {
    Diagnostic(
      .unusableReference, "git knows no \(what) like `\(visible(value))` of source `\(name)`: \(fault)", at: location,
      hint: "`git check-ref-format --branch NAME` says what git takes")
  }

  /// A text whose control characters can be read.
  private static func visible(_ text: String) -> String {
    text.unicodeScalars.map {
      $0.value < 0x20 || $0.value == 0x7F ? "\\u{" + String($0.value, radix: 16) + "}" : String($0)
    }
    .joined()
  }

  static func optionLikeValue(_ name: String, _ what: String, _ value: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .optionLikeValue, "git would take the \(what) of source `\(name)` for an option: `\(URLText.redacted(value))`",
      at: location, hint: "no \(what) begins with `-`")
  }
}

// MARK: - Constraints

extension Diagnostic {
  static func constraintContradiction(
    _ line: ConstraintLine, of layer: String, _ other: ConstraintLine, of otherLayer: String,
    where markers: String, severity: Severity
  ) -> Diagnostic {
    let place = markers.isEmpty ? "" : " where `\(markers)`"
    return Diagnostic(
      .constraintContradiction,
      "layer `\(layer)` wants `\(line.name)\(line.specifiers)`, layer `\(otherLayer)` `\(other.name)\(other.specifiers)`\(place)",
      at: line.location, related: [Related("layer `\(otherLayer)` says it here", at: other.location)],
      hint: "give pip the file that `osa-sources constraints` prints instead of both, or bring the two together",
      severity: severity)
  }
}

// MARK: - Venvs, tasks and inventories

extension Diagnostic {
  static func inlineSource(_ variable: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .inlineSource, "`\(variable)` holds the address of a repository that no variable names", at: location,
      hint: "give it a `*_git_repo` and a `*_git_install_branch`, so that it can be overridden and bumped")
  }

  static func unnamedURL(_ variable: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .unnamedURL, "an address in `\(variable)` does not say which distribution it installs", at: location,
      hint: "write `NAME @ git+https://...`, or `#egg=NAME` at its end")
  }

  static func distributionNameDiffers(
    _ source: String, _ name: String, _ other: String, at location: Location, other place: Location
  ) -> Diagnostic {
    Diagnostic(
      .distributionNameDiffers, "source `\(source)` is called `\(name)` here and `\(other)` elsewhere", at: location,
      related: [Related("`\(other)` is here", at: place)], hint: "use the name that its project file says")
  }

  static func unreadKnob(_ variable: String, role: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .unreadKnob, "`\(variable)` is defined, but nothing in role `\(role)` reads it", at: location,
      hint: "an override of it has no effect: read it where the venv is built, or remove it")
  }

  static func hostInstallation(at location: Location) -> Diagnostic {
    Diagnostic(
      .hostInstallation, "this `pip` task installs into the host's own Python", at: location,
      hint: "give it a `virtualenv`, or install the distribution's package")
  }

  static func buildPackageAtRuntime(
    _ package: String, list: String, at location: Location, severity: Severity
  ) -> Diagnostic {
    Diagnostic(
      .buildPackageAtRuntime, "`\(package)` in `\(list)` is needed to build, not to run", at: location,
      hint: "move it to the list of the build host (`*_devel_distro_packages`)", severity: severity)
  }

  static func emptyGroup(_ group: String, inventory: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .emptyGroup, "group `\(group)` has no hosts in `\(inventory)`", at: location,
      hint: "nothing of it will be installed", severity: .note)
  }

  static func unknownGroup(_ group: String, inventory: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .emptyGroup, "`\(inventory)` has no group `\(group)`", at: location,
      hint: "check the spelling: nothing of it will be installed")
  }
}

// MARK: - What is reported

extension Diagnostic {
  static func invalidSuppression(_ why: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .invalidSuppression, "the suppression counts for nothing: \(why)", at: location,
      hint: "write `# osa-sources: ignore[OSA112] REASON`")
  }

  /// A fault of shape, told of the configuration file.
  static func invalidConfiguration(_ fault: Diagnostic) -> Diagnostic {
    Diagnostic(
      .invalidConfiguration, fault.message, at: fault.location, related: fault.related, hint: fault.hint)
  }

  static func unknownCode(_ code: String, at location: Location) -> Diagnostic {
    let known = DiagnosticCode.allCases.first { $0.name == code }
    return Diagnostic(
      .invalidConfiguration, "there is no code `\(code)`", at: location,
      hint: known.map { "did you mean `\($0.identifier)`?" } ?? "codes are written `OSA112`")
  }
}
