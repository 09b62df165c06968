import Foundation
import TestSupport
import Testing

@testable import Reporting

@Suite struct SchemaTests {
  /// The published schemas are what the program prints: `osa-sources schema --document NAME > docs/...`.
  @Test(arguments: SchemaDocument.allCases)
  func publishedSchemasAreFresh(document: SchemaDocument) throws {
    let path = Vectors.root.appendingPathComponent("docs/reference/schema/\(document.rawValue).schema.json")
    #expect(try Data(contentsOf: path) == Data(document.rendered()))
  }
}
