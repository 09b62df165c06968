import Diagnostics
import SourceCatalogue
import TextFiles

/// From what was found to what is reported: severities and exclusions, then suppressions, then the baseline.
package struct Policy {
  package let configuration: Configuration
  package let baseline: Baseline?

  package init(configuration: Configuration = Configuration(), baseline: Baseline? = nil) {
    self.configuration = configuration
    self.baseline = baseline
  }

  package func reported(_ found: [Diagnostic], in files: [TextFile]) -> [Diagnostic] {
    let suppressions = Suppressions(in: files)
    let all = configuration.adjusted(found + suppressions.diagnostics) + configuration.diagnostics
    let kept = all.filter { !suppressions.covers($0) }.sorted()
    return baseline?.new(among: kept) ?? kept
  }
}
