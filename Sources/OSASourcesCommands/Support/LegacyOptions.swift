import ArgumentParser
import SourceCatalogue

/// `check --legacy`: the report about the old lookup instead of the deployment's own faults.
struct LegacyOptions: ParsableArguments {
  @Flag(
    name: .customLong("legacy"),
    help: "Print what the old `py_pkgs` lookup lost or changed, and what is returned instead.")
  var isAsked = false

  @Option(
    name: .customLong("legacy-release"),
    help: "Whose lookup: \(LegacyRelease.allCases.map(\.rawValue).joined(separator: ", ")).")
  var release = LegacyRelease.pike
}

extension LegacyRelease: ExpressibleByArgument {}
