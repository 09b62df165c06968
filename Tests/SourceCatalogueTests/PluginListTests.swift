import Diagnostics
import Testing

@testable import SourceCatalogue

/// Lists of records that os_tempest installs.
@Suite struct PluginListTests {
  private func tempest(_ plugins: String, extra: String = "[]") throws -> Catalogue {
    try catalogue([
      "roles/os_tempest/defaults/main.yml": """
      tempest_pip_packages: [tempest]
      tempest_extra_plugins: \(extra)
      tempest_plugin_nova_git_repo: https://h/nova-plugin
      tempest_plugin_nova_git_install_branch: master
      tempest_available: false
      """,
      "roles/os_tempest/vars/main.yml": "_tempest_plugins:\n" + plugins,
      "osa/inventory/group_vars/utility_all/source_git.yml":
        "tempest_plugin_nova_git_repo: https://h/nova-plugin\ntempest_plugin_nova_git_install_branch: \(sha)\n",
    ])
  }

  private let nova = """
      - name: nova-tempest-plugin
        repo: "{{ tempest_plugin_nova_git_repo }}"
        branch: "{{ tempest_plugin_nova_git_install_branch }}"
        install: "INSTALL"
    """

  @Test func aRecordIsARequirementOfItsSource() throws {
    let found = try tempest(nova.replacing("INSTALL", with: "{{ groups['nova_all'] is defined }}"))
    let plugin = try #require(found.venvs["tempest"]?.requirements.last)
    #expect(plugin.text.value == "git+https://h/nova-plugin@\(sha)#egg=nova-tempest-plugin")
    #expect(plugin.source == "tempest_plugin_nova" && plugin.name == "nova-tempest-plugin")
    #expect(plugin.text.origin.location.line == 2)
    #expect(found.sources["tempest_plugin_nova"]?.distributionName == "nova-tempest-plugin")
    #expect(found.codes(.error).isEmpty)
  }

  @Test func onlyWhatIsOffForCertainIsLeftOut() throws {
    for off in ["{{ tempest_available | bool }}", "false", "{{ tempest_available }}"] {
      #expect(try tempest(nova.replacing("INSTALL", with: off)).venvs["tempest"]?.requirements.count == 1)
    }
    for on in ["{{ nobody_knows }}", "true"] {
      #expect(try tempest(nova.replacing("INSTALL", with: on)).venvs["tempest"]?.requirements.count == 2)
    }
  }

  /// The whole list, as releases had it or as a deployer writes it over the expression of today.
  @Test(arguments: [
    ["roles/os_tempest/defaults/main.yml": "tempest_pip_packages: [tempest]\nLIST"],
    [
      "roles/os_tempest/defaults/main.yml":
        "tempest_pip_packages: [tempest]\ntempest_plugins: \"{{ _tempest_plugins | selectattr('install') }}\"\n",
      "roles/os_tempest/vars/main.yml": "_tempest_plugins: [{name: gone, repo: 'https://h/gone', branch: x}]\n",
      "openstack_deploy/user_variables.yml": "LIST",
    ],
    [
      "roles/os_tempest/defaults/main.yml": "tempest_pip_packages: [tempest]\ntempest_plugins: []\n",
      "osa/inventory/group_vars/utility_all/x.yml": "LIST",
    ],
  ])
  func theWholeList(files: [String: String]) throws {
    let list = """
      base: https://h
      tempest_plugins:
        - {name: a-plugin, repo: "{{ base }}/a", branch: "{{ nowhere | default('stable/x') }}"}
        - name: b-plugin
          repo: "{{ base | default('https://other') }}/b"

      """
    let found = try catalogue(files.mapValues { $0.replacing("LIST", with: list) })
    #expect(
      found.venvs["tempest"]?.requirements.map(\.text.value) == [
        "tempest", "git+https://h/a@stable/x#egg=a-plugin", "git+https://h/b#egg=b-plugin",
      ])
    #expect(found.sources["a-plugin"]?.isInline == true && found.sources["b-plugin"]?.reference == nil)
    #expect(found.sources["gone"] == nil && found.codes(.error).isEmpty)
  }

  @Test func theDeployersOwnPlugins() throws {
    let found = try tempest(
      nova.replacing("INSTALL", with: "true"),
      extra: "[{name: mine, repo: 'https://h/mine', branch: '1.0', install: true}, {name: other, package: 'other>=1'}]")
    #expect(
      found.venvs["tempest"]?.requirements.map(\.text.value) == [
        "tempest", "git+https://h/nova-plugin@\(sha)#egg=nova-tempest-plugin", "git+https://h/mine@1.0#egg=mine",
        "other>=1",
      ])
    #expect(found.sources["mine"]?.isInline == true)
    #expect(try tempest("  - just text\n").codes(.error) == [.wrongType])
  }
}
