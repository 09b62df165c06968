import TestSupport
import Testing

@testable import Reporting
@testable import SourceCatalogue

/// The unmodified trees of two releases, there and back.
@Suite struct RealTreesConversionTests {
  static let trees = [("master", SharedTrees.master), ("pike", SharedTrees.pike)].filter { $0.1 != nil }.map(\.0)

  @Test(.enabled(if: !trees.isEmpty, "no real trees beside the checkout"), arguments: trees)
  func aReleaseSaysTheSameInBothFormats(name: String) throws {
    let tree = try #require(name == "master" ? SharedTrees.master : SharedTrees.pike)
    try check(CatalogueReader.reading(paths: SharedTrees.paths(tree)), least: name == "master" ? 90 : 40)
  }

  @Test(arguments: [["flat/openstack-ansible", "flat/roles", "flat/openstack_deploy"], ["structured"]])
  func theExamplesSayTheSameInBothFormats(folders: [String]) throws {
    let paths = folders.map { Vectors.root.appendingPathComponent("examples/" + $0).path }
    let first = CatalogueReader.reading(paths: paths)
    let there = try ConversionTests.convert(first, to: .structured)
    #expect(there.changes == [])
    #expect(try ConversionTests.convert(there.reading, to: .structured).changes == [])
  }

  private func check(_ first: CatalogueReading, least: Int) throws {
    #expect(first.catalogue.sources.count >= least)
    let there = try ConversionTests.convert(first, to: .structured)
    #expect(there.changes == [])
    #expect(there.reading.catalogue.diagnostics.filter { $0.severity == .error } == [])
    let back = try ConversionTests.convert(there.reading, to: .flat)
    #expect(back.changes == [])
    let facts = [first, back.reading].map { CatalogueFacts($0.catalogue, $0.roleRecords()) }
    #expect(Conversion.changes(from: facts[0], to: facts[1]) == [])
    #expect(try RoleConversionTests.legacyDocument(there.reading) == RoleConversionTests.legacyDocument(first))
    let (before, after) = (first.catalogue.sources, back.reading.catalogue.sources)
    #expect(after.mapValues(\.isRoleDefaultOnly) == before.mapValues(\.isRoleDefaultOnly))
    #expect(after.mapValues(\.reference?.value) == before.mapValues(\.reference?.value))
  }
}
