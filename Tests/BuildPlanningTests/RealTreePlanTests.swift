import ConstraintLayers
import Foundation
import SourceCatalogue
import TestSupport
import TextFiles
import Testing

@testable import BuildPlanning

/// The plan of a real release; the tree stands beside the checkout or the suite is skipped.
@Suite(.enabled(if: SharedTrees.master != nil, "no real tree beside the checkout"))
struct RealTreePlanTests {
  private func plan(_ paths: [String], _ change: (inout PlanRequest) -> Void = { _ in }) -> Plan {
    var request = PlanRequest(targets: [Target(distribution: "debian", version: "12", architecture: "x86_64")])
    change(&request)
    return Planner.plan(CatalogueReader.read(paths: paths), request)
  }

  private func master() throws -> [String] { SharedTrees.paths(try #require(SharedTrees.master)) }

  @Test func oneWheelPerSourceThatAVenvInstallsAndNoneElse() throws {
    let paths = try master()
    let catalogue = CatalogueReader.read(paths: paths)
    let installed = Set(
      catalogue.venvs.values.flatMap { ($0.requirements + $0.user).compactMap(\.source) }.map(catalogue.original))
    let made = plan(paths)
    let wheels = made.wheels.map(\.name)
    #expect(wheels == installed.sorted(by: bytewise))
    #expect(made.wheels.allSatisfy { $0.kind == .source && $0.arguments.contains("--no-deps") })
    for never in [
      "novncproxy", "nova_novncproxy", "spicehtml5", "requirements", "networking_nsx", "networking_nsxlib",
      "networking_bgpvpn", "blazar_nova",
    ] {
      #expect(!wheels.contains(never))
    }
    #expect(wheels.filter { $0.hasPrefix("tempest_plugin_") }.count == 17 && wheels.contains("tempest"))
    #expect(made.fetched("requirements")?.purposes == [.constraints])
    #expect(made.fetched("novncproxy")?.purposes == [.checkout])
    #expect(made.fetched("networking_nsx") == nil)
    #expect(!made.diagnostics.contains { $0.severity == .error })
  }

  @Test(.enabled(if: SharedTrees.pike != nil)) func bareNamesOfAnOldTreeAreItsSources() throws {
    let paths = SharedTrees.paths(try #require(SharedTrees.pike))
    let made = plan(paths)
    #expect(made.wheels.count == 28 && made.fetch.count == 29)
    #expect(made.fetched("requirements")?.purposes == [.constraints])
    let horizon = try #require(made.venvs.first { $0.name == "horizon" })
    #expect(horizon.wheels.keys.contains("ironic_dashboard") && horizon.wheels.count == 7)
    #expect(!made.wheels.contains { $0.name == "nova_lxd" })
    #expect(plan(paths) { $0.optional = ["all"] }.wheels.count == 36)
  }

  @Test func optionalSetsAndAllWheelsAreOptIn() throws {
    let paths = try master()
    let plain = plan(paths)
    let optional = plan(paths) { $0.optional = ["all"] }
    #expect(
      Set(optional.wheels.map(\.name)).isSuperset(
        of: plain.wheels.map(\.name) + ["magnum_dashboard", "neutron_vpnaas"]))
    #expect(!optional.wheels.contains { $0.name == "networking_nsx" })
    let all = plan(paths) { $0.allWheels = true }
    #expect(all.wheels.filter { $0.kind == .source } == plain.wheels)
    #expect(all.wheels.count == plain.wheels.count + plain.venvs.count)
  }

  /// Only what depends on a changed commit or pin has another digest.
  @Test func aChangeReachesWhatDependsOnItAndNothingElse() throws {
    let copy = try TemporaryFolder()
    let top = copy.path + "/tree"
    try FileManager.default.copyItem(atPath: try #require(SharedTrees.master), toPath: top)
    let paths = SharedTrees.paths(top)
    let before = plan(paths)
    func changed(_ file: String, _ from: String, _ to: String) throws -> Set<String> {
      let url = URL(fileURLWithPath: paths[0] + "/" + file)
      let text = try String(contentsOf: url, encoding: .utf8)
      #expect(text.contains(from))
      try text.replacing(from, with: to).write(to: url, atomically: true, encoding: .utf8)
      let after = plan(paths).digests
      try text.write(to: url, atomically: true, encoding: .utf8)
      #expect(Set(after.keys) == Set(before.digests.keys))
      return Set(after.filter { $0.value != before.digests[$0.key] }.keys)
    }
    let nova = try #require(before.fetched("nova")?.commit)
    #expect(
      try changed("inventory/group_vars/nova_all/source_git.yml", nova, otherCommit)
        == ["fetch nova", "wheel nova", "venv nova"])
    let venvs = Set(before.venvs.map { "venv " + $0.name })
    #expect(try changed("global-requirement-pins.txt", "numpy==2.3.5", "numpy==2.3.4") == venvs)
    let wheels = Set(before.wheels.map { "wheel " + $0.name })
    #expect(
      try changed("global-requirement-pins.txt", "setuptools==", "setuptools==1") == wheels.union(venvs))
    #expect(before.digests == plan(paths).digests)
  }

  @Test func upperConstraintsMayBeGiven() throws {
    let file = Vectors.root.appendingPathComponent("../shared/data/constraints/upper-constraints-master-2026-08.txt")
      .path
    let given = plan(try master()) {
      $0.layers = [GivenLayer(name: "upper", content: .file(FileReference(root: -1, path: file)))]
    }
    let nova = try #require(given.venvs.first { $0.name == "nova" })
    #expect(nova.constraints.unread.isEmpty && nova.constraints.lines.count > 500)
    #expect(given.fetched("requirements") == nil)
  }
}

extension Plan {
  /// Digests by step.
  fileprivate var digests: [String: String] {
    var found: [String: String] = [:]
    for step in fetch { found["fetch " + step.name] = step.digest }
    for step in wheels { found["wheel " + step.name] = step.digest }
    for step in venvs { found["venv " + step.name] = step.digest }
    return found
  }
}
