import Diagnostics
import Testing

@testable import SourceCatalogue

/// The layouts that Tests/AnsibleTests/test_variable_files.py compares with a real play.
@Suite struct VariableFileChoiceTests {
  static let layouts: [(files: [String], read: [String])] = [
    (["group_vars/g.yml", "group_vars/g/z.yml"], ["group_vars/g/z.yml"]),
    (["group_vars/g", "group_vars/g.yml"], ["group_vars/g"]),
    (["group_vars/g.yml", "group_vars/g.yaml", "group_vars/g.json"], ["group_vars/g.yml"]),
    (["group_vars/g.yaml", "group_vars/g.json"], ["group_vars/g.yaml"]),
    (["group_vars/all.yml", "group_vars/all/all.yml"], ["group_vars/all/all.yml"]),
    (["host_vars/h.yml", "host_vars/h/a.yaml"], ["host_vars/h/a.yaml"]),
    (["group_vars/g/a.yml", "group_vars/g/a.yaml"], ["group_vars/g/a.yml", "group_vars/g/a.yaml"]),
    (["group_vars/g/c/x.yml", "group_vars/g/d.d/x.yml"], ["group_vars/g/c/x.yml"]),
    (["roles/r/defaults/main.yml", "roles/r/defaults/main/z.yml"], ["roles/r/defaults/main.yml"]),
    (["roles/r/vars/main.yaml", "roles/r/vars/main/z.yml"], ["roles/r/vars/main.yaml"]),
    (
      ["roles/r/defaults/main/y.yml", "roles/r/defaults/main/z.yml"],
      ["roles/r/defaults/main/y.yml", "roles/r/defaults/main/z.yml"]
    ),
    (["roles/r/vars/main.yml", "roles/r/vars/debian.yml"], ["roles/r/vars/main.yml", "roles/r/vars/debian.yml"]),
  ]

  @Test(arguments: layouts.indices)
  func onlyWhatAnsibleReadsDefinesAndTheRestIsSaid(index: Int) throws {
    let (files, read) = Self.layouts[index]
    var texts: [String: String] = [:]
    for (number, file) in files.enumerated() {
      texts["osa/" + file] =
        file.hasSuffix(".json")
        ? "{\"s\(number)_git_repo\": \"https://h/\(number)\"}" : "s\(number)_git_repo: https://h/\(number)\n"
    }
    let found = try catalogue(texts)
    let expected = files.indices.filter { read.contains(files[$0]) }.map { "s\($0)" }
    #expect(found.sources.keys.sorted() == expected)
    let unread = found.diagnostics.filter { $0.code == .unreadVariableFile }
    #expect(Set(unread.compactMap(\.location?.file.path)) == Set(files).subtracting(read))
    #expect(unread.allSatisfy { $0.severity == .warning && $0.hint != nil })
  }

  @Test func anEmptyFolderHidesTheFileToo() throws {
    let found = try catalogue([
      "osa/group_vars/g/.keep": "", "osa/group_vars/g.yml": "x_git_repo: https://h/x\n",
    ])
    #expect(found.sources.isEmpty)
    #expect(found.diagnostics.first?.message.hasSuffix("Ansible takes `g` and looks no further") == true)
  }

  @Test func whatIsHiddenNeitherWinsNorIsShadowed() throws {
    let found = try catalogue([
      "osa/group_vars/g/z.yml": "x_git_repo: https://folder\nx_git_install_branch: \(sha)\n",
      "osa/group_vars/g.yml": "x_git_repo: https://file\n",
    ])
    #expect(found.sources["x"]?.repository?.value == "https://folder")
    #expect(found.sources["x"]?.repository?.origin.shadowed.isEmpty == true)
    #expect(!found.codes().contains(.doubleDefinition))
  }
}
