import Diagnostics
import PythonPackaging
import SourceCatalogue

/// A source that is installed under one name here and under another there: constraints for the one miss the other.
enum DistributionName: Check {
  static let codes: [DiagnosticCode] = [.distributionNameDiffers]

  static func findings(in context: CheckContext) -> [Diagnostic] {
    var named = context.sources.reduce(into: [String: [Located<String>]]()) { found, source in
      if let name = source.distribution { found[source.name, default: []].append(name) }
    }
    for requirement in context.requirements {
      guard let source = requirement.source, let name = requirement.name, isAddress(requirement) else { continue }
      named[source, default: []].append(requirement.text.map { _ in name })
    }
    return named.sorted { bytewise($0.key, $1.key) }.flatMap { source, names -> [Diagnostic] in
      guard let first = names.first else { return [] }
      let others = names.filter { PackageName.canonical($0.value) != PackageName.canonical(first.value) }
      return others.map {
        .distributionNameDiffers(
          source, $0.value, first.value, at: $0.origin.location, other: first.origin.location)
      }
    }
  }

  private static func isAddress(_ requirement: Venv.Requirement) -> Bool { requirement.text.value.holds("://") }
}
