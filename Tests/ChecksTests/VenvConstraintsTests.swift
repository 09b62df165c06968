import ConstraintLayers
import Diagnostics
import SourceCatalogue
import TestSupport
import Testing
import TextFiles

@testable import Checks

@Suite struct VenvConstraintsTests {
  private static let nova = """
    nova_pip_packages:
      - "git+{{ nova_git_repo }}@{{ nova_git_install_branch }}#egg=nova"
      - PyMySQL>=1.1
      - numpy>=2.3
    nova_optional_memcached_pip_packages:
      - python-memcached>=1.60

    """

  private func found(
    _ upper: String, file: String = "upper.txt", track: String = "master", files more: [String: String] = [:]
  ) throws -> [String] {
    let files = [
      "osa/inventory/group_vars/all/s.yml":
        trio("nova", base: "https://h/openstack/", track: track) + trio("glance", track: track),
      "roles/os_nova/defaults/main.yml": Self.nova,
    ].merging(more) { $1 }
    let folder = try TemporaryFolder(files)
    let reading = CatalogueReader.reading(paths: [folder.path + "/osa", folder.path + "/roles"])
    let given = GivenLayer(name: "upper", content: .text(upper, FileReference(root: -1, path: file)))
    let context = CheckContext(reading, layers: upper.isEmpty ? [] : [given])
    return VenvConstraints.findings(in: context).sorted().map { "\($0.severity) " + place($0) }
  }

  @Test func requirementsThatAreRuledOut() throws {
    let role = "defaults/main.yml"
    #expect(try found("PyMySQL===1.0\nnumpy===2.4\n").map { $0 } == ["error OSA307 os_nova/\(role):3"])
    #expect(try found("PyMySQL===1.1.2\nnumpy===2.4\npython-memcached===1.62\n").isEmpty)
    #expect(try found("python-memcached===1.59\n") == ["warning OSA307 os_nova/\(role):6"])
  }

  /// For some Pythons only: a warning that names them.
  @Test func requirementsThatOnePythonRulesOut() throws {
    let lines = "numpy===2.2.6;python_version<'3.11'\nnumpy===2.4;python_version>='3.11'\n"
    #expect(try found(lines) == ["warning OSA307 os_nova/defaults/main.yml:4"])
    #expect(
      try found("numpy===2.2.6;python_version<'3.11'\nnumpy===2.1;python_version>='3.11'\n")
        == ["error OSA307 os_nova/defaults/main.yml:4", "error OSA307 os_nova/defaults/main.yml:4"])
  }

  @Test func seriesOfTheFile() throws {
    #expect(
      try found("a===1\n", file: "upper-constraints-pike.txt") == [
        "warning OSA308 inventory/group_vars/all/s.yml:3"
      ])
    #expect(try found("a===1\n", file: "upper-constraints-master.txt").isEmpty)
    #expect(try found("a===1\n", file: "upper-constraints-2025.1.txt", track: "stable/2025.1").isEmpty)
  }

  @Test func layersInTheTree() throws {
    let pins = ["osa/global-requirement-pins.txt": "numpy==2.2.6\n"]
    #expect(try found("", files: pins) == ["error OSA307 os_nova/defaults/main.yml:4"])
    let structured = [
      "osa/osa-sources.yml":
        "format: 1\nlayers:\n  upper: {lines: ['PyMySQL===1.0']}\nvenvs:\n  nova: {constraints: [uper]}\n"
    ]
    #expect(try found("", files: structured) == ["error OSA311 osa-sources.yml:5"])
    let named = [
      "osa/osa-sources.yml":
        "format: 1\nlayers:\n  upper: {lines: ['PyMySQL===1.0']}\nvenvs:\n  nova: {constraints: [upper], adjust: {remove: [x]}}\n"
    ]
    #expect(
      try found("", files: named) == ["warning OSA310 osa-sources.yml:5", "error OSA307 os_nova/defaults/main.yml:3"])
  }

  @Test func anotherFileOfOneNameIsLookedAtAlone() {
    let layers = ["a/upper.txt": "a===1\n", "b/upper.txt": "a===2\nb=1\n"].sorted { $0.key < $1.key }.map {
      GivenLayer(name: "upper", content: .text($0.value, FileReference(root: -1, path: $0.key)))
    }
    let context = CheckContext(
      CatalogueReader.reading(paths: []), layers: [layers[0]], looseLayers: [layers[1]])
    #expect(ConstraintContradiction.findings(in: context).map(place) == ["OSA303 b/upper.txt:2"])
    #expect(context.files.map(\.reference.path) == ["a/upper.txt", "b/upper.txt"])
  }
}
