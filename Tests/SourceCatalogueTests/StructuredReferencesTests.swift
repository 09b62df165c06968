import Diagnostics
import Testing

@testable import SourceCatalogue

/// Variables that texts of the structured format refer to, wherever they stand.
@Suite struct StructuredReferencesTests {
  @Test func variablesOfTheDocumentCountInLayersAndVenvs() throws {
    let found = try catalogue([
      "osa/osa-sources.yml": """
      format: 1
      series: "{{ year }}.1"
      variables: {year: "2026", vers: "2", layer: svc}
      layers:
        svc: {lines: ["six=={{ vers }}"], adjust: {replace: ["a=={{ vers }}"]}}
        user: {source: x, path: "{{ layer }}/c.txt"}
      sources: {x: {git: https://o/x, tag: v1}}
      venvs: {v: {install: [x], constraints: ["{{ layer }}"], adjust: {relax: ["p{{ vers }}"]}}}
      roles: {r: {group: "{{ layer }}_all", distro_packages: {main: {p: ["p{{ vers }}"]}}}}
      """
    ])
    #expect(found.codes() == [] && found.series?.value == "2026.1")
    let layers = Dictionary(uniqueKeysWithValues: found.layers.map { ($0.name, $0) })
    guard case .lines(let lines)? = layers["svc"]?.content else { throw Unexpected() }
    #expect(lines.map(\.value) == ["six==2"] && layers["svc"]?.adjustments.replace.map(\.value) == ["a==2"])
    #expect(layers["user"]?.content == .source(name: "x", path: "svc/c.txt"))
    let venv = try #require(found.venvs["v"])
    #expect(venv.constraints.map(\.kind) == [.layer] && venv.adjustments.relax.map(\.value) == ["p2"])
  }

  private struct Unexpected: Error {}

  /// Undefined names in everything but sources: kept as written, each with one finding.
  @Test func nothingElseIsLostThatCannotBeResolved() throws {
    let found = try catalogue([
      "osa/osa-sources.yml": """
      format: 1
      series: "{{ u1 }}"
      layers:
        a: {url: "{{ u2 }}"}
        b: {file: "{{ u3 }}.txt"}
        c: {source: "{{ u4 }}", path: "{{ u5 }}/x"}
        d: {lines: ["six=={{ u6 }}"], adjust: {remove: ["{{ u7 }}"], replace: ["{{ u8 }}"], relax: ["{{ u9 }}"]}}
        e: {lines: []}
      sources: {x: {git: https://o/x, tag: v1}}
      venvs:
        v:
          groups: ["{{ u10 }}"]
          python: "{{ u11 }}"
          install: [x]
          constraints: ["{{ u12 }}"]
          adjust: {remove: ["{{ u13 }}"]}
          distro_packages: {build: {any: ["{{ u14 }}"]}}
          environment: {platform_machine: "{{ u15 }}"}
          tag: "{{ u16 }}"
      """
    ])
    #expect(found.diagnostics.map(\.code) == Array(repeating: .unresolvedVariable, count: 16))
    for (number, finding) in found.diagnostics.enumerated() {
      #expect(finding.message.contains("`u\(number + 1)` is not defined"))
      #expect(finding.severity == (number < 9 ? .warning : .note))
    }
    #expect(
      found.series?.value == "{{ u1 }}" && found.layers.filter(\.isUnresolved).map(\.name) == ["a", "b", "c", "d"])
    guard let layer = found.layers.first(where: { $0.name == "b" }), case .file(let file) = layer.content else {
      throw Unexpected()
    }
    #expect(file.path == "{{ u3 }}.txt")
    let venv = try #require(found.venvs["v"])
    #expect(venv.python?.value == "{{ u11 }}" && venv.groups.map(\.value) == ["{{ u10 }}"])
    #expect(venv.constraints.map(\.text.value) == ["{{ u12 }}"])
    #expect(found.diagnostics(about: ["v"]).count == 7)
  }

  @Test(arguments: [
    ("{}", DiagnosticCode.missingKey), ("{path: x}", .missingKey), ("{adjust: {remove: [a]}}", .missingKey),
    ("{file: x, path: y}", .exclusiveKeys), ("{lines: [], path: y}", .exclusiveKeys),
  ])
  func aLayerHasSomethingInIt(members: String, code: DiagnosticCode) throws {
    let found = try catalogue(["osa/osa-sources.yml": "format: 1\nlayers:\n  x: \(members)\n"])
    #expect(found.codes(.error) == [code])
    #expect(found.diagnostics.first?.location?.line == 3)
  }

  /// Later documents of every level, as any other member; a flat variable of the name is another thing.
  @Test func theSeriesIsDecidedAsOtherMembersAre() throws {
    let found = try catalogue([
      "osa/osa-sources.yml": "format: 1\nseries: '2025.1'\nsources: {}\n",
      "openstack_deploy/user_a.yml": "format: 1\nseries: '2026.1'\nsources: {}\n",
      "openstack_deploy/user_b.yml": "series: other\n",
    ])
    #expect(found.series?.value == "2026.1" && found.series?.origin.shadowed.map(\.text) == ["2025.1"])
  }
}
