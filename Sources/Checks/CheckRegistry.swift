import Diagnostics
import SourceCatalogue

/// Every check, and the order of what they find.
package enum CheckRegistry {
  package static var all: [any Check.Type] {
    [
      BuildPackageAtRuntime.self, ConstraintContradiction.self, CredentialsInURL.self, DifferingDefinitions.self,
      DistributionName.self, EmptyGroup.self, EmptyPathSegment.self,
      HostInstallation.self, InlineSource.self, MissingTrack.self, MixedSeries.self, NameDrift.self,
      OptionLikeValue.self, RetypedTrack.self, StaleOverride.self, TemplateSpacing.self, UnexplainedReference.self,
      UnknownPrefix.self, UnknownSuffix.self,
      UnnamedURL.self, UnpinnedReference.self, UnreadKnob.self, UnreadPin.self, UnsafeTransport.self,
      UnusableReference.self,
      VenvConstraints.self,
    ]
  }

  /// The findings of the readers and of the checks that judge nothing but the catalogue's own values: what a lookup
  /// tells a play, at the price of a few comparisons.
  package static func runOnValues(in context: CheckContext) -> [Diagnostic] {
    let found =
      OptionLikeValue.findings(in: context) + UnusableReference.findings(in: context)
      + UnpinnedReference.findings(in: context)
      + DifferingDefinitions.findings(in: context)
    return found.isEmpty ? context.catalogue.diagnostics : (context.catalogue.diagnostics + found).sorted()
  }

  /// The findings of the readers and of every check, by place.
  package static func run(in context: CheckContext) -> [Diagnostic] {
    var found = Consequences.removed(from: context.catalogue.diagnostics, in: context)
    for check in all { found += check.findings(in: context) }
    var seen: Set<Diagnostic> = []
    return found.filter { seen.insert($0).inserted }.sorted()
  }
}
