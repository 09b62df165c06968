import Diagnostics
import TestSupport
import TextFiles

@testable import SourceCatalogue

/// A deployment of three PATHs as a test writes it: files by path below `osa/`, `roles/` and `deploy/`.
func catalogue(_ files: [String: String], given: [String: String] = [:], written: [String: String] = [:]) throws
  -> Catalogue
{
  let folder = try TemporaryFolder(files)
  func values(_ texts: [String: String]) -> [String: VariableValue] {
    texts.mapValues { VariableValue(.string($0), at: Location(file: .caller), isUnsafe: true) }
  }
  let present = ["osa", "roles", "openstack_deploy"].filter { name in files.keys.contains { $0.hasPrefix(name + "/") } }
  return CatalogueReader.read(
    paths: present.map { folder.path + "/" + $0 },
    caller: CallerVariables(values: values(given), written: values(written)))
}

/// The same, with values of the caller that need not be texts.
func catalogue(_ files: [String: String], values: [String: VariableValue.Content]) throws -> Catalogue {
  let folder = try TemporaryFolder(files)
  let present = ["osa", "roles", "openstack_deploy"].filter { name in files.keys.contains { $0.hasPrefix(name + "/") } }
  return CatalogueReader.read(
    paths: present.map { folder.path + "/" + $0 },
    caller: CallerVariables(
      values: values.mapValues { VariableValue($0, at: Location(file: .caller), isUnsafe: true) }))
}

extension Catalogue {
  func codes(_ severity: Severity? = nil) -> [DiagnosticCode] {
    diagnostics.filter { severity == nil || $0.severity == severity }.map(\.code)
  }
}

let sha = "d5b82e107e46a8e29483c22f9713335f2e028939"
