/// Lists of a distribution's packages that are the service itself, as the distribution has it, and no need of its venv.
///
/// A role that knows both ways to install puts its packages together in two files, of which a play loads one:
/// `vars/distro_install.yml` and `vars/source_install.yml`. A list that the first speaks of and no other variable file of
/// the role is for the installation without a venv: beside one, its agents would run twice.
struct DistroInstallLists {
  private static let ending: StaticString = "_distro_packages"

  /// The variables of such lists, without those whose name says it.
  static func variables(in files: VariableFiles) -> Set<String> {
    var named: [String: Set<String>] = [:]
    for entry in files.entries where entry.alternative == Venv.distroInstall {
      guard let role = entry.level.role else { continue }
      let words = entry.document.words(endingIn: ending).filter { !Venv.isService(variable: $0) }
      if !words.isEmpty { named[role, default: []].formUnion(words) }
    }
    // Most lists stand in the other file of the two, so that few roles' files are left to look at.
    for isOther in [false, true] {
      for entry in files.entries {
        guard let role = entry.level.role, named[role] != nil, entry.alternative != Venv.distroInstall,
          isOther == (entry.alternative != Venv.sourceInstall)
        else { continue }
        named[role]?.subtract(entry.document.words(endingIn: ending))
        if named[role]?.isEmpty == true { named[role] = nil }
      }
    }
    return named.values.reduce(into: []) { $0.formUnion($1) }
  }
}
