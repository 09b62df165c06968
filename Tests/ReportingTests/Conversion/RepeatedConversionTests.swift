import TestSupport
import Testing

@testable import Reporting
@testable import SourceCatalogue

/// Conversions of conversions: what is written says the same however often, and its notes do not grow.
@Suite struct RepeatedConversionTests {
  private func structured(_ reading: CatalogueReading) throws -> String {
    try #require(try ConversionTests.convert(reading, to: .structured).text["osa-sources.yml"])
  }

  @Test func notesDoNotGrow() throws {
    let files = [
      "osa/inventory/group_vars/nova_all/source_git.yml": """
      v: 1.2.3
      # Compute
      nova_git_repo: https://h/nova
      nova_git_install_branch: v1.0.0  # pinned
      glance_git_repo: https://h/glance
      glance_git_install_branch: "{{ v }}"
      """
    ]
    var reading = try ConversionTests.read(files)
    let first = try structured(reading)
    #expect(first.contains("tag: \"v1.0.0\"  # pinned; read off its looks\n"))
    for _ in 0..<3 {
      let there = try ConversionTests.convert(reading, to: .structured)
      let back = try ConversionTests.convert(there.reading, to: .flat)
      #expect(back.changes == [])
      reading = back.reading
    }
    let last = try structured(reading)
    #expect(last.contains("tag: \"v1.0.0\"  # pinned; read off its looks\n"))
    #expect(last.utf8.count <= first.utf8.count + 1)
  }

  /// Every kind of flat variable, in made deployments: there and back gives the facts that were read.
  @Test(arguments: MadeDeployment.seeds)
  func thereAndBackGivesTheSame(seed: Int) throws {
    var random = SplitMix(seed: UInt64(seed))
    let reading = try ConversionTests.read(MadeDeployment.files(&random))
    #expect(!reading.catalogue.diagnostics.contains { $0.severity == .error })
    let there = try ConversionTests.convert(reading, to: .structured)
    #expect(there.changes == [])
    let back = try ConversionTests.convert(there.reading, to: .flat)
    #expect(back.changes == [])
    let facts = [reading, back.reading].map { CatalogueFacts($0.catalogue, $0.roleRecords()) }
    #expect(Conversion.changes(from: facts[0], to: facts[1]) == [])
    #expect(try RoleConversionTests.legacyDocument(there.reading) == RoleConversionTests.legacyDocument(reading))
  }

  /// No variable that the reader knows is left out of the deployments made.
  @Test func everyVariableIsMade() throws {
    var texts = ""
    for seed in MadeDeployment.seeds {
      var random = SplitMix(seed: UInt64(seed))
      texts += MadeDeployment.files(&random).values.joined(separator: "\n")
    }
    let names = texts.split(separator: "\n").compactMap { $0.split(separator: ":").first }.map(String.init)
    let made = Set(names.compactMap { name in SourceNaming.rules.first { name.hasSuffix($0.suffix) }?.suffix })
    for rule in SourceNaming.rules where rule.meaning != .unrelated { #expect(made.contains(rule.suffix)) }
  }
}
