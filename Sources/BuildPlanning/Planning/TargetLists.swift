import SourceCatalogue

/// What of a venv's lists holds for one target.
struct TargetLists {
  private let variants: [String]

  init(_ target: Target) {
    variants = target.variants
  }

  /// Those for `any`, for the most specific variant that is there or else `main`, and for installing from source.
  func packages(_ packages: [String: [Located<String>]]) -> PackageNames {
    let keys = ["any", best(of: packages.keys) ?? Venv.mainAlternative, Venv.sourceInstall]
    var found = PackageNames()
    found.add(keys.flatMap { packages[$0] ?? [] })
    return found
  }

  /// What a venv needs where it runs: not the service itself as the distribution has it.
  func runtimePackages(of venv: Venv) -> PackageNames {
    packages(venv.distroPackages.runtime.mapValues { $0.filter { !venv.isService($0) } })
  }

  /// Entries without an alternative, and those of the one that a play on the target loads, or else of `main`; none of
  /// the two where the play loads one of `empty`.
  func entries(_ entries: [Venv.Requirement], empty: [String]) -> [Venv.Requirement] {
    let best = best(of: entries.compactMap(\.alternative) + empty) ?? Venv.mainAlternative
    return entries.filter { $0.alternative == nil || $0.alternative == best || $0.alternative == Venv.sourceInstall }
  }

  private func best(of names: some Sequence<String>) -> String? {
    let names = Set(names)
    return variants.first(where: names.contains)
  }
}
