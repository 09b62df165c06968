import Diagnostics
import TextFiles

/// The wording of every finding of this layer.
extension Diagnostic {
  static func unresolvedVariable(
    _ name: String, because failure: VariableResolver.Failure, at location: Location, severity: Severity? = nil
  ) -> Diagnostic {
    if case .cycle(let names) = failure {
      return Diagnostic(
        .variableCycle, "`\(name)` refers to itself: \(names.map { "`\($0)`" }.joined(separator: " -> "))",
        at: location, hint: "break the cycle: Ansible refuses it with a recursion error")
    }
    // What the inventory gives is there in every play: nothing is wrong with asking for it.
    var severity = severity
    if case .untemplated = failure { severity = .error }
    if severity == nil, case .undefined(let variable) = failure, TemplateWords.isOfInventory(variable) {
      severity = .note
    }
    return Diagnostic(
      .unresolvedVariable, "`\(name)` stays as it is written: \(reason(failure))", at: location,
      hint: hint(for: failure, isCallers: location.file == .caller), severity: severity)
  }

  private static func hint(for failure: VariableResolver.Failure, isCallers: Bool) -> String {
    if case .untemplated = failure { return "define what that value refers to" }
    if isCallers { return "the play cannot template it either: define what it refers to" }
    if case .unsupported(let expression) = failure,
      TemplateWords.names(in: expression).contains(where: TemplateWords.isOfOneHost)
    {
      return "nothing is wrong with it: it asks for one host's facts, and Ansible evaluates it on each host"
    }
    return
      "inside a play the lookup templates it, unless it refers to one host's facts; on the command line give the variable with `--set NAME=VALUE`"
  }

  private static let leftToAnsible = "needs Ansible to evaluate it"

  /// A value that only a play can know, as lists of requirements hold them by design: nothing is wrong with it.
  package var isLeftToAnsible: Bool {
    code == .unresolvedVariable && severity == .note && message.hasSuffix(Self.leftToAnsible)
  }

  private static func reason(_ failure: VariableResolver.Failure) -> String {
    switch failure {
    case .undefined(let variable) where TemplateWords.isOfInventory(variable): "`\(variable)` \(leftToAnsible)"
    case .undefined(let variable): "`\(variable)` is not defined in these files"
    case .unsupported(let expression): "`\(shortened(expression))` \(Diagnostic.leftToAnsible)"
    case .notText(let variable, let kind): "`\(variable)` is \(kind), not text"
    case .untemplated(let variable): "the play gives `\(variable)` a value that it cannot template"
    case .cycle: "it refers to itself"
    case .tooLarge: "the result is longer than 64 KiB"
    case .tooDeep: "more than \(VariableResolver.depthLimit) variables refer to one another"
    }
  }

  package static func shortened(_ text: String) -> String {
    // By bytes: by characters this takes longer than everything else about a finding.
    let words = text.utf8.split { $0 == 0x20 || $0 == 0x0A || $0 == 0x09 || $0 == 0x0D }
    let line = words.map { String(Substring($0)) }.joined(separator: " ")
    return line.utf8.count <= 80 ? line : String(line.prefix(77)) + "..."
  }

  /// At the scalar itself, which is what to quote, wherever the variable got it from.
  static func retyped(_ variable: String, _ scalar: VariableValue, at location: Location) -> Diagnostic {
    let seen = scalar.text ?? ""
    guard let written = scalar.retypedFrom else {
      return Diagnostic(
        .retypedValue, "`\(variable)` is \(scalar.kindName), `\(seen)`, where text is meant", at: location,
        hint: "the caller has to quote it, or what is meant may have been lost before it came here")
    }
    let isOwn = scalar.location == location
    let subject = isOwn ? "`\(variable)` is" : "`\(variable)` takes a value that is"
    return Diagnostic(
      .retypedValue, "\(subject) written `\(written)`, but YAML and so Ansible read `\(seen)`", at: scalar.location,
      related: isOwn ? [] : [Related("`\(variable)` takes it here", at: location)], hint: "quote it: '\(written)'")
  }

  static func wrongType(_ variable: String, wanted: String, found: VariableValue) -> Diagnostic {
    Diagnostic(.wrongType, "`\(variable)` is \(found.kindName), not \(wanted)", at: found.location)
  }

  static func wrongEntry(
    _ variable: String, wanted: String, found: VariableValue, at location: Location
  ) -> Diagnostic {
    Diagnostic(.wrongType, "an entry of `\(variable)` is \(found.kindName), not \(wanted)", at: location)
  }

  static func settingWithoutVenv(_ variable: String, venv: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .settingWithoutVenv, "`\(variable)` says how the venv `\(venv)` is installed, and no list says what is in it",
      at: location, hint: "a venv is made of its lists, such as `\(venv)_pip_packages`")
  }

  static func emptiedList(_ variable: String, at location: Location, hidden: Location, level: Level) -> Diagnostic {
    Diagnostic(
      .emptiedList, "`\(variable)` is empty here, and hides the entries of the level `\(level.name)`", at: location,
      related: [Related("these are not installed", at: hidden)])
  }

  static func hiddenName(_ name: String, by other: String, at location: Location, related: Location?) -> Diagnostic {
    Diagnostic(
      .doubleDefinition, "`\(name)` says the same as `\(other)`, and is not read", at: location,
      related: related.map { [Related("`\(other)` is read", at: $0)] } ?? [], hint: "keep `\(other)` alone")
  }

  static func doubleDefinition(_ winner: Definition, _ others: [Definition]) -> Diagnostic {
    Diagnostic(
      .doubleDefinition,
      "`\(winner.variable)` has \(others.count + 1) different values at the level `\(winner.level.name)`; the last wins",
      at: winner.location,
      related: others.map { Related("`\($0.writtenText)` here", at: $0.location) },
      hint: "keep one of them")
  }

  static func incompleteSource(_ name: String, missing: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .incompleteSource, "source `\(name)` has no \(missing)", at: location,
      hint: "a source needs a repository and a reference")
  }

  static func emptyMember(
    _ name: String, missing: String, variable: String, at location: Location
  ) -> Diagnostic {
    Diagnostic(
      .incompleteSource, "source `\(name)` has no \(missing): `\(variable)` is empty", at: location,
      hint: "remove this definition, and what it hides counts again, or give it a value")
  }

  static func sameRepository(_ name: String, as other: String, at location: Location, related: Location) -> Diagnostic {
    Diagnostic(
      .sameRepository, "source `\(name)` is the repository of `\(other)` under another prefix", at: location,
      related: [Related("`\(other)` is defined here", at: related)])
  }

  static func roleDefaultOnly(_ name: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .roleDefaultOnly, "source `\(name)` is defined only in role defaults", at: location,
      hint: "pin it in group_vars, or a release installs whatever the role's author wrote")
  }
}

extension Diagnostic {
  static func unreadUserFile(_ file: FileReference) -> Diagnostic {
    Diagnostic(
      .unreadUserFile, "`\(file.name)` is read by no play", at: Location(file: file),
      hint: "only `user_*.yml` at the top of /etc/openstack_deploy are given to Ansible")
  }
}

extension Diagnostic {
  static func encryptedFile(_ file: FileReference) -> Diagnostic {
    Diagnostic(
      .encryptedFile, "`\(file.name)` is encrypted as a whole: what it sets is not in the catalogue",
      at: Location(file: file), hint: "inside a play the lookup sees what Ansible decrypts")
  }

  static func unreadVariableFile(_ file: FileReference, _ reason: FileUse.UnreadReason) -> Diagnostic {
    let (why, hint): (String, String) =
      switch reason {
      case .other(let path):
        ("Ansible takes `\(LegacyText.baseName(path))` and looks no further", "move its variables there")
      case .dottedFolder(let path):
        ("Ansible enters no folder with a dot in its name, as `\(LegacyText.baseName(path))` has", "rename the folder")
      }
    return Diagnostic(
      .unreadVariableFile, "`\(file.name)` is read by no play: \(why)", at: Location(file: file), hint: hint)
  }
}

extension Diagnostic {
  static func notAMapping(at location: Location) -> Diagnostic {
    Diagnostic(
      .notAMapping, "the file holds no variables: its top is not a mapping", at: location,
      hint: "Ansible refuses such a variable file")
  }
}
