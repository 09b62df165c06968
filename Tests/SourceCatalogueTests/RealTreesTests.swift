import Diagnostics
import TestSupport
import Testing

@testable import SourceCatalogue

/// Facts of real releases; the trees stand beside the checkout or the suite is skipped.
@Suite(.enabled(if: SharedTrees.master != nil && SharedTrees.pike != nil, "no real trees beside the checkout"))
struct RealTreesTests {
  private func read(_ tree: String?) throws -> Catalogue {
    CatalogueReader.read(paths: SharedTrees.paths(try #require(tree)))
  }

  @Test func masterHasEightyFourPinnedSources() throws {
    let found = try read(SharedTrees.master)
    let pinned = found.sources.values.filter { $0.repository?.origin.level.name.hasPrefix("group_vars/") == true }
    #expect(pinned.count == 84)
    let kinds = Dictionary(grouping: pinned) { $0.reference?.value.kind }
    #expect(kinds[.commit]?.count == 82)
    #expect(kinds[.tag]?.map(\.name).sorted() == ["magnum_capi_vexxhost", "skyline_console"])
    #expect(pinned.allSatisfy { $0.repository?.value.hasPrefix("https://") == true })
    #expect(pinned.allSatisfy { $0.groups.count == 1 })
    #expect(found.sources["requirements"]?.groups.map(\.value) == ["all"])
    #expect(found.sources["neutron_vpnaas_dashboard"]?.groups.map(\.value) == ["horizon_all"])
    #expect(found.sources["pyscss"]?.repository?.origin.location.line == 453)
    #expect(found.codes(.error).isEmpty)
  }

  @Test func masterMarksWhatOnlyRoleDefaultsDefine() throws {
    let found = try read(SharedTrees.master)
    let marked = found.sources.values.filter { $0.isRoleDefaultOnly && $0.alias == nil }.map(\.name).sorted()
    #expect(
      marked == [
        "blazar_dashboard", "magnum_capi_vexxhost_proxy", "manila_dashboard", "mistral_dashboard", "networking_odl",
        "tacker_dashboard", "tempest_tempestconf", "watcher_dashboard", "zun_dashboard",
      ])
    #expect(found.sources["blazar_dashboard"]?.reference?.value.kind == .branch)
    #expect(
      found.sources.values.filter { $0.alias != nil }.map(\.name).sorted() == ["nova_novncproxy", "nova_spicehtml5"])
  }

  @Test func pikeShowsWhatItsPinsHide() throws {
    let found = try read(SharedTrees.pike)
    let pinned = found.sources.values.filter { $0.reference?.origin.level.name == "play vars" }
    #expect(pinned.count == 39)
    #expect(pinned.allSatisfy { $0.reference?.value.kind == .commit })
    let hidden = pinned.filter { source in
      [source.reference?.origin, source.repository?.origin].allSatisfy { origin in
        origin?.shadowed.contains { $0.level.name == "role defaults" } == true
      }
    }
    #expect(hidden.count == 32)
    let same = found.diagnostics.filter { $0.code == .sameRepository }.map(\.message)
    #expect(same.count == 2)
    #expect(same.contains { $0.contains("nova_novncproxy") } && same.contains { $0.contains("nova_spicehtml5") })
    #expect(found.groupVarsOrder == .groupVarsPath)
    #expect(found.codes(.error).isEmpty)
  }
}
