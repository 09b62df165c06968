import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: Vectors.folder != nil, "no vectors: set OSA_SOURCES_VECTORS"))
struct LayerConformance {
  @Test func everyVector() throws {
    for report in try Conformance.run([LayerFamily()]) {
      print(report.line)
      #expect(
        report.mismatches.isEmpty, "\(report.mismatches.prefix(10).map { $0.prefix(1500) }.joined(separator: "\n"))")
    }
  }
}
