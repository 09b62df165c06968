import Diagnostics
import Testing

@testable import SourceCatalogue

@Suite struct FlatVariablesTests {
  private let group = "osa/inventory/group_vars/nova_all/source_git.yml"

  @Test(arguments: [
    (sha, Reference(.commit, sha)), (sha.uppercased(), Reference(.commit, sha.uppercased())),
    (String(repeating: "a", count: 64), Reference(.commit, String(repeating: "a", count: 64))),
    ("refs/changes/24/923324/10", Reference(.change, "refs/changes/24/923324/10")),
    ("refs/tags/x", Reference(.tag, "refs/tags/x")), ("v0.36.6", Reference(.tag, "v0.36.6", inferred: true)),
    ("8.0.0", Reference(.tag, "8.0.0", inferred: true)), ("2024.1-eom", Reference(.tag, "2024.1-eom", inferred: true)),
    ("stable/2024.1", Reference(.branch, "stable/2024.1", inferred: true)),
    ("master", Reference(.branch, "master", inferred: true)),
    ("d5b82e1", Reference(.branch, "d5b82e1", inferred: true)),
    ("version-1", Reference(.branch, "version-1", inferred: true)),
  ])
  func referencesAreTyped(text: String, reference: Reference) {
    #expect(Reference(flat: text) == reference)
  }

  @Test(arguments: [("2023.10", "2023.1"), ("0123456", "42798"), ("1.10", "1.1"), ("yes", "True")])
  func aReferenceThatYAMLRetypesIsRefused(written: String, seen: String) throws {
    let found = try catalogue([group: "nova_git_repo: https://a/nova\nnova_git_install_branch: \(written)\n"])
    #expect(found.sources["nova"]?.reference?.value == Reference(.unresolved, written))
    let finding = try #require(found.diagnostics.first { $0.code == .retypedValue })
    #expect(finding.severity == .error)
    #expect(finding.message.contains("`\(written)`") && finding.message.contains("`\(seen)`"))
    #expect((finding.location?.line, finding.location?.column) == (2, 26))
  }

  @Test(arguments: [
    ("{{ a }}", "A"), ("{{a}}/x", "A/x"), ("{{ a ~ '/x' }}", "A/x"), ("{{ missing | default('d') }}", "d"),
    ("{{ missing|default(a) }}", "A"), ("{{ empty | default('d', true) }}", "d"), ("{{ a | default('d') }}", "A"),
    ("{{ missing | default('https://u/' ~ a | default('z')) }}", "https://u/A"), ("{{ 'q' ~ (a) }}{{- a -}}", "qAA"),
    ("{{ chain }}", "A!"), ("plain", "plain"),
  ])
  func referencesBetweenVariablesAreResolved(template: String, text: String) throws {
    let found = try catalogue([
      "osa/inventory/group_vars/all/all.yml": "a: A\nempty: ''\nchain: \"{{ a }}!\"\n",
      group: "nova_git_repo: \"\(template)\"\nnova_git_install_branch: \(sha)\n",
    ])
    #expect(found.sources["nova"]?.repository?.value == text)
    #expect(found.codes().isEmpty)
    #expect(found.sources["nova"]?.repository?.origin.template == (template == "plain" ? nil : template))
  }

  @Test(arguments: [
    "{{ missing }}/x", "{{ a | upper }}", "{% if a %}x{% endif %}", "{{ a.b }}", "{{ list }}/x", "{{ a",
  ])
  func whatCannotBeResolvedIsKeptWithAFinding(template: String) throws {
    let found = try catalogue([
      "osa/inventory/group_vars/all/all.yml": "a: A\nlist: [1]\n",
      group: "nova_git_repo: \"\(template)\"\nnova_git_install_branch: \(sha)\n",
    ])
    #expect(found.sources["nova"]?.repository?.value == template)
    #expect(found.codes() == [.unresolvedVariable])
  }

  @Test func cyclesAreFound() throws {
    let found = try catalogue([
      group: "nova_git_repo: \"{{ a }}\"\nnova_git_install_branch: \(sha)\na: \"{{ b }}\"\nb: \"{{ a }}x\"\n"
    ])
    #expect(found.codes() == [.variableCycle])
    #expect(found.diagnostics.first?.message.contains("`a` -> `b` -> `a`") == true)
  }

  @Test func chainsAndGrowthAreBounded() throws {
    var chain = "nova_git_install_branch: \(sha)\nnova_git_repo: \"{{ v0 }}\"\n"
    for index in 0..<5000 { chain += "v\(index): \"{{ v\(index + 1) }}\"\n" }
    #expect(try catalogue([group: chain + "v5000: end\n"]).codes() == [.unresolvedVariable])
    var bomb = "nova_git_install_branch: \(sha)\nnova_git_repo: \"{{ v0 }}\"\n"
    for index in 0..<40 { bomb += "v\(index): \"{{ v\(index + 1) }}{{ v\(index + 1) }}\"\n" }
    #expect(try catalogue([group: bomb + "v40: end\n"]).codes() == [.unresolvedVariable])
  }

  @Test func aSourceThatOnlyRefersToAnotherIsItsAlias() throws {
    let found = try catalogue([
      group: "novncproxy_git_repo: https://a/noVNC\nnovncproxy_git_install_branch: \(sha)\n",
      "roles/os_nova/defaults/main.yml": """
      nova_novncproxy_git_repo: "{{ novncproxy_git_repo | default('https://b') }}"
      nova_novncproxy_git_install_branch: "{{ novncproxy_git_install_branch | default('master') }}"
      """,
    ])
    #expect(found.sources["nova_novncproxy"]?.alias == "novncproxy")
    #expect(found.sources["nova_novncproxy"]?.reference?.value.value == sha)
    #expect(found.codes(.warning).isEmpty)
  }

  @Test func theSameRepositoryUnderTwoPrefixesIsReported() throws {
    let found = try catalogue([
      group: "novncproxy_git_repo: https://A.example/noVNC.git\nnovncproxy_git_install_branch: \(sha)\n",
      "roles/os_nova/defaults/main.yml":
        "nova_novncproxy_git_repo: http://a.example//noVNC/\nnova_novncproxy_git_install_branch: master\n",
    ])
    let finding = try #require(found.diagnostics.first { $0.code == .sameRepository })
    #expect(finding.message.contains("`nova_novncproxy`") && finding.message.contains("`novncproxy`"))
    #expect(found.sources["nova_novncproxy"]?.isRoleDefaultOnly == true)
    #expect(found.codes().contains(.roleDefaultOnly))
  }

  @Test func anEncryptedValueDoesNotLoseTheFile() throws {
    let found = try catalogue([
      "openstack_deploy/user_variables.yml":
        "secret: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  61\nnova_git_repo: https://a/nova\nnova_git_install_branch: \(sha)\n"
    ])
    #expect(found.sources["nova"]?.reference?.value.value == sha)
    #expect(found.codes().isEmpty)
  }

  @Test func aBrokenFileIsToldAndTheOthersStay() throws {
    let found = try catalogue([
      group: "nova_git_repo: [\n",
      "osa/inventory/group_vars/cinder_all/s.yml": "cinder_git_repo: https://a/c\ncinder_git_install_branch: \(sha)\n",
    ])
    #expect(found.sourceNames == ["cinder"])
    #expect(found.codes(.error) == [.yamlSyntax])
  }

  @Test func aGroupAndAMirrorThatCannotBeResolvedAreKeptAndTold() throws {
    let found = try catalogue([
      "osa/inventory/group_vars/nova_all/s.yml": """
      nova_git_repo: https://a/nova
      nova_git_install_branch: \(sha)
      nova_git_project_group: "{{ nowhere }}"
      nova_git_fallback_repo: "{{ mirror }}/nova"
      """
    ])
    let nova = try #require(found.sources["nova"])
    #expect(nova.groups.map(\.value) == ["{{ nowhere }}"])
    #expect(nova.mirrors.map(\.value) == ["{{ mirror }}/nova"])
    #expect(
      found.diagnostics.map { "\($0.code) \($0.location?.line ?? 0)" } == [
        "unresolvedVariable 3", "unresolvedVariable 4",
      ])
  }
}
