import Foundation
import TestSupport
import Testing

@testable import SourceCatalogue

/// docs/reference/variables.md is the naming table for people; `OSA_SOURCES_RECORD=1` writes it anew.
@Suite struct SourceNamingDocumentationTests {
  private static let page = Vectors.root.appendingPathComponent("docs/reference/variables.md")

  private static func rendered() -> String {
    var text = """
      <!-- Written by SourceNamingDocumentationTests from Sources/SourceCatalogue/Variables/SourceNaming.swift. -->
      # Flat variables

      `PREFIX` is the source's key in the catalogue (`nova` of `nova_git_repo`), or the venv's service. A name that ends in
      none of these is read only where another value refers to it.

      | variable | says | releases |
      |---|---|---|

      """
    for rule in SourceNaming.rules {
      let meaning =
        switch rule.meaning {
        case .source(let field): "source: \(field.rawValue)"
        case .venv(let field): "venv: \(field.rawValue)"
        case .unrelated: "nothing: configuration of a service or of the repository server"
        }
      text += "| `PREFIX\(rule.suffix)` | \(meaning) | \(rule.since) |\n"
    }
    return text
  }

  @Test func theReferencePageIsFresh() throws {
    if ProcessInfo.processInfo.environment["OSA_SOURCES_RECORD"] == "1" {
      try Self.rendered().write(to: Self.page, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: Self.page, encoding: .utf8) == Self.rendered())
  }
}
