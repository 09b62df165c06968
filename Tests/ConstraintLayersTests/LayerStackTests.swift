import Diagnostics
import PythonPackaging
import SourceCatalogue
import TestSupport
import TextFiles
import Testing

@testable import ConstraintLayers

/// A deployment read from files below `osa/` and `roles/`, and what constrains it.
struct Deployed {
  let folder: TemporaryFolder
  let catalogue: Catalogue

  init(_ files: [String: String]) throws {
    folder = try TemporaryFolder(files)
    let present = ["osa", "roles"].filter { name in files.keys.contains { $0.hasPrefix(name + "/") } }
    let paths = present.map { [path = folder.path] in path + "/" + $0 }
    catalogue = CatalogueReader.read(paths: paths, caller: CallerVariables(values: [:], written: [:]))
  }

  func question(_ venv: String? = nil, given: [(String, String)] = []) -> ConstraintQuestion {
    var question = ConstraintQuestion()
    question.catalogue = catalogue
    question.venv = venv.flatMap { catalogue.venvs[$0] }
    question.given = given.map { GivenLayer(name: $0, content: .text($1, FileReference(root: -1, path: "\($0).txt"))) }
    return question
  }
}

@Suite struct LayerStackTests {
  private static let flat = [
    "osa/global-requirement-pins.txt": "numpy==2.3.5\n",
    "osa/inventory/group_vars/all/source_git.yml":
      "requirements_git_repo: https://x.example/requirements\nrequirements_git_install_branch: master\n",
    "osa/inventory/group_vars/nova_all/source_git.yml":
      "nova_git_repo: https://x.example/nova\nnova_git_install_branch: stable/2025.1\n",
    "roles/os_nova/defaults/main.yml": """
    nova_pip_packages:
      - "git+{{ nova_git_repo }}@{{ nova_git_install_branch }}#egg=nova"
      - PyMySQL>=1
    nova_git_constraints:
      - "--constraint https://x.example/constraints/upper/master"

    """,
  ]

  @Test func declaredLayersAndGivenTexts() throws {
    let deployed = try Deployed(Self.flat)
    let set = deployed.question(given: [("upper", "numpy===2.2.6\nPyMySQL===1.1.2\n"), ("user", "PyMySQL==1.1.1\n")])
      .answer()
    #expect(set.layers.map(\.name) == ["user", "pins", "upper"])
    #expect(set.texts == ["numpy==2.3.5", "PyMySQL==1.1.1"])
    #expect(!set.diagnostics.contains { $0.code == .layerNotGiven })
  }

  /// A name that only a play knows is none of a file that is missing.
  @Test func aLayerWhosePlaceIsUnresolvedIsNotAtHand() throws {
    let deployed = try Deployed([
      "osa/osa-sources.yml": """
      format: 1
      layers:
        a: {file: "{{ u }}.txt"}
        b: {source: x, path: "{{ u }}/c.txt"}
      sources: {x: {path: /nowhere}}
      """
    ])
    let set = deployed.question().answer()
    #expect(set.diagnostics.map(\.code) == [.layerNotGiven, .layerNotGiven])
    #expect(set.diagnostics.first?.message.holds("`{{ u }}.txt`") == true)
    #expect(LayerStack(deployed.catalogue, venv: nil, given: []).sourcePlaces.isEmpty)
  }

  @Test func aLayerWithoutTextIsAFinding() throws {
    let deployed = try Deployed(Self.flat)
    let set = deployed.question().answer()
    #expect(set.layers.map(\.isGiven) == [true, false])
    #expect(set.diagnostics.map(\.code) == [.layerNotGiven])
    #expect(set.diagnostics.first?.location?.file.path == "inventory/group_vars/all/source_git.yml")
  }

  @Test func namesBuiltFromSourceAreDropped() throws {
    let deployed = try Deployed(Self.flat)
    let set = deployed.question("nova", given: [("upper", "nova===30\nPyMySQL===1.1.2\n")]).answer()
    #expect(set.texts == ["numpy==2.3.5", "PyMySQL===1.1.2"])
    #expect(set.built.map(\.canonicalName) == ["nova"])
  }

  /// A source may be asked for by one name and make a distribution of another; neither is constrained.
  @Test func bothNamesOfASourceAreDropped() throws {
    let deployed = try Deployed([
      "osa/osa-sources.yml": """
      format: 1
      layers: {upper: {lines: ["heat===1", "openstack-heat===2", "vpnaas===3", "neutron-vpnaas===4"]}}
      sources:
        heat: {git: https://h/heat, tag: v1, distribution: openstack-heat}
        vpnaas: {git: https://h/vpnaas, tag: v1, distribution: neutron_vpnaas}
      venvs: {b: {install: [vpnaas]}, c: {install: [redis]}}
      """,
      "roles/os_heat/defaults/main.yml":
        "heat_pip_packages: ['git+{{ heat_git_repo }}@{{ heat_git_install_branch }}#egg=heat']\n",
    ])
    let heat = deployed.question("heat").answer()
    #expect(heat.texts == ["neutron-vpnaas===4", "vpnaas===3"])
    #expect(heat.built.map(\.canonicalName) == ["heat", "openstack-heat"])
    #expect(heat.built.map(\.distribution) == ["openstack-heat", "openstack-heat"])
    // A key that no list says is a name of this deployment alone.
    #expect(deployed.question("b").answer().texts == ["heat===1", "openstack-heat===2", "vpnaas===3"])
    var given = deployed.question("c")
    given.builtNames = ["vpnaas"]
    #expect(given.answer().texts == ["heat===1", "openstack-heat===2"])
  }

  @Test func seriesOfVenvAndConstraints() throws {
    let deployed = try Deployed(Self.flat)
    let set = deployed.question("nova", given: [("upper", "PyMySQL===1.1.2\n")]).answer()
    let found = try #require(set.diagnostics.first { $0.code == .otherSeries })
    #expect(found.message.contains("`2025.1`") && found.message.contains("`master`"))
  }

  @Test func requirementsThatNothingCanFulfil() throws {
    let deployed = try Deployed(Self.flat)
    let set = deployed.question("nova", given: [("upper", "PyMySQL===0.9\n")]).answer()
    let found = try #require(set.diagnostics.first { $0.code == .conflictingRequirement })
    #expect(found.severity == .error)
    #expect(found.location?.line == 3)
    #expect(found.related.first?.location.file.path == "upper.txt")
  }

  @Test func aVenvOrdersItsLayersAndAddsLines() throws {
    let deployed = try Deployed([
      "osa/osa-sources.yml": """
      format: 1
      layers:
        tested: {lines: ["a==1", "b==1"]}
        upper: {lines: ["a==3", "b==3", "c==3", "d==3"]}
      venvs:
        nova: {install: [a], constraints: [upper, "c==2", tested]}
        glance: {install: [a], constraints: ["d==2"]}
        heat: {install: [a], constraints: [testd]}

      """
    ])
    #expect(deployed.question("nova").answer().layers.map(\.name) == ["upper", "nova", "tested"])
    #expect(deployed.question("nova").answer().texts == ["a==3", "b==3", "c==3", "d==3"])
    #expect(deployed.question("glance").answer().texts == ["a==1", "b==1", "c==3", "d==2"])
    #expect(deployed.question("heat").answer().diagnostics.map(\.code) == [.unknownLayer])
    #expect(deployed.question().answer().texts == ["a==1", "b==1", "c==3", "d==3"])
  }

  @Test func theFileOfASourceThatIsAFolder() throws {
    let folder = try TemporaryFolder(["upper-constraints.txt": "a===1\n"])
    let deployed = try Deployed([
      "osa/osa-sources.yml":
        "format: 1\nlayers:\n  upper: {source: requirements}\nsources:\n  requirements: {path: \(folder.path)}\n"
    ])
    #expect(deployed.question().answer().texts == ["a===1"])
  }

  @Test func aFolderStandsBesideTheFileThatNamesIt() throws {
    let deployed = try Deployed([
      "osa/osa-sources.yml":
        "format: 1\nlayers:\n  upper: {source: requirements}\nsources:\n  requirements: {path: ./reqs}\n",
      "osa/reqs/upper-constraints.txt": "a===1\n",
    ])
    #expect(deployed.question().answer().texts == ["a===1"])
  }

  @Test func aLayerWithoutANameIsLeftOut() throws {
    let deployed = try Deployed([
      "osa/osa-sources.yml": "format: 1\nlayers:\n  \"\": {lines: [a==1]}\n  x: {lines: [b==1]}\n"
    ])
    let set = deployed.question().answer()
    #expect(set.texts == ["b==1"] && set.layers.map(\.name) == ["x"])
    #expect(set.diagnostics.map(\.code) == [.unnamedLayer])
    #expect(set.diagnostics.first?.location?.line == 3)
  }

  // MARK: Adjustments

  private func adjusted(_ adjustments: [Adjustment]) -> EffectiveConstraints {
    var question = ConstraintQuestion()
    question.given = [
      GivenLayer(name: "pins", content: .lines(["numpy==2.3.5;python_version>='3.11'"])),
      GivenLayer(name: "upper", content: .lines(["numpy===2.2.6", "scipy~=1.15,!=1.16"])),
    ]
    question.adjustments = adjustments
    return question.answer()
  }

  @Test func removedNamesAreFree() {
    #expect(adjusted([.remove("NumPy")]).texts == ["scipy~=1.15,!=1.16"].map { SpecifierText.sorted($0) })
  }

  @Test func relaxedNamesKeepLowerBounds() {
    let set = adjusted([.relax("numpy"), .relax("scipy")])
    #expect(
      set.texts == [
        "numpy>=2.3.5; python_version >= \"3.11\"", "numpy>=2.2.6; python_version < \"3.11\"", "scipy>=1.15",
      ])
  }

  @Test func replacedLinesSpeakInsteadOfEveryLayer() throws {
    let line = ConstraintLine(try Requirement(parsing: "numpy==2.0;python_version<'3.12'"), at: Location(file: .caller))
    let set = adjusted([.replace(line)])
    #expect(
      set.texts.prefix(2) == ["numpy==2.0; python_version < \"3.12\"", "numpy==2.3.5; python_version >= \"3.12\""])
    #expect(set.constraints.first?.shadowed.count == 2)
  }

  @Test func removingAndReplacingOneNameBothMatch() throws {
    let line = ConstraintLine(try Requirement(parsing: "numpy==2.0"), at: Location(file: .caller))
    for order in [[Adjustment.remove("numpy"), .replace(line)], [.replace(line), .remove("numpy"), .relax("numpy")]] {
      let set = adjusted(order)
      #expect(set.texts.first == "numpy==2.0")
      #expect(set.constraints.first?.shadowed.isEmpty == true)
      #expect(set.diagnostics.isEmpty)
    }
  }

  @Test func adjustmentsOfLayersAndVenvs() throws {
    let deployed = try Deployed([
      "osa/osa-sources.yml": """
      format: 1
      layers:
        pins: {lines: ["a==1", "b==1"], adjust: {remove: [a, z]}}
        upper:
          lines: ["a==3", "b==3", "c==3", "d==3"]
          adjust: {replace: ["a==2;python_version>='3.12'"], relax: [d]}
      venvs:
        nova: {install: [x], adjust: {remove: [c], replace: ["b=1", "D==4"]}}

      """
    ])
    let set = deployed.question().answer()
    #expect(
      set.texts == [
        "a==2; python_version >= \"3.12\"", "a==3; python_version < \"3.12\"", "b==1", "c==3", "d>=3",
      ])
    #expect(set.diagnostics.map(\.code) == [.unmatchedAdjustment])
    #expect(set.diagnostics.first?.location?.line == 3)
    let venv = deployed.question("nova").answer()
    #expect(venv.texts.suffix(2) == ["b==1", "D==4"])
    #expect(venv.diagnostics.map(\.code) == [.unmatchedAdjustment, .invalidConstraint])
    #expect(venv.constraints.last?.line.location.line == 8)
  }

  @Test func nobodyKnowsWhatALayerSaysThatIsNotAtHand() throws {
    let deployed = try Deployed([
      "osa/osa-sources.yml":
        "format: 1\nlayers:\n  upper: {url: 'https://x.example/u.txt', adjust: {remove: [a]}}\n"
    ])
    #expect(deployed.question().answer().diagnostics.map(\.code) == [.layerNotGiven])
    #expect(deployed.question(given: [("upper", "a==1\nb==1\n")]).answer().texts == ["b==1"])
  }

  @Test func whatMatchesNothingIsAFinding() throws {
    let line = ConstraintLine(try Requirement(parsing: "c==1"), at: Location(file: .caller))
    #expect(
      adjusted([.remove("a"), .relax("b"), .replace(line)]).diagnostics.map(\.code)
        == [.unmatchedAdjustment, .unmatchedAdjustment, .unmatchedAdjustment])
  }

  @Test func pinsThatUpperConstraintsStateAnyway() {
    var question = ConstraintQuestion()
    question.given = [
      GivenLayer(name: "pins", content: .lines(["a==1.0;python_version<'3.11'", "b==2", "c==1"])),
      GivenLayer(name: "upper", content: .lines(["a===1", "b===1", "c===1;python_version>='3'"])),
    ]
    let found = question.answer().diagnostics
    #expect(found.map(\.code) == [.restatedPin])
    #expect(found.first?.location?.line == 1)
  }
}

private enum SpecifierText {
  /// Specifiers print in the order of their text.
  static func sorted(_ text: String) -> String { (try? Requirement(parsing: text))?.description ?? text }
}
