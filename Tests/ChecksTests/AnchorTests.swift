import Diagnostics
import Foundation
import SourceCatalogue
import TestSupport
import Testing
import TextFiles

@testable import Checks

@Suite struct AnchorTests {
  private let vars = "inventory/group_vars/nova_all/source_git.yml"

  /// A tree, the roles beside it, and a link to the tree.
  private func trees() throws -> TemporaryFolder {
    let folder = try TemporaryFolder([
      "tree/\(vars)": "nova_git_repo: https://h//nova\nnova_git_install_branch: \(sha)\n",
      "roles/os_nova/defaults/main.yml": "glance_git_repo: https://h//glance\nglance_git_install_branch: \(sha)\n",
      "tree/.osa-sources.yml": "exclude: []\n",
    ])
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/link", withDestinationPath: "tree")
    return folder
  }

  private func path(_ display: String, from anchor: String) -> String? {
    let file = FileReference(root: 3, path: "whatever", displayPath: display)
    return Anchor(folder: anchor).paths(of: [file])[file]
  }

  @Test func aFileHasOnePathHoweverItIsReached() throws {
    let folder = try trees()
    for tree in ["tree", "link", "roles/../tree", "./tree/", "roles/..//link"] {
      for anchor in ["tree", "link"] {
        #expect(path("\(folder.path)/\(tree)/\(vars)", from: "\(folder.path)/\(anchor)") == vars, "\(tree) \(anchor)")
      }
    }
    #expect(path(folder.path + "/tree/x.yml", from: folder.path + "/tree") == "x.yml")
  }

  @Test func filesOutsideAreNamedFromTheFolderToo() throws {
    let folder = try trees()
    let role = "\(folder.path)/roles/os_nova/defaults/main.yml"
    #expect(path(role, from: folder.path + "/tree") == "../roles/os_nova/defaults/main.yml")
    #expect(path(role, from: folder.path + "/link") == "../roles/os_nova/defaults/main.yml")
    #expect(path("/etc/x.yml", from: "/") == "etc/x.yml")
  }

  @Test func aFolderThatIsNotThereIsTakenAsWritten() {
    #expect(path("/nowhere/at/all/x.yml", from: "/nowhere/at") == "all/x.yml")
    #expect(path("/nowhere/x.yml", from: "/nowhere/at") == "../x.yml")
    #expect(Anchor(folder: ".").paths(of: [.caller])[.caller] == "<caller>")
  }

  private func found(_ paths: [String]) -> [Diagnostic] {
    EmptyPathSegment.findings(in: CheckContext(CatalogueReader.reading(paths: paths)))
  }

  @Test func aBaselineOfTheTreeHoldsForEachOfItsFiles() throws {
    let folder = try trees()
    let (tree, roles) = (folder.path + "/tree", folder.path + "/roles")
    let whole = found([tree, roles])
    #expect(whole.count == 2)
    let baseline = Baseline(whole, anchor: Anchor(ofFile: tree + "/known.json"))
    #expect(Set(baseline.counts.keys.map(\.file)) == [vars, "../roles/os_nova/defaults/main.yml"])
    for paths in [
      ["\(tree)/\(vars)"], [tree + "/inventory"], ["\(folder.path)/link/\(vars)"], [roles], [roles, tree],
      ["\(roles)/os_nova/defaults/main.yml"], [folder.path],
    ] {
      let again = found(paths)
      #expect(!again.isEmpty && baseline.new(among: again).isEmpty, "\(paths)")
    }
    let other = Baseline(whole, anchor: Anchor(ofFile: roles + "/known.json"))
    #expect(
      try Baseline(parsing: Array("{\"format\": 1, \"findings\": []}".utf8), anchor: Anchor(folder: "/")).new(
        among: whole) == whole)
    #expect(other.counts.keys.contains { $0.file == "os_nova/defaults/main.yml" })
  }

  @Test(arguments: [
    ("inventory/group_vars/**", 1), ("source_git.yml", 1), ("../roles/**", 1), ("**/os_nova/", 1), ("os_nova/**", 2),
    ("group_vars/**", 2), ("**", 0),
  ])
  func exclusionsAreRelativeToTheirFile(pattern: String, left: Int) throws {
    let folder = try trees()
    let path = folder.path + "/tree/.osa-sources.yml"
    let configuration = Configuration(
      TextFile(
        reference: FileReference(root: -1, path: ".osa-sources.yml", displayPath: path),
        bytes: Array("exclude: ['\(pattern)']\n".utf8)))
    #expect(configuration.diagnostics.isEmpty)
    let files = ["\(folder.path)/tree/\(vars)", "\(folder.path)/roles/os_nova/defaults/main.yml"]
    #expect(configuration.adjusted(found([folder.path + "/tree", folder.path + "/roles"])).count == left)
    #expect(configuration.adjusted(found(files)).count == left)
  }
}
