import Diagnostics
import SourceCatalogue
import TestSupport
import Testing

@testable import Checks

@Suite struct CheckRegistryTests {
  @Test func everyCheckStandsOnceAndNamesItsCodes() {
    let names = CheckRegistry.all.map { String(describing: $0) }
    #expect(names == names.sorted())
    #expect(Set(names).count == names.count)
    #expect(CheckRegistry.all.allSatisfy { !$0.codes.isEmpty })
  }

  @Test func nothingIsFoundInNothing() throws {
    #expect(CheckRegistry.run(in: try context(["osa/x.txt": ""])).isEmpty)
  }

  /// What a hook passes: what other files may define is no fault of this one.
  @Test func aFileByItselfIsNotBlamedForTheOthers() throws {
    let file = "roles/os_a/defaults/main.yml"
    let text = trio("a", base: "{{ base }}/") + "a_pip_packages:\n  - \"git+{{ base }}/x@\(sha)\"\n"
    #expect(CheckRegistry.run(in: try context([file: text])).contains { $0.code == .unresolvedVariable })
    let alone = CheckRegistry.run(in: try context([file: text], paths: [file]))
    #expect(alone.map(\.code) == [.inlineSource, .unnamedURL])
  }
}

@Suite struct InventoryVariableTests {
  /// The address of the load balancer stands in `openstack_user_config.yml`, which is no variable file.
  @Test(arguments: [
    ("internal_lb_vip_address", 0), ("ansible_host", 0), ("groups", 0), ("internal_lb_vip_adress", 1),
  ])
  func whatTheInventoryGivesIsNotMissed(name: String, count: Int) throws {
    let files = [
      "osa/inventory/group_vars/all/s.yml": "repo_url: \"http://{{ \(name) }}:8181\"\n"
        + trio("a", base: "{{ repo_url }}/"),
      "roles/os_a/defaults/main.yml":
        "a_pip_packages: [\"git+{{ a_git_repo }}@{{ a_git_install_branch }}#egg=a\"]\na_git_constraints: [\"-c {{ repo_url }}/x\"]\n",
    ]
    let found = CheckRegistry.run(in: try context(files)).filter { $0.code == .unresolvedVariable }
    #expect(found.isEmpty == (count == 0), "\(found.map(\.message))")
  }
}

/// Findings that are known of real releases.
@Suite(.enabled(if: SharedTrees.master != nil && SharedTrees.pike != nil, "no real trees beside the checkout"))
struct RealTreeChecksTests {
  private func found(_ tree: String?) throws -> [Diagnostic] {
    let paths = SharedTrees.paths(try #require(tree))
    return CheckRegistry.run(in: CheckContext(CatalogueReader.reading(paths: paths)))
  }

  private func places(_ found: [Diagnostic], _ code: DiagnosticCode, _ path: String) -> [Int32] {
    found.filter { $0.code == code && $0.location?.file.path == path }.compactMap { $0.location?.line }
  }

  @Test func masterShowsItsKnownFaults() throws {
    let found = try found(SharedTrees.master)
    let horizon = "os_horizon/defaults/main.yml"
    #expect(places(found, .unpinnedReference, horizon) == [60, 72, 80, 92, 108, 112])
    #expect(places(found, .unpinnedReference, "os_tempest/defaults/main.yml") == [354])
    #expect(places(found, .inlineSource, horizon) == [453])
    #expect(places(found, .unnamedURL, horizon) == [453])
    let groups = "inventory/group_vars/"
    let nova = "os_nova/vars/redhat.yml"
    #expect(places(found, .unnamedURL, nova) == [83] && places(found, .unsafeTransport, nova) == [83])
    #expect(places(found, .unreadPin, groups + "neutron_all/source_git.yml") == [36, 48, 52])
    #expect(places(found, .unreadPin, groups + "blazar_all/source_git.yml") == [25])
    #expect(places(found, .emptyPathSegment, groups + "horizon_all/source_git.yml") == [29])
    #expect(places(found, .templateSpacing, groups + "horizon_all/source_git.yml") == [54])
    #expect(places(found, .templateSpacing, groups + "neutron_all/source_git.yml") == [43])
    #expect(places(found, .nameDrift, "os_magnum/defaults/main.yml") == [356])
    #expect(places(found, .unreadPin, "os_neutron/defaults/main.yml") == [66])
    #expect(places(found, .unexplainedReference, groups + "nova_all/source_git.yml") == [17])
    #expect(!found.contains { $0.severity == .error })
    let other = found.filter { ![.buildPackageAtRuntime, .roleDefaultOnly].contains($0.code) }
    #expect(other.count == 24, "\(other.map(place))")
  }

  /// The pins of a role that is not there, or is without its tasks, are a note.
  @Test func masterLacksARole() throws {
    let notes = try found(SharedTrees.master).filter { $0.code == .unreadPin && $0.severity == .note }.map(place)
    #expect(notes.filter { $0.contains("freezer_all") }.count == 2)
    // The tree has no tasks.
    #expect(notes.filter { $0.contains("os_neutron/defaults") }.count == 1)
    #expect(notes.count == 3)
  }

  @Test func pikeIsNotJudgedByLaterRules() throws {
    let found = try found(SharedTrees.pike)
    #expect(Set(found.map(\.code)).isSubset(of: [.sameRepository, .roleDefaultOnly]))
    #expect(found.allSatisfy { $0.severity == .note })
  }
}
