import Diagnostics
import SourceCatalogue
import TestSupport
import TextFiles

@testable import Checks

/// What a check sees of the files of a deployment below `osa/`, `roles/` and `openstack_deploy/`. The folder lives as
/// long as the context's files are asked for: everything is read here.
/// `inventory` names one of the files.
func context(_ files: [String: String], inventory: String? = nil, paths: [String]? = nil) throws -> CheckContext {
  let folder = try TemporaryFolder(files)
  let roots = ["osa", "roles", "openstack_deploy"].filter { name in files.keys.contains { $0.hasPrefix(name + "/") } }
  let reading = CatalogueReader.reading(paths: (paths ?? roots).map { folder.path + "/" + $0 })
  let hosts = try inventory.map { try InventoryReader.read(folder.path + "/" + $0).inventory }
  let context = CheckContext(reading, inventory: hosts)
  _ = (context.taskFiles, context.wholeRoles, context.isPartial)
  return context
}

/// `OSA112 osa/…:2` of every finding of one check.
func places(_ check: any Check.Type, _ files: [String: String], inventory: String? = nil) throws -> [String] {
  check.findings(in: try context(files, inventory: inventory)).sorted().map(place)
}

func place(_ diagnostic: Diagnostic) -> String {
  let location = diagnostic.location
  return "\(diagnostic.code.identifier) \(location?.file.path ?? ""):\(location?.line ?? 0)"
}

let sha = "d5b82e107e46a8e29483c22f9713335f2e028939"

/// The three variables of a source.
func trio(_ name: String, base: String = "https://h/", reference: String = sha, track: String = "master") -> String {
  "\(name)_git_repo: \"\(base)\(name)\"\n\(name)_git_install_branch: \(reference)\n\(name)_git_track_branch: \(track)\n"
}
