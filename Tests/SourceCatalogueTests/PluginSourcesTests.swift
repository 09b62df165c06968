import Diagnostics
import Testing

@testable import SourceCatalogue

/// `*_repo_plugins` and `*_git_dest` of the releases before 17.
@Suite struct PluginSourcesTests {
  private let group = "osa/inventory/group_vars/heat_all/s.yml"

  @Test func aPluginIsAFolderOfItsProjectsRepository() throws {
    let found = try catalogue([
      group: """
      heat_git_repo: https://h/openstack/heat
      heat_git_install_branch: \(sha)
      heat_repo_plugins:
        - path: contrib
          package: extraroute
        - {path: "", package: docker-plugin}
      """
    ])
    let plugin = try #require(found.sources["extraroute"])
    #expect(plugin.pluginOf == "heat")
    #expect(plugin.repository?.value == "https://h/openstack/heat")
    #expect(plugin.reference?.value == Reference(.commit, sha))
    #expect(plugin.groups.map(\.value) == ["heat_all"])
    #expect(plugin.subdirectory?.value == "contrib/extraroute")
    #expect(plugin.distribution?.value == "extraroute")
    #expect(plugin.distribution?.origin.location.line == 5)
    #expect(found.sources["docker_plugin"]?.subdirectory?.value == "docker-plugin")
    #expect(found.sources["docker_plugin"]?.distribution?.value == "docker-plugin")
    #expect(found.codes().isEmpty)
  }

  @Test func aPluginFollowsAnOverrideOfItsProject() throws {
    let found = try catalogue([
      group:
        "heat_git_repo: https://h/heat\nheat_git_install_branch: \(sha)\nheat_repo_plugins: [{path: p, package: x}]\n",
      "openstack_deploy/user_fork.yml": "heat_git_repo: https://fork/heat\n",
    ])
    #expect(found.sources["x"]?.repository?.value == "https://fork/heat")
  }

  /// What only a play can tell is not of the wrong type.
  @Test(arguments: ["{path: p, package: '{{ x }}'}", "{path: '{{ x }}', package: p}"])
  func aPluginThatRefersToWhatIsNotThere(entry: String) throws {
    let found = try catalogue([
      group: "heat_git_repo: https://h/heat\nheat_git_install_branch: \(sha)\nheat_repo_plugins: [\(entry)]\n"
    ])
    #expect(found.codes() == [.unresolvedVariable])
  }

  @Test(arguments: ["text", "[text]", "[{path: p}]", "{path: p, package: x}"])
  func whatIsNoListOfPluginsIsAFinding(value: String) throws {
    let found = try catalogue([
      group: "heat_git_repo: https://h/heat\nheat_git_install_branch: \(sha)\nheat_repo_plugins: \(value)\n"
    ])
    #expect(found.codes() == [.wrongType])
    #expect(found.diagnostics.first?.location?.line == 3)
    #expect(found.sourceNames == ["heat"])
  }

  @Test func theDestinationOf2016IsKept() throws {
    let found = try catalogue([
      group: "heat_git_repo: https://h/heat\nheat_git_install_branch: \(sha)\nheat_git_dest: \"/opt/{{ 'heat' }}\"\n"
    ])
    #expect(found.sources["heat"]?.destination?.value == "/opt/heat")
  }
}
