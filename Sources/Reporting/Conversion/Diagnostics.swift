import Diagnostics
import PythonPackaging
import SourceCatalogue
import TextFiles

extension Diagnostic {
  static func changedByConversion(_ path: String, lost: [String], gained: [String], at place: Location?) -> Diagnostic {
    func listed(_ values: [String]) -> String {
      let shown = values.prefix(3).map { "`\(TerminalText.escaped(URLText.redacted($0)))`" }.joined(separator: ", ")
      return values.count > 3 ? shown + " and \(values.count - 3) more" : shown
    }
    let what =
      switch (lost.isEmpty, gained.isEmpty) {
      case (false, false): "becomes \(listed(gained)) instead of \(listed(lost))"
      case (false, true): "loses \(listed(lost))"
      case (true, false): "gains \(listed(gained))"
      case (true, true): "changes its order"
      }
    return Diagnostic(
      .changedByConversion, "`\(TerminalText.escaped(path))` \(what)", at: place,
      hint: lost.isEmpty
        ? "what is written says more than the deployment: take it out by hand where that is wrong"
        : "what is written does not say it in the same way: keep it by hand, or leave it out of the deployment")
  }

  /// A requirement file that fed the old lookup's wheel list alone.
  package static func leftBehind(_ file: FileReference) -> Diagnostic {
    Diagnostic(
      .changedByConversion, "`\(TerminalText.escaped(file.path))` is not converted: no play reads it",
      at: Location(file: file),
      hint: "only the old `py_pkgs` built wheels of its lines; move what is still wanted to requirements.txt",
      severity: .note)
  }

  static func keptAsComment(_ name: String, _ others: [Origin.Shadowed], at place: Location) -> Diagnostic {
    Diagnostic(
      .keptAsComment,
      "\(others.count == 1 ? "a definition" : "\(others.count) definitions") of `\(name)` that another hides "
        + "\(others.count == 1 ? "is" : "are") kept as a comment",
      at: place, related: others.map { Related("hidden here", at: $0.location) })
  }

  static func keptAsHost(_ variable: String, host: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .keptAsComment, "the variable `\(variable)` becomes the host `\(host)`", at: place,
      hint: "override `hosts.\(host)` in an `osa-sources.yml`, no longer the variable")
  }

  /// A variable of which some see another value than others.
  static func keptForOthers(_ variable: String, at place: Location, other: Location) -> Diagnostic {
    Diagnostic(
      .changedByConversion, "`\(variable)` has one value in what is written, for everything that refers to it",
      at: place,
      related: [Related("another group, host or role has this one", at: other)],
      hint: "put the value in place of the variable where it is the other, or give each a name of its own")
  }

  static func keptEncrypted(_ variable: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .changedByConversion, "`\(variable)`, to which what is written refers, is encrypted and left out", at: place,
      hint: "define it where the play that reads the result has it")
  }

  static func unwritableName(_ name: String, at place: Location?) -> Diagnostic {
    Diagnostic(
      .unwritableName, "`\(TerminalText.escaped(name))` cannot be the name of a file or folder", at: place,
      hint: "use letters, digits, `_`, `-` and `.`")
  }
}
