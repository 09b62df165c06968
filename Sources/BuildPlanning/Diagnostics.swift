import Diagnostics
import PythonPackaging
import SourceCatalogue
import TextFiles

/// The wording of every finding of this layer.
extension Diagnostic {
  static func notObtainable(_ name: String, missing: String, at location: Location?) -> Diagnostic {
    Diagnostic(
      .unplannableSource, "source `\(name)` cannot be fetched: it has no \(missing)", at: location,
      hint: "define the \(missing), or leave the source out of what the venv installs")
  }

  static func unresolvedStep(_ name: String, variable: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .unplannableSource, "source `\(name)` cannot be fetched: `\(variable)` still holds a variable", at: location,
      hint: "give the variable with `--set NAME=VALUE`")
  }

  static func switchedOff(_ name: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .unplannableSource, "source `\(name)` cannot be fetched: it is switched off", at: location,
      hint: "take `enabled: false` away")
  }

  static func releaseOfIndex(_ name: String, at location: Location?) -> Diagnostic {
    Diagnostic(
      .unplannableSource, "source `\(name)` cannot be fetched: it is a release, which pip takes from the index",
      at: location)
  }

  /// Nothing is missing: it is there.
  static func folderOfMachine(_ name: String, at location: Location?) -> Diagnostic {
    Diagnostic(
      .unplannableSource, "source `\(name)` is a folder of this machine: there is nothing to fetch", at: location,
      severity: .note)
  }

  static func floatingStep(_ name: String, _ reference: Reference, at location: Location) -> Diagnostic {
    Diagnostic(
      .floatingStep,
      "the \(reference.kind.rawValue) `\(reference.value)` of `\(name)` decides no content: the digest stays when it moves",
      at: location, hint: "pin a commit, or give the one that was fetched with `--commit \(name)=SHA`")
  }

  static func noArchive(_ name: String, architecture: String, at location: Location?) -> Diagnostic {
    Diagnostic(
      .missingArchive, "source `\(name)` has no archive for `\(architecture)`", at: location,
      hint: "add one for the architecture, or one called `any`")
  }

  static func uncheckedArchive(_ name: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .uncheckedArchive, "the archive of `\(name)` has no sha256", at: location,
      hint: "without it nobody notices when the server gives another file")
  }

  static func missingFolder(_ path: String, of name: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .missingFolder, "the folder `\(path)` of `\(name)` does not exist", at: location,
      hint: path.utf8.first == 0x2F ? nil : "a relative path begins at the file that names it")
  }

  static func unreadablePatch(_ patch: String, of name: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .unreadablePatch, "the patch `\(patch)` of `\(name)` cannot be read", at: location,
      hint: "patch files stand beside the file that names them")
  }
}

extension Diagnostic {
  static func unknownService(_ name: String, known: [String]) -> Diagnostic {
    Diagnostic(
      .unknownSelection, "no venv is called `\(name)`", at: nil,
      hint: Spelling.suggestion(for: name, among: known).map { "did you mean `\($0)`?" }
        ?? "known: \(known.map { "`\($0)`" }.joined(separator: ", "))")
  }

  static func unknownOptionalSet(_ name: String, known: [String]) -> Diagnostic {
    let names = known + known.compactMap { $0.split(separator: ".").last.map(String.init) }
    return Diagnostic(
      .unknownOptionalSet, "no selected venv has an optional set `\(name)`", at: nil,
      hint: Spelling.suggestion(for: name, among: names).map { "did you mean `\($0)`?" }
        ?? (known.isEmpty ? nil : "known: \(known.map { "`\($0)`" }.joined(separator: ", "))"))
  }
}

extension Diagnostic {
  static func venvOfNoGroup(_ name: String, at location: Location?) -> Diagnostic {
    Diagnostic(
      .venvOfNoGroup, "the venv `\(name)` is left out: nobody says which groups get it", at: location,
      hint: "name them, or plan it with `--service \(name)`")
  }

  static func unknownHost(_ name: String, in inventory: Inventory) -> Diagnostic {
    Diagnostic(
      .unknownSelection, "`\(inventory.file.displayPath)` has no host `\(name)`", at: nil,
      hint: Spelling.suggestion(for: name, among: inventory.hostNames).map { "did you mean `\($0)`?" })
  }

  static func unknownGroup(_ name: String, in inventory: Inventory) -> Diagnostic {
    Diagnostic(
      .unknownSelection, "`\(inventory.file.displayPath)` has no group `\(name)`", at: nil,
      hint: Spelling.suggestion(for: name, among: inventory.groupNames).map { "did you mean `\($0)`?" })
  }

  static func unknownGroup(_ name: String, known: [String]) -> Diagnostic {
    Diagnostic(
      .unknownSelection, "no venv or source is of the group `\(name)`", at: nil,
      hint: Spelling.suggestion(for: name, among: known).map { "did you mean `\($0)`?" }
        ?? "name a group that something is installed for, or give the inventory with `--inventory FILE`")
  }

  static func hostWithoutInventory(_ name: String) -> Diagnostic {
    Diagnostic(
      .unknownSelection, "nobody says which groups the host `\(name)` is in", at: nil,
      hint: "give the inventory with `--inventory FILE`")
  }

  static func scopedSource(_ name: String, _ scope: Source.Scope) -> Diagnostic {
    let whose = scope.group.map { "group `\($0)`" } ?? "host `\(scope.host ?? "")`"
    let place = scope.reference?.origin.location ?? scope.repository?.origin.location
    return Diagnostic(
      .scopedSource, "\(whose) sees another definition of `\(name)` than the plan", at: place,
      hint: "plan it with `--group` or with `--host` and `--inventory`")
  }
}

extension Diagnostic {
  /// `parts` are the hosts by the definition that they see, the most hosts first.
  static func dividedSource(_ name: String, _ parts: [(source: Source, hosts: [String])]) -> Diagnostic {
    func origin(_ source: Source) -> Origin? { source.reference?.origin ?? source.repository?.origin }
    func listed(_ hosts: [String]) -> String {
      hosts.prefix(3).joined(separator: ", ") + (hosts.count > 3 ? " and \(hosts.count - 3) more" : "")
    }
    let related = parts.compactMap { part in
      origin(part.source).map {
        Related("\(listed(part.hosts)): `\(part.source.reference?.value.value ?? "")`", at: $0.location)
      }
    }
    return Diagnostic(
      .dividedSource, "the hosts of the plan see \(parts.count) different definitions of `\(name)`",
      at: parts.last.flatMap { origin($0.source)?.location }, related: related,
      hint: "plan them apart: `--host` or `--group` for each")
  }

  static func commitOfNoSource(_ name: String, known: [String]) -> Diagnostic {
    Diagnostic(
      .unusableCommit, "a commit is given for `\(name)`, and no source is called so", at: nil,
      hint: Spelling.suggestion(for: name, among: known).map { "did you mean `\($0)`?" })
  }

  static func commitOfAlias(_ name: String, of original: String) -> Diagnostic {
    Diagnostic(
      .unusableCommit, "a commit is given for `\(name)`, which is another name of `\(original)`", at: nil,
      hint: "give it with `--commit \(original)=SHA`")
  }

  static func commitOfNoRepository(_ name: String) -> Diagnostic {
    Diagnostic(
      .unusableCommit, "a commit is given for `\(name)`, which is no git source", at: nil,
      hint: "leave the commit out")
  }

  static func commitBesidePin(_ name: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .unusableCommit, "a commit is given for `\(name)`, which is pinned to another one", at: location,
      hint: "change the pin, or leave the commit out")
  }
}

extension Diagnostic {
  static func partlyResolved(_ requirement: VenvStep.Requirement, of venv: String) -> Diagnostic {
    let parts = requirement.leftOut.map { "`\(URLText.redacted($0.value))`" }
    return Diagnostic(
      .partlyResolvedRequirement,
      "the venv `\(venv)` installs `\(requirement.argument)` without what cannot be resolved: "
        + parts.joined(separator: ", "), at: requirement.origin.location,
      related: requirement.leftOut.filter { $0.origin.location != requirement.origin.location }
        .map { Related("not resolved here", at: $0.origin.location) },
      hint: "give the variables with `--set NAME=VALUE`, or the extras in the structured format")
  }
}

extension Diagnostic {
  static func undecidedSet(_ set: String, of venv: Venv, files: [String]) -> Diagnostic {
    let entry = venv.optional[set]?.first { $0.alternative.map(files.contains) ?? false }
    return Diagnostic(
      .undecidedSet,
      "the optional set `\(venv.name).\(set)` stands in files of which a play loads one: none of them is planned",
      at: entry?.text.origin.location,
      hint: "choose one: " + files.map { "`--optional \(venv.name).\(set).\($0)`" }.joined(separator: ", "))
  }
}

extension Diagnostic {
  static func unresolvedPackage(_ package: Located<String>, of venv: String) -> Diagnostic {
    Diagnostic(
      .unresolvedPackage,
      "the venv `\(venv)` is planned without a package that only a host can name: `\(URLText.redacted(package.value))`",
      at: package.origin.location,
      hint: "it is among the unresolved ones of the step: Ansible evaluates it on each host")
  }
}

extension Diagnostic {
  static func unreadablePipArguments(_ venv: String, because reason: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .unreadablePipArguments, "the options for pip of the venv `\(venv)` cannot be read: the line \(reason)",
      at: location, hint: "write the line as for a shell; pip gets none of it as it is")
  }

  static func unreadLayer(_ layer: ConstraintSet.Unread) -> Diagnostic {
    Diagnostic(
      .unreadLayer,
      "the layer `\(layer.layer)` is not at hand: pip applies `\(URLText.redacted(layer.argument))` beside the layers above",
      at: nil,
      hint:
        "fetch it and name the place with `--cache` or `--checkouts`, or give its text with `--layer \(layer.layer)=FILE`: then the layers are merged"
    )
  }

  static func unreachableLayer(_ layer: ConstraintSet.Unread) -> Diagnostic {
    Diagnostic(
      .unreadLayer,
      "the layer `\(layer.layer)` is not at hand, and pip may not ask for `\(URLText.redacted(layer.argument))`: it constrains nothing",
      at: nil,
      hint: "give its text with `--layer \(layer.layer)=FILE`, or a place on this machine with `--rewrite`",
      severity: .warning)
  }

  static func unreachableConstraints(_ address: String, of venv: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .unreadLayer,
      "pip may not ask for `\(URLText.redacted(address))`, which the options for pip of the venv `\(venv)` name: it constrains nothing",
      at: location, hint: "name a file, or a place on this machine with `--rewrite`", severity: .warning)
  }
}
