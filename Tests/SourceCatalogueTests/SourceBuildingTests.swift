import TestSupport
import Testing

@testable import SourceCatalogue

/// Sources that several threads build are those that one builds.
@Suite struct SourceBuildingTests {
  private static let text = (0..<60).map { number in
    """
    s\(number)_git_repo: "{{ base }}/s\(number)"
    s\(number)_git_install_branch: "{{ s\((number + 7) % 60)_version | default(pinned) }}"
    s\(number)_git_track_branch: "{{ ansible_facts['s\(number % 5)'] }}"
    s\(number)_repo_plugins: [{path: plugins, package: p\(number)}]

    """
  }.joined()

  private func built(parts: Int) throws -> (sources: [SourceBuilding.Built], other: Int, resolver: VariableResolver) {
    let folder = try TemporaryFolder([
      "group_vars/all/source_git.yml": "base: https://git.example.org\npinned: 1.2.3\n" + Self.text
    ])
    let reading = CatalogueReader.reading(paths: [folder.path])
    let resolver = VariableResolver(reading.resolver.table.fork())
    let found = SourceBuilding(fields: reading.flat.sources, resolver: resolver).build(parts: parts) {
      $0.undecided.count
    }
    return (found.sources, found.other, resolver)
  }

  @Test func severalThreadsBuildWhatOneBuilds() throws {
    let one = try built(parts: 1)
    #expect(one.sources.count == 60)
    #expect(one.sources.allSatisfy { $0.source.reference?.value.value == "1.2.3" && $0.plugins.count == 1 })
    #expect(one.resolver.undecided.count == 5)
    for parts in [2, 3, 7, 60] {
      let several = try built(parts: parts)
      #expect(several.sources.map(\.source) == one.sources.map(\.source))
      #expect(several.sources.map(\.plugins) == one.sources.map(\.plugins))
      #expect(several.sources.map(\.diagnostics) == one.sources.map(\.diagnostics))
      #expect(several.resolver.undecided == one.resolver.undecided)
    }
  }

  @Test func withoutASourceTheOtherWorkIsDone() {
    let found = SourceBuilding(fields: [:], resolver: VariableResolver(VariableTable())).build { _ in 7 }
    #expect(found.sources.isEmpty && found.other == 7)
  }
}
