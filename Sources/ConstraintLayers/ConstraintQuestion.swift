import Diagnostics
import PythonPackaging
import SourceCatalogue
import TextFiles

/// What constrains a deployment, one of its venvs, or some files that stand for themselves.
package struct ConstraintQuestion {
  package var catalogue: Catalogue?
  package var venv: Venv?
  package var given: [GivenLayer] = []
  /// Of layers that are files of sources, where they are at hand.
  package var texts = SourceTexts()
  package var adjustments: [Adjustment] = []
  /// Names that are built from source, besides what the deployment says.
  package var builtNames: [String] = []
  /// nil: for every environment at once.
  package var environment: MarkerEnvironment?
  /// Without an environment: variables that have one value all the same.
  package var known: [Marker.Variable: String] = [:]

  package init() {}

  package func answer() -> EffectiveConstraints {
    let stack = catalogue.map { LayerStack($0, venv: venv, given: given, texts: texts) } ?? LayerStack(given: given)
    var layers = stack.read(catalogue)
    let unmatched = Adjustment.apply(adjustments, to: &layers)
    var set = LayerMerge.merge(layers, built: built, environment: environment, known: known)
    set.diagnostics += stack.diagnostics + unmatched + RestatedPins.check(set)
    set.diagnostics += NeverApplying.check(layers)
    if let venv {
      set.diagnostics += RequirementConflicts.check(venv, set)
      if let catalogue { set.diagnostics += MixedSeries.check(venv, catalogue, layers) }
    }
    set.diagnostics.sort()
    return set
  }

  /// The names that the venv builds from source; of a whole deployment those of every venv.
  private var built: [String: BuiltName] {
    var names = BuiltNames()
    names.add(given: builtNames, in: catalogue)
    guard let catalogue else { return names.names }
    let venvs = venv.map { [$0] } ?? catalogue.venvNames.compactMap { catalogue.venvs[$0] }
    for venv in venvs { names.add(venv.requirements + venv.user, in: catalogue) }
    return names.names
  }
}
