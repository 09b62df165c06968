import Diagnostics
import PythonPackaging
import SourceCatalogue

extension Adjustment {
  /// What `osa-sources.yml` declares for a layer or a venv; a line that is no constraint is a finding.
  static func declared(_ declared: ConstraintAdjustments) -> (adjustments: [Adjustment], diagnostics: [Diagnostic]) {
    var adjustments = declared.remove.map { Adjustment.remove($0.value, at: $0.origin.location) }
    adjustments += declared.relax.map { .relax($0.value, at: $0.origin.location) }
    var diagnostics: [Diagnostic] = []
    let reader = ConstraintLayerReader()
    for line in declared.replace {
      let read = reader.read("replaced", lines: [(line.value, line.origin.location)])
      adjustments += read.lines.map { .replace($0) }
      diagnostics += read.diagnostics
    }
    return (adjustments, diagnostics)
  }
}
