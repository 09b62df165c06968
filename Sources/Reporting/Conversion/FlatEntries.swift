import SourceCatalogue

/// Which entries of a list belong to which of its variables, where those are several: by path and variable, all but
/// the first one's.
struct FlatEntries {
  private(set) var all: [String: [String: [String: [String]]]] = [:]
  private let spelling: (Venv.Requirement) -> String

  init(_ catalogue: Catalogue, spelling: @escaping (Venv.Requirement) -> String) {
    self.spelling = spelling
    for venv in catalogue.venvs.values {
      let found = entries(of: venv)
      if !found.isEmpty { all[venv.name] = found }
    }
  }

  private func entries(of venv: Venv) -> [String: [String: [String]]] {
    let names = FlatListNames(of: venv)
    var found: [String: [String: [String]]] = [:]
    func add(_ path: String, _ alternative: String?, _ variable: String, _ text: String) {
      let known = names.known((alternative == nil ? "" : "alternatives.") + path)
      guard known.count > 1, known.first != variable else { return }
      found[FlatListNames.entriesKey(path, of: alternative), default: [:]][variable, default: []].append(text)
    }
    for list in venv.lists {
      for (variable, entry) in zip(names.variables(of: list.path, list.entries), list.entries) {
        add(list.path, entry.alternative, variable, spelling(entry))
      }
    }
    for list in venv.packageLists {
      let variables = names.variables(of: list.path, list.packages)
      for (system, entries) in list.packages.sorted(by: { bytewise($0.key, $1.key) }) {
        for (variable, entry) in zip(variables[system] ?? [], entries) {
          add(list.path, system == "any" ? nil : system, variable, entry.value)
        }
      }
    }
    return found
  }
}
