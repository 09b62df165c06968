import Diagnostics
import SourceCatalogue

/// Which venvs a plan is about.
struct VenvSelection {
  private let selection: PlanRequest.Selection
  private let optional: [String]

  init(_ selection: PlanRequest.Selection, optional: [String]) {
    self.selection = selection
    self.optional = optional
  }

  /// In the order of their names.
  func choose(from catalogue: Catalogue) -> (venvs: [Venv], diagnostics: [Diagnostic]) {
    let all = catalogue.venvNames.compactMap { catalogue.venvs[$0] }.filter(\.isPlannable)
    let venvs = selection.isEmpty ? all : all.filter(isSelected)
    return (venvs, unknownServices(all) + unknownSets(venvs))
  }

  private func isSelected(_ venv: Venv) -> Bool {
    if selection.services.contains(where: venv.answers) { return true }
    return venv.groups.contains { selection.groups.contains($0.value) }
  }

  private func unknownServices(_ all: [Venv]) -> [Diagnostic] {
    selection.services.filter { name in !all.contains { $0.answers(to: name) } }
      .map { .unknownService($0, known: all.map(\.name)) }
  }

  private func unknownSets(_ venvs: [Venv]) -> [Diagnostic] {
    optional.filter { name in
      name != "all"
        && !venvs.contains { venv in
          venv.optional.keys.contains { name == $0 || name == venv.name + "." + $0 }
        }
    }
    .map { name in
      .unknownOptionalSet(
        name, known: venvs.flatMap { venv in venv.optional.keys.sorted(by: bytewise).map { venv.name + "." + $0 } })
    }
  }
}

extension Venv {
  /// Whether it installs anything into a venv: lists for the host alone make none.
  var isPlannable: Bool { !(requirements.isEmpty && optional.isEmpty && user.isEmpty) }

  func answers(to service: String) -> Bool { service == name || service == role }
}
