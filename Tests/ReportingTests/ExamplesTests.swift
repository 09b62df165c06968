import Foundation
import JSONText
import SourceCatalogue
import TestSupport
import Testing

@testable import Reporting

/// `examples/flat` and `examples/structured` are one deployment: every fact of the one is in the other, but for what
/// docs/reference/structured-format.md lists as what only one format can say.
@Suite struct ExamplesTests {
  private static func document(_ folder: String, _ paths: [String]) throws -> [String: Any] {
    let root = Vectors.root.appendingPathComponent("examples/" + folder).path
    var writer = JSONWriter(pretty: false)
    CatalogueDocument(CatalogueReader.read(paths: paths.map { root + "/" + $0 })).write(to: &writer)
    return try #require(try JSONSerialization.jsonObject(with: Data(writer.bytes)) as? [String: Any])
  }

  private static let provenance: Set<String> = [
    "origin", "root", "file", "line", "column", "variable", "level", "shadowed", "template",
  ]

  /// Every fact by its path: `venvs.nova.requirements.1.name: "osprofiler"`.
  private static func facts(_ value: Any, _ path: String = "") -> [String: String] {
    var found: [String: String] = [:]
    func add(_ key: String, _ member: Any) {
      found.merge(facts(member, path.isEmpty ? key : path + "." + key)) { $1 }
    }
    switch value {
    case let members as [String: Any]:
      for (key, member) in members where !provenance.contains(key) { add(key, member) }
      // The address of a source in a flat list is its name in a structured one.
      if let source = members["source"], !(source is NSNull) { found[path + ".requirement"] = nil }
    case let entries as [Any]:
      for (index, entry) in entries.enumerated() { add(String(index), entry) }
      if entries.isEmpty { found[path] = "[]" }
    default: found[path] = "\(value)"
    }
    return found
  }

  @Test func bothFormatsSayTheSame() throws {
    let flat = try Self.document("flat", ["openstack-ansible", "roles", "openstack_deploy"])
    let structured = try Self.document("structured", [""])
    var compared = 0
    for view in ["sources", "venvs", "layers", "diagnostics"] {
      let (a, b) = (Self.facts(try #require(flat[view])), Self.facts(try #require(structured[view])))
      for path in Set(a.keys).union(b.keys).sorted() where !path.hasSuffix(".role") {
        #expect(a[path] == b[path], "\(view): \(path)")
        compared += 1
      }
    }
    #expect(compared > 400)
    #expect(flat["series"] is NSNull && structured["series"] as? String == "2026.2")
  }
}
