import Diagnostics
import SourceCatalogue
import TextFiles

/// A venv of one OpenStack series with upper-constraints of another: the combination that nobody has tested.
///
/// What states a series is told in docs/decisions/0033; where either side states none, nothing is found.
enum MixedSeries {
  static func check(_ venv: Venv, _ catalogue: Catalogue, _ layers: [ConstraintLayer]) -> [Diagnostic] {
    guard let own = series(of: venv, catalogue) else { return [] }
    guard let constraints = layers.lazy.compactMap(LayerSeries.stated).first ?? LayerSeries.declared(venv, catalogue),
      constraints.value != own.value, !isBranchless(own.value, constraints.value, catalogue)
    else { return [] }
    return [
      .mixedSeries(
        venv: venv.name, series: own.value, at: own.origin.location, layer: "upper", other: constraints.value,
        layerLocation: constraints.origin.location)
    ]
  }

  /// tempest and its like have no branch per series: beside sources of the constraints' series their `master` says nothing.
  private static func isBranchless(_ own: String, _ constraints: String, _ catalogue: Catalogue) -> Bool {
    own == "master" && catalogue.sources.values.contains { SourceSeries.stated($0)?.value == constraints }
  }

  /// Of the first source that states one, else of the deployment.
  private static func series(of venv: Venv, _ catalogue: Catalogue) -> Located<String>? {
    var sources = venv.requirements.compactMap { $0.source.flatMap { catalogue.sources[$0] } }
    // Old roles install the service by its name alone, from wheels built of the source that is called so.
    if sources.isEmpty, let own = catalogue.sources[venv.name] { sources = [own] }
    return sources.lazy.compactMap(SourceSeries.stated).first ?? OpenStackSeries.stated(by: catalogue)
  }
}
