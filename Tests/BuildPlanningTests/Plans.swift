import Diagnostics
import SourceCatalogue
import TestSupport
import TextFiles

@testable import BuildPlanning

let debian = Target(distribution: "debian", version: "12", architecture: "x86_64", python: "3.11")
let commit = "d5b82e107e46a8e29483c22f9713335f2e028939"
let otherCommit = "4bb8ff9ad664e832d78139e23f5933cca6054d35"

/// A structured deployment as a test writes it, with its plan.
func plan(
  _ text: String, files: [String: String] = [:], _ change: (inout PlanRequest) -> Void = { _ in }
) throws -> Plan {
  let folder = try TemporaryFolder(files.merging(["osa-sources.yml": "format: 1\n" + text]) { $1 })
  var request = PlanRequest(targets: [debian])
  change(&request)
  return Planner.plan(CatalogueReader.read(paths: [folder.path]), request)
}

extension Plan {
  func fetched(_ name: String) -> FetchStep? { fetch.first { $0.name == name } }
  var codes: [DiagnosticCode] { diagnostics.map(\.code) }
}
