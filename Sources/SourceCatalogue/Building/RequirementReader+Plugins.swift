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
    let condition = condition(entry["install"], of: origin, from: viewpoint)
    if condition == .off { return nil }
    var plugin = readSwitchedOn(entry, of: origin, venv: venv, from: viewpoint)
    if case .unknown(let text) = condition { plugin?.condition = text }
    return plugin
  }

  private mutating func readSwitchedOn(
    _ entry: VariableValue, of origin: Origin, venv: String, from viewpoint: Viewpoint
  ) -> Venv.Requirement? {
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

  private enum Condition: Equatable {
    case on
    case off
    case unknown(Located<String>)
  }

  private func condition(_ value: VariableValue?, of origin: Origin, from viewpoint: Viewpoint) -> Condition {
    guard let value else { return .on }
    if case .text(let text) = resolver.resolve(value, from: viewpoint) { return Self.isOn(text) ? .on : .off }
    return value.text.map { .unknown(Located($0, origin: origin.moved(to: value.location))) } ?? .on
  }

  private static func isOn(_ text: String) -> Bool { ["True", "true", "yes", "on", "1"].contains(text) }

  /// The entries without those that a document switches off for certain.
  func wanted(_ entries: [Venv.Requirement], _ conditions: [String: Located<String>]) -> [Venv.Requirement] {
    guard !conditions.isEmpty else { return entries }
    return entries.compactMap { entry in
      guard let text = conditions[entry.text.value] else { return entry }
      let value = VariableValue(.string(text.value), at: text.origin.location)
      switch condition(value, of: text.origin, from: Viewpoint()) {
      case .on: return entry
      case .off: return nil
      case .unknown(let text):
        var entry = entry
        entry.condition = text
        return entry
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func incompletePlugin(_ variable: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .wrongType, "a plugin of `\(variable)` says neither `repo` nor `package`", at: location,
      hint: "`repo` with `branch` for a git source, `package` for one of the index")
  }
}
