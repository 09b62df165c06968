import Foundation
import TestSupport
import Testing

@testable import SourceCatalogue

@Suite struct RepeatedFilesTests {
  private static let files = [
    "roles/os_nova/defaults/main.yml": "nova_git_repo: https://h/nova\nnova_git_install_branch: m\n",
    "osa/group_vars/nova_all/s.yml": "nova_git_install_branch: \(sha)\n",
  ]

  private func reference(_ folder: TemporaryFolder, _ paths: [String]) throws -> Located<Reference> {
    let found = CatalogueReader.read(paths: paths.map { folder.path + "/" + $0 })
    return try #require(found.sources["nova"]?.reference)
  }

  @Test func aTreeGivenTwiceHidesNothing() throws {
    let folder = try TemporaryFolder(Self.files)
    let once = try reference(folder, ["osa", "roles"])
    let twice = try reference(folder, ["osa", "roles", "osa", "roles", "roles/os_nova"])
    #expect(twice == once)
    #expect(twice.origin.shadowed.map(\.text) == ["m"])
  }

  @Test func aLinkedRoleHidesNothing() throws {
    let folder = try TemporaryFolder(Self.files)
    try FileManager.default.createDirectory(atPath: folder.path + "/more", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/more/os_nova", withDestinationPath: "../roles/os_nova")
    let found = try reference(folder, ["osa", "roles", "more"])
    #expect(found.origin.shadowed.map(\.text) == ["m"])
  }

  /// Equal files in two places are two definitions.
  @Test func aCopyCounts() throws {
    var files = Self.files
    files["more/os_nova/defaults/main.yml"] = files["roles/os_nova/defaults/main.yml"]
    let found = try reference(try TemporaryFolder(files), ["osa", "roles", "more"])
    #expect(found.origin.shadowed.map(\.text) == ["m", "m"])
  }
}
