import Diagnostics
import PythonPackaging
import TextFiles

extension RequirementReader {
  /// Reads one record of os_tempest's plugin lists: `name`, `repo` and `branch`, or `package`; `install` says whether.
  ///
  /// Which plugins a play installs depends on the groups that have hosts. Only one that is switched off for certain is
  /// left out: a wheel too many is built in a minute, one too few stops the play.
  mutating func readPlugin(
    _ entry: VariableValue, of origin: Origin, venv: String, from viewpoint: Viewpoint
  ) -> Venv.Requirement? {
    guard entry.entries != nil else {
      report(.wrongType(origin.variable, wanted: "a list of plugins", found: entry))
      return nil
    }
    guard !isOff(entry["install"], from: viewpoint) else { return nil }
    guard let repository = entry["repo"] else {
      guard let package = entry["package"] ?? entry["name"] else {
        report(.incompletePlugin(origin.variable, at: entry.location))
        return nil
      }
      return read(package, of: origin, venv: venv, from: viewpoint)
    }
    var text = "git+" + (repository.text ?? "")
    if let branch = entry["branch"]?.text { text += "@" + branch }
    if let name = entry["name"]?.text { text += "#egg=" + name }
    let isUnsafe = repository.isUnsafe || entry["branch"]?.isUnsafe ?? false
    return read(
      VariableValue(.string(text), at: entry.location, isUnsafe: isUnsafe), of: origin, venv: venv, from: viewpoint)
  }

  private func isOff(_ install: VariableValue?, from viewpoint: Viewpoint) -> Bool {
    guard let install, case .text(let text) = resolver.resolve(install, from: viewpoint) else { return false }
    return !["True", "true", "yes", "on", "1"].contains(text)
  }
}

extension Diagnostic {
  fileprivate static func incompletePlugin(_ variable: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .wrongType, "a plugin of `\(variable)` says neither `repo` nor `package`", at: location,
      hint: "`repo` with `branch` for a git source, `package` for one of the index")
  }
}
