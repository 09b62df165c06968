import ConstraintLayers
import Diagnostics
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

  /// Roles name the distribution's own services in lists that only an installation without a venv reads.
  @Test func noServiceOfTheDistributionIsNeeded() throws {
    let made = plan(try master())
    let never: Set<String> = [
      "nova-compute-kvm", "novnc", "uwsgi", "uwsgi-plugin-python3", "spice-html5", "openstack-nova-serialproxy",
      "neutron-openvswitch-agent", "python3-neutron-fwaas", "neutron-vpnaas-agent", "swift-account", "swift-proxy",
      "manila-api", "manila-share",
    ]
    for venv in made.venvs { #expect(never.isDisjoint(with: venv.packages.names), "\(venv.name)") }
    let packages = { (name: String) in made.venvs.first { $0.name == name }?.packages.names ?? [] }
    #expect(packages("nova").contains("libvirt-daemon") && packages("nova").contains("cryptsetup"))
    #expect(packages("neutron").contains("openvswitch-switch") && packages("neutron").contains("apparmor"))
    #expect(packages("uwsgi").isEmpty)
  }

  @Test func noPackageIsATemplate() throws {
    let made = plan(try master())
    let names =
      made.venvs.flatMap { $0.packages.names + $0.systemPackages.names } + made.wheels.flatMap(\.packages.names)
    #expect(!names.contains { $0.contains("{{") || $0.contains("{%") } && names.count > 100)
    #expect(made.venvs.flatMap(\.packages.unresolved).count > 5)
  }

  @Test func driversThatExcludeEachOtherAreChosen() throws {
    let paths = try master()
    func magnum(_ optional: String) throws -> (wheels: [String], venv: VenvStep, codes: [DiagnosticCode]) {
      let made = plan(paths) {
        $0.selection.services = ["magnum"]
        $0.optional = [optional]
      }
      return (made.wheels.map(\.name), try #require(made.venvs.first { $0.name == "magnum" }), made.codes)
    }
    let undecided = try magnum("magnum.capi")
    #expect(!undecided.wheels.contains("magnum_capi_vexxhost") && !undecided.wheels.contains("magnum_capi_azimuth"))
    #expect(undecided.codes.contains(.undecidedSet))
    for driver in ["azimuth", "vexxhost"] {
      let chosen = try magnum("magnum.capi.capi_" + driver)
      let sources = chosen.venv.requirements.filter { $0.set == "capi" }.map(\.source)
      #expect(sources == ["magnum_capi_" + driver])
      #expect(chosen.venv.chosenSets == ["capi.capi_" + driver] && !chosen.codes.contains(.undecidedSet))
    }
  }

  @Test func extrasOfAListThatIsKnownInPartAreKept() throws {
    let made = plan(try master())
    let gnocchi = try #require(made.venvs.first { $0.name == "gnocchi" })
    let entry = try #require(gnocchi.requirements.first { $0.source == "gnocchi" })
    #expect(entry.argument.hasPrefix("gnocchi[") && entry.argument.contains("mysql"))
    #expect(gnocchi.arguments.contains(entry.argument) && !entry.leftOut.isEmpty)
    #expect(made.codes.filter { $0 == .partlyResolvedRequirement }.count == 1)
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

  @Test func theOrderOfThePathsDecidesNothing() throws {
    let paths = try master()
    let made = plan(paths).digests
    #expect(!made.isEmpty && plan(paths.reversed()).digests == made)
  }

  /// Any commit of the release, changed by the caller: its fetch, its wheels, and the venvs that install them.
  @Test func anyCommitReachesItsWheelsAndTheirVenvs() throws {
    let paths = try master()
    let made = plan(paths)
    var random = Randomness(seed: 6)
    let pinned = made.fetch.filter { $0.commit != nil }.map(\.name)
    for name in (0..<6).compactMap({ _ in pinned.randomElement(using: &random) }) {
      let changed = FlatCaller.values([name + "_git_install_branch": otherCommit])
      let after = Planner.plan(CatalogueReader.read(paths: paths, caller: changed), made.request).digests
      let digest = try #require(made.fetched(name)).digest
      let wheels = Set(made.wheels.filter { $0.fetch == digest }.map(\.digest))
      let venvs = made.venvs.filter { !wheels.isDisjoint(with: $0.wheels.values) || $0.constraints.reads(digest) }
      let expected = Set(
        ["fetch " + name] + made.wheels.filter { wheels.contains($0.digest) }.map { "wheel " + $0.name }
          + venvs.map { "venv " + $0.name })
      #expect(Set(after.filter { $0.value != made.digests[$0.key] }.keys) == expected, "\(name)")
      #expect(after.count == made.digests.count)
    }
  }

  /// Any line of upper-constraints, with another version: the venvs that it is in effect for, and where it is of a tool
  /// that builds every wheel, and so every venv.
  @Test func anyLineReachesTheVenvsThatItConstrains() throws {
    let paths = try master()
    let file = Vectors.root.appendingPathComponent("../shared/data/constraints/upper-constraints-master-2026-08.txt")
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return }
    let lines = text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
    let catalogue = CatalogueReader.read(paths: paths)
    func plan(_ lines: [String]) -> Plan {
      var request = PlanRequest(targets: [debian])
      request.layers = [GivenLayer(name: "upper", content: .lines(lines))]
      return Planner.plan(catalogue, request)
    }
    let made = plan(lines)
    var random = Randomness(seed: 7)
    for index in (0..<4).compactMap({ _ in lines.indices.randomElement(using: &random) }) {
      var changed = lines
      let parts = lines[index].components(separatedBy: "===")
      changed[index] = parts[0] + "===99.0." + parts[1]
      let after = plan(changed).digests
      let isTool = BuildTools.holds(parts[0].lowercased().replacing("_", with: "-").replacing(".", with: "-"))
      let venvs = made.venvs.filter { isTool || $0.constraints.lines.contains { $0.hasPrefix(parts[0] + "===") } }
      let expected = Set(
        venvs.map { "venv " + $0.name } + (isTool ? made.wheels.map { "wheel " + $0.name } : []))
      #expect(Set(after.filter { $0.value != made.digests[$0.key] }.keys) == expected, "\(lines[index])")
    }
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

extension ConstraintSet {
  /// Whether the text of a layer is decided by the fetch of that digest.
  fileprivate func reads(_ digest: String) -> Bool { unread.contains { $0.identity.hasPrefix(digest) } }
}

enum FlatCaller {
  static func values(_ texts: [String: String]) -> CallerVariables {
    CallerVariables(values: texts.mapValues { VariableValue(.string($0), at: Location(file: .caller), isUnsafe: true) })
  }
}

/// The same numbers from the same seed (SplitMix64).
struct Randomness: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
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
