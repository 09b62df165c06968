import ConstraintLayers
import Diagnostics
import SourceCatalogue

/// A source of another OpenStack series than the rest: their constraints were never tested together.
enum MixedSeries: Check {
  static let codes: [DiagnosticCode] = [.mixedSeries]

  static func findings(in context: CheckContext) -> [Diagnostic] {
    var stated: [(source: String, series: String, origin: Origin)] = []
    for source in context.sources where !source.isRoleDefaultOnly && !source.isInline && source.alias == nil {
      for (reference, track) in [(source.reference, source.track)] + source.scopes.map({ ($0.reference, $0.track) }) {
        if let track, let value = track.value?.value, let series = OpenStackSeries.of(branch: value) {
          stated.append((source.name, series, track.origin))
        } else if let reference, let series = OpenStackSeries.of(reference.value) {
          stated.append((source.name, series, reference.origin))
        }
      }
    }
    let counts = Dictionary(grouping: stated, by: \.series).mapValues(\.count)
    let most = counts.max { $0.value != $1.value ? $0.value < $1.value : bytewise($1.key, $0.key) }
    guard
      let usual = OpenStackSeries.stated(by: context.catalogue)?.value
        ?? most.flatMap({ $0.value > stated.count / 2 ? $0.key : nil })
    else { return [] }
    return stated.filter { $0.series != usual }.map {
      .mixedSeries($0.source, $0.series, usual: usual, at: $0.origin.location)
    }
  }
}
