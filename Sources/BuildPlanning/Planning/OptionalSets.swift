import SourceCatalogue

/// The optional sets of one venv, and which of them are asked for.
///
///     asked = "all" | [venv "."] set ["." file]
///
/// A set may stand in several variable files of which a play loads one by the value of a variable, as os_magnum's
/// `capi_azimuth` and `capi_vexxhost` do: which one is asked for by its name too, and never guessed.
struct OptionalSets {
  let venv: Venv
  let asked: [String]
  let targets: [Target]

  init(of venv: Venv, _ request: PlanRequest) {
    self.venv = venv
    asked = request.optional
    targets = request.targets
  }

  /// What can be asked for, without the venv's name.
  var available: [String] { all.flatMap { set in [set] + files(of: set).map { set + "." + $0 } } }

  /// What is asked for, by the names of `available`.
  var chosen: [String] {
    names.flatMap { set in
      let files = chosenFiles(of: set)
      return files.isEmpty ? [set] : files.map { set + "." + $0 }
    }
  }

  /// The sets that are asked for.
  var names: [String] {
    all.filter { set in asked.contains("all") || isAsked(set) || !chosenFiles(of: set).isEmpty }
  }

  /// Sets that are asked for without a word which file's.
  var undecided: [String] { names.filter { !files(of: $0).isEmpty && chosenFiles(of: $0).isEmpty } }

  /// Files of a set that no system chooses, by name.
  func files(of set: String) -> [String] {
    let named = (venv.optional[set] ?? []).compactMap(\.alternative) + venv.emptyAlternatives(of: "optional." + set)
    return Set(named).subtracting(Venv.independentAlternatives).filter { name in
      !DistributionFamily.isSystem(name) && !targets.contains { $0.variants.contains(name) }
    }.inByteOrder()
  }

  /// The entries of a set: of files that no system chooses, those asked for, in place of what holds without such a file.
  func entries(of set: String) -> [Venv.Requirement] {
    let all = venv.optional[set] ?? []
    let (files, chosen) = (files(of: set), chosenFiles(of: set))
    guard !files.isEmpty else { return all }
    let isCopy = Self.isCopy(all)
    return all.compactMap { entry in
      guard let alternative = entry.alternative else { return isCopy ? nil : entry }
      if alternative == Venv.mainAlternative { return chosen.isEmpty ? entry : nil }
      guard files.contains(alternative) else { return entry }
      guard chosen.contains(alternative) else { return nil }
      var entry = entry
      entry.alternative = nil
      return entry
    }
  }

  /// Whether what seems to be for all is one file's list: a default that refers to what the files define.
  private static func isCopy(_ entries: [Venv.Requirement]) -> Bool {
    func texts(_ alternative: String?) -> [String] {
      entries.filter { $0.alternative == alternative }.map(\.text.value)
    }
    return Set(entries.compactMap(\.alternative)).contains { texts($0) == texts(nil) }
  }

  private var all: [String] { venv.optional.keys.inByteOrder() }

  private func chosenFiles(of set: String) -> [String] { files(of: set).filter { isAsked(set + "." + $0) } }

  private func isAsked(_ name: String) -> Bool { asked.contains(name) || asked.contains(venv.name + "." + name) }
}
