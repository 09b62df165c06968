import Diagnostics
import Testing

@testable import SourceCatalogue

/// Findings of what is asked for, and of nothing else.
@Suite struct SelectionTests {
  private let files = [
    "osa/group_vars/nova_all.yml":
      "nova_git_repo: \"{{ nowhere }}/nova\"\nnova_git_install_branch: 2023.10\n",
    "osa/group_vars/heat_all.yml": "heat_git_repo: https://h/heat\nheat_git_install_branch: 0123456\n",
    "roles/os_nova/defaults/main.yml": "nova_pip_packages:\n  - \"foo bar\"\n",
    "roles/os_heat/defaults/main.yml": "heat_pip_packages:\n  - \"{{ x if y else z }}\"\n",
  ]

  @Test func onlyTheirOwnFindings() throws {
    let found = try catalogue(files)
    #expect(
      found.diagnostics(about: ["nova"]).map(\.code) == [.unresolvedVariable, .retypedValue, .invalidRequirement])
    #expect(found.diagnostics(about: ["heat"]).map(\.code) == [.retypedValue, .unresolvedVariable])
    #expect(found.diagnostics(about: []).isEmpty)
    let all = found.diagnostics(about: ["nova", "heat"])
    #expect(all == found.diagnostics)
  }

  /// What stands in a file that nobody can read may be theirs.
  @Test func filesThatCannotBeReadAreAlwaysSaid() throws {
    var files = files
    files["osa/group_vars/broken_all.yml"] = "a: [\n"
    files["openstack_deploy/user_secrets.yml"] = "$ANSIBLE_VAULT;1.1;AES256\n33\n"
    files["openstack_deploy/user_late.yaml"] = "a: b\n"
    let found = try catalogue(files)
    #expect(Set(found.diagnostics(about: []).map(\.code)) == [.yamlSyntax, .encryptedFile, .unreadUserFile])
  }

  /// A definition that another one hides is still about the source.
  @Test func shadowedDefinitionsCount() throws {
    let found = try catalogue([
      "osa/group_vars/a_all/a.yml": "a_git_repo: https://h/a\na_git_install_branch: one\n",
      "osa/group_vars/a_all/b.yml": "a_git_install_branch: two\n",
    ])
    #expect(found.diagnostics(about: ["a"]).map(\.code) == [.doubleDefinition])
  }

  /// A member that holds nothing has no origin in the source; the finding that says why is still about it.
  @Test(arguments: [
    ("nova_git_install_branch: [a]", DiagnosticCode.wrongType), ("nova_git_install_branch: ''", .incompleteSource),
    ("nova_git_repo: {a: b}", .wrongType), ("nova_git_project_group: {a: b}", .wrongType),
    ("nova_git_project_group: [[nova_all]]", .wrongType), ("nova_pip_packages: nova", .wrongType),
    ("nova_pip_packages:\n  - nova\n  - {a: b}", .wrongType), ("nova_pip_packages: [nova, ~]", .wrongType),
  ])
  func whatIsRefusedIsTheirsToo(text: String, code: DiagnosticCode) throws {
    let found = try catalogue([
      "osa/group_vars/nova_all.yml": "nova_git_repo: https://h/nova\nnova_git_install_branch: \(sha)\n",
      "roles/os_nova/defaults/main.yml": "nova_pip_packages: [nova]\n",
      "openstack_deploy/user_variables.yml": text + "\n",
    ])
    #expect(found.diagnostics(about: ["nova"]).map(\.code).contains(code))
    #expect(found.diagnostics(about: ["nova"]).contains { $0.location?.file.name == "user_variables.yml" })
  }

  /// A slip in a record of the structured format loses a member: whoever asks for that source is told.
  @Test func faultsOfARecordAreItsSources() throws {
    let found = try catalogue([
      "osa/osa-sources.yml": """
      format: 1
      sources:
        zope.interface:
          git: https://h/z
          brunch: a
          branch: b
        zope:
          git: https://h/zope
          branch: b
      venvs:
        nova:
          instal: [a]
      """
    ])
    #expect(found.diagnostics(about: ["zope_interface"]).map(\.location?.line) == [5])
    #expect(found.diagnostics(about: ["nova"]).map(\.code) == [.unknownKey])
    #expect(found.diagnostics(about: ["zope"]).isEmpty)
  }

  /// What a misspelt section or an unusable override holds may be theirs.
  @Test func faultsOfAWholeDocumentAreEverybodys() throws {
    let files = [
      "osa/osa-sources.yml": "format: 1\nsorces: {}\nsources:\n  x: {git: 'https://h/x', branch: b}\n  y: {brunch: b}\n"
    ]
    #expect(try catalogue(files).diagnostics(about: ["x"]).map(\.message) == ["unknown key `sorces`"])
    let given = try catalogue(self.files, written: ["osa_sources_overrides": "{{ nowhere }}"])
    #expect(given.diagnostics(about: ["heat"]).contains { $0.code == .unresolvedVariable && $0.severity == .error })
    let list = try catalogue(self.files, values: ["osa_sources_overrides": .list([])])
    #expect(list.diagnostics(about: ["heat"]).contains { $0.code == .wrongType })
  }

  /// Whoever obtains sources leaves alone what is wrong, and everything where a file cannot be read.
  @Test func errorsAreOfOneSourceOrOfTheWhole() throws {
    let found = try catalogue([
      "osa/osa-sources.yml": """
      format: 1
      sources:
        a.b: {git: 'https://h/a', commit: 0123}
        c: {git: 'https://h/c', branch: x, tag: y}
        d: {git: 'https://h/d', branch: x}
      venvs: {d: {instal: [d]}}
      """,
      "osa/group_vars/all.yml": "e_git_repo: https://h/e\ne_git_install_branch: 0123\n",
    ])
    #expect(found.sourceErrors.mapValues(\.code) == ["a_b": .retypedValue, "c": .exclusiveKeys, "e": .retypedValue])
    #expect(found.fileErrors.isEmpty)
    let wrong = try catalogue(["osa/osa-sources.yml": "format: 1\nsources: {}\nhosts: []\n"])
    #expect(wrong.fileErrors.map(\.code) == [.wrongType])
    #expect(try catalogue(["osa/group_vars/all.yml": "a: [\n"]).fileErrors.map(\.code) == [.yamlSyntax])
  }
}
