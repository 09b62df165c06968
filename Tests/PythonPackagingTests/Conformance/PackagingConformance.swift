import TestSupport
import Testing

/// Every vector of the kinds that this target answers for; one family of kinds a file in this folder.
@Suite(.enabled(if: Vectors.folder != nil, "no vectors: set OSA_SOURCES_VECTORS"))
struct PackagingConformance {
  static let families: [any ConformanceFamily] = [
    VersionFamily(), SpecifierFamily(), RequirementFamily(), NameFamily(), RequirementFileFamily(), URLFamily(),
    MarkerFamily(),
  ]

  static let exceptions: [ConformanceException] =
    RequirementFileFamily.exceptions + RequirementFamily.exceptions
    + URLFamily.exceptions + MarkerFamily.exceptions + SpecifierFamily.exceptions + NameFamily.exceptions

  @Test func everyVector() throws {
    for report in try Conformance.run(Self.families, exceptions: Self.exceptions) {
      print(report.line)
      #expect(report.mismatches.isEmpty, "\(report.mismatches.prefix(20).joined(separator: "\n"))")
    }
  }

  /// A kind that nobody checks would pass unseen.
  @Test func everyKindHasAFamily() throws {
    let elsewhere: Set<Substring> = ["yaml", "constraints"]
    for (name, vectors) in try Vectors.files() {
      let kinds = Set(vectors.map(\.kind)).filter { !elsewhere.contains($0.prefix { $0 != "." }) }
      let unknown = kinds.filter { kind in !Self.families.contains { $0.covers(kind) } }
      #expect(unknown.isEmpty, "\(name): \(unknown.sorted())")
    }
  }
}
