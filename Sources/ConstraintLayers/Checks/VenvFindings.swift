import Diagnostics
import PythonPackaging
import SourceCatalogue

/// What is wrong between the venvs of a deployment and the constraints that each of them gets, for every environment.
package struct VenvFindings {
  private let catalogue: Catalogue
  private let given: [GivenLayer]
  private let memo = LayerMemo()

  package init(_ catalogue: Catalogue, given: [GivenLayer]) {
    self.catalogue = catalogue
    self.given = given
  }

  package func findings() -> [Diagnostic] {
    catalogue.venvNames.flatMap { name in catalogue.venvs[name].map(findings) ?? [] }
  }

  private func findings(of venv: Venv) -> [Diagnostic] {
    let stack = LayerStack(catalogue, venv: venv, given: given)
    let layers = stack.read(catalogue, memo: memo)
    let set = LayerMerge.merge(Self.narrowed(layers, to: Self.names(venv)))
    return stack.diagnostics + layers.flatMap(\.diagnostics) + RequirementConflicts.check(venv, set)
      + MixedSeries.check(venv, catalogue, layers)
  }

  /// Only what a venv asks for by a version can be ruled out.
  private static func names(_ venv: Venv) -> Set<String> {
    let lists = [venv.requirements, venv.user] + venv.optional.values + venv.proprietary.values
    return Set(lists.joined().compactMap { $0.source == nil ? $0.name : nil })
  }

  private static func narrowed(_ layers: [ConstraintLayer], to names: Set<String>) -> [ConstraintLayer] {
    layers.map { layer in
      var narrowed = layer
      narrowed.lines = layer.lines.filter { names.contains($0.canonicalName) }
      narrowed.diagnostics = []
      return narrowed
    }
  }
}
