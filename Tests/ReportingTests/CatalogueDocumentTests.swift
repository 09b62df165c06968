import JSONText
import SourceCatalogue
import TestSupport
import Testing

@testable import Reporting

@Suite struct CatalogueDocumentTests {
  private func document(_ files: [String: String]) throws -> JSONValue {
    let folder = try TemporaryFolder(files)
    let paths = ["osa", "openstack_deploy"].map { folder.path + "/" + $0 }
    var writer = JSONWriter(pretty: false)
    CatalogueDocument(CatalogueReader.read(paths: paths)).write(to: &writer)
    return try JSONValue(parsing: writer.bytes)
  }

  /// Every member that a document states, and those that it takes away.
  @Test func everyMemberHasAnOrigin() throws {
    let found = try document([
      "osa/osa-sources.yml": """
      format: 1
      series: "2026.1"
      sources: {x: {git: https://o/x, tag: v1, extras: [a]}}
      venvs: {x: {role: os_x, install: [x]}}
      """,
      "openstack_deploy/user_x.yml": "format: 1\nsources: {x: {archive: {url: https://h/x.tgz}}}\n",
    ])
    let source = found["sources"]?["x"]
    #expect(source?["kind"] == .string("archive") && source?["repository"] == .null)
    let origin = source?["origin"]
    #expect(origin?["extras"]?["variable"] == .string("sources.x.extras"))
    #expect(origin?["repository"]?["variable"] == .string("sources.x.archive"))
    guard case .array(let hidden)? = origin?["repository"]?["shadowed"] else { return #expect(Bool(false)) }
    #expect(hidden.map { $0["value"] } == [.string("https://o/x")])
    #expect(found["venvs"]?["x"]?["origin"]?["role"]?["line"] == .number("4"))
    #expect(found["origin"]?["series"]?["line"] == .number("2"))
  }
}
