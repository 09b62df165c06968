import SourceCatalogue
import Testing

@testable import BuildPlanning

@Suite struct WheelPlanningTests {
  private static let pinned = """
    sources:
      nova: {git: 'https://h/nova', commit: \(commit)}
    venvs:
      nova: {install: [nova]}

    """

  /// `--build-constraint` is of pip 25.3, which needs Python 3.9; older ones read an environment variable.
  @Test(arguments: [
    ("pip==25.3", "3.11", true), ("pip==26.0.1", "3.9", true), ("pip==25.2", "3.11", false),
    ("pip<25.3", "3.11", false), ("pip<26", "3.11", true), ("pip>=21", "3.11", true), ("pip===9.0.3", "2.7", false),
    ("wheel==0.45", "3.11", true), ("wheel==0.37", "3.8", false), ("wheel==0.37", "2.7", false),
    ("pip!=25.2", "3.12", true), ("pip~=24.0", "3.12", false), ("pip==24.*", "3.12", false),
  ])
  func anOldPipIsToldByItsEnvironment(line: String, python: String, isNew: Bool) throws {
    let made = try plan("layers:\n  pins: {lines: ['\(line)']}\n" + Self.pinned) {
      $0.targets = [debian.with(python: python)]
      $0.allWheels = true
    }
    let environment = isNew ? [:] : ["PIP_CONSTRAINT": "build-constraints.txt"]
    for step in made.wheels {
      #expect(step.buildConstraints == [line] && step.pipEnvironment == environment)
      #expect(step.arguments.contains("--build-constraint") == isNew)
    }
    #expect(made.venvs.map(\.pipEnvironment) == [environment] && made.wheels.count == 2)
    let free = try plan(Self.pinned) { $0.targets = [debian.with(python: python)] }
    #expect(free.wheels.map(\.pipEnvironment) == [[:]] && free.venvs.map(\.pipEnvironment) == [[:]])
  }

  private let text = """
    layers:
      pins: {lines: ['setuptools==80.0', 'numpy==2.3.5']}
    sources:
      nova: {git: 'https://h/nova', commit: \(commit)}
      lib: {git: 'https://h/lib', commit: \(otherCommit), subdirectory: python}
      unread: {git: 'https://h/unread', commit: \(commit)}
      released: {release: '1.0', distribution: Released.Name}
      extra: {path: /srv/extra}
    venvs:
      nova: {install: [nova, lib, released, 'pymysql>=1'], optional: {more: [extra]}, distro_packages: {build: {debian: [libpq-dev], redhat: [libpq]}}}
      other: {install: [lib], python: python3.12, distro_packages: {build: {any: [gcc]}}}

    """

  @Test func oneWheelPerSourceThatAVenvInstalls() throws {
    let made = try plan(text)
    #expect(made.wheels.map(\.name) == ["lib", "lib", "nova"])
    #expect(made.wheels.map(\.python) == ["3.11", "3.12", "3.11"])
    #expect(made.wheels.allSatisfy { $0.kind == .source })
    #expect(made.fetch.map(\.name) == ["lib", "nova"])
    let nova = try #require(made.wheels.last)
    #expect(nova.venvs == ["nova"] && nova.packages.names == ["libpq-dev"] && nova.distribution == "nova")
    #expect(nova.fetch == made.fetched("nova")?.digest)
    #expect(nova.buildConstraints == ["setuptools==80.0"])
    #expect(
      nova.arguments == ["wheel", "--wheel-dir", "wheels", "--no-deps", "--build-constraint", "build-constraints.txt"])
    #expect(made.wheels.first?.subdirectory == "python")
  }

  @Test func optionalSetsAreChosen() throws {
    for chosen in ["more", "nova.more", "all"] {
      #expect(try plan(text) { $0.optional = [chosen] }.wheels.map(\.name) == ["extra", "lib", "lib", "nova"])
    }
    #expect(try plan(text) { $0.optional = ["other.more"] }.codes == [.unknownOptionalSet])
  }

  @Test func allWheelsAddsWhatTheVenvsTakeFromTheIndex() throws {
    let made = try plan(text) { $0.allWheels = true }
    let added = made.wheels.filter { $0.kind == .dependencies }
    #expect(added.map(\.name) == ["nova", "other"])
    #expect(added.first?.requirements == ["nova", "lib", "Released.Name==1.0", "pymysql>=1"])
    #expect(added.first?.constraints.lines == ["numpy==2.3.5", "setuptools==80.0"])
    #expect(added.first?.arguments.contains("--no-deps") == false)
    #expect(made.wheels.filter { $0.kind == .source } == (try plan(text)).wheels)
    #expect(made.venvs.allSatisfy { $0.arguments.contains("--no-index") })
  }

  @Test func everyTargetHasItsOwn() throws {
    let arm = Target(distribution: "rocky", version: "9", architecture: "aarch64")
    let made = try plan(text) { $0.targets.append(arm) }
    #expect(made.wheels.count == 6 && Set(made.wheels.map(\.digest)).count == 6)
    #expect(made.wheels.last?.python == "3.9" && made.wheels.last?.packages.names == ["libpq"])
    #expect(made.fetch.count == 2)
  }

  @Test func aBuildLayerCountsForBuildingAlone() throws {
    let made = try plan(text.replacing("layers:\n", with: "layers:\n  build: {lines: ['obscure==1']}\n"))
    #expect(made.wheels.first?.buildConstraints == ["obscure==1"])
    #expect(made.venvs.first?.constraints.lines == ["numpy==2.3.5", "setuptools==80.0"])
  }

  @Test func offlineAsksNoIndex() throws {
    let made = try plan(text) { $0.isOffline = true }
    #expect(made.wheels.allSatisfy { $0.arguments.contains("--no-index") && $0.arguments.contains("--find-links") })
    #expect(made.wheels.map(\.digest) == (try plan(text)).wheels.map(\.digest))
  }

  /// pip passes over an entry whose marker is false on the target; of what nobody knows the wheel is made.
  @Test(arguments: [
    ("python_version<'3.9'", false), ("platform_machine=='aarch64'", false), ("python_version>='3.9'", true),
    ("platform_release>'5'", true),
  ])
  func aWheelIsMadeOnlyWhereTheMarkerHolds(marker: String, isMade: Bool) throws {
    let made = try plan(
      "sources:\n  b: {git: 'https://h/b', commit: \(commit)}\nvenvs:\n  w: {install: [\"b; \(marker)\"]}\n")
    #expect(made.wheels.map(\.name) == (isMade ? ["b"] : []) && made.fetch.map(\.name) == (isMade ? ["b"] : []))
    #expect(made.venvs.first?.arguments.last?.hasPrefix("b;") == true)
  }
}
