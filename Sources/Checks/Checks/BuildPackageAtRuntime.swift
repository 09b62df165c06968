import Diagnostics
import PythonPackaging
import SourceCatalogue

/// Headers and compilers in the list of packages that every host of a service gets.
enum BuildPackageAtRuntime: Check {
  static let codes: [DiagnosticCode] = [.buildPackageAtRuntime]

  static func findings(in context: CheckContext) -> [Diagnostic] {
    let venvs = context.catalogue.venvNames.compactMap { context.catalogue.venvs[$0] }
    // Up to OSA 17 one list was for both, and says nothing wrong.
    guard venvs.contains(where: { !$0.distroPackages.build.isEmpty }) else { return [] }
    return venvs.flatMap { venv -> [Diagnostic] in
      let isSplit = !venv.distroPackages.build.isEmpty
      let lists = venv.distroPackages.runtime.sorted { bytewise($0.key, $1.key) }.flatMap(\.value)
      // In developer mode the host itself builds.
      let entries = lists.filter { isBuildPackage($0.value) && !$0.origin.variable.holds("developer_mode") }
      return entries.map { entry -> Diagnostic in
        .buildPackageAtRuntime(
          entry.value, list: entry.origin.variable, at: entry.origin.location, severity: isSplit ? .warning : .note)
      }
    }
  }

  private static let compilers: Set<Substring> = ["gcc", "g++", "gcc-c++", "build-essential"]

  static func isBuildPackage(_ entry: String) -> Bool {
    let name = entry.prefix { $0 != "=" && $0 != "<" && $0 != ">" && $0 != " " && $0 != ":" }
    return name.hasSuffix("-dev") || name.hasSuffix("-devel") || compilers.contains(name)
  }
}
