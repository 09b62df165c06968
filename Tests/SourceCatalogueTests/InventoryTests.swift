import Diagnostics
import TestSupport
import Testing
import TextFiles

@testable import SourceCatalogue

@Suite struct InventoryTests {
  private func read(_ name: String, _ text: String) throws -> (inventory: Inventory, diagnostics: [Diagnostic]) {
    let folder = try TemporaryFolder([name: text])
    return try InventoryReader.read(folder.path + "/" + name)
  }

  @Test func iniGroupsChildrenRangesAndComments() throws {
    let found = try read(
      "hosts",
      """
      # first
      lonely ansible_host=10.0.0.1
      [nova_compute]  ; computes
      compute[01:03]:2222 x="a b"
      rack-[a:b]-[0:2:2]
      2001:db8::7

      [nova_all:children]
      nova_compute
      nova_api
      [nova_api]
      api1\r
      [nova_all:vars]
      notahost
      """)
    #expect(found.diagnostics.isEmpty)
    let inventory = found.inventory
    #expect(
      inventory.groups["nova_compute"]?.hosts == [
        "compute01", "compute02", "compute03", "rack-a-0", "rack-a-2", "rack-b-0", "rack-b-2", "2001:db8::7",
      ])
    #expect(inventory.hosts(of: "nova_all").contains("api1") && inventory.hosts(of: "nova_all").count == 9)
    #expect(inventory.groups(of: "api1") == ["all", "nova_all", "nova_api"])
    #expect(inventory.groups(of: "lonely") == ["all", "ungrouped"])
    #expect(inventory.groups(of: "notahost").isEmpty)
    #expect(inventory.hosts(of: "all").count == 10)
    #expect(inventory.defines("all") && inventory.defines("nova_all") && !inventory.defines("nova"))
    #expect(inventory.hasHosts("nova_all") && !inventory.hasHosts("nova"))
  }

  @Test func yamlAndJSONGiveTheSameGroups() throws {
    let yaml = try read(
      "inventory.yml",
      """
      all:
        hosts: {lonely: {ansible_host: 10.0.0.1}}
        children:
          nova_all:
            children:
              nova_compute: {hosts: {"compute[1:2]": {}}}
              nova_api: {hosts: {api1: }}
      """)
    let json = try read(
      "openstack_inventory.json",
      """
      {"_meta": {"hostvars": {"ghost": {}}}, "all": {"hosts": ["lonely"], "children": ["nova_all"]},
       "nova_all": {"children": ["nova_compute", "nova_api"], "hosts": []},
       "nova_compute": ["compute1", "compute2"], "nova_api": {"hosts": ["api1"]}}
      """)
    for found in [yaml, json] {
      #expect(found.diagnostics.isEmpty)
      #expect(found.inventory.hosts(of: "nova_all") == ["api1", "compute1", "compute2"])
      #expect(found.inventory.groups(of: "api1") == ["all", "nova_all", "nova_api"])
      #expect(found.inventory.hostNames == ["api1", "compute1", "compute2", "lonely"])
    }
    #expect(yaml.inventory.groupNames == json.inventory.groupNames)
  }

  @Test(arguments: [
    ("nova_all:\n  - a\n", "group `nova_all` is a list, not a mapping", 2),
    ("all:\n  children:\n    nova_all: [a]\n", "group `nova_all` is a list, not a mapping", 3),
    ("nova_all:\n  hosts: [a]\n", "`hosts` of group `nova_all` is a list, not a mapping", 2),
    (
      "nova_all:\n  hosts:\n    a:\n  children:\n    - b\n", "`children` of group `nova_all` is a list, not a mapping",
      5
    ),
    ("nova_all: 3\n", "group `nova_all` is a number or date, not a mapping", 1),
  ])
  func whatMustBeAMapping(text: String, message: String, line: Int32) throws {
    let found = try read("i.yml", text).diagnostics
    #expect(found.map(\.message) == [message])
    #expect(found.map(\.code) == [.unreadInventory])
    #expect(found.first?.location?.line == line)
  }

  @Test func ansibleTakesOneNameForAMapping() throws {
    let found = try read("i.yml", "nova_all:\n  hosts: a\n  children: b\nb:\n")
    #expect(found.diagnostics.isEmpty)
    #expect(found.inventory.hosts(of: "nova_all") == ["a"])
  }

  @Test func depthFollowsTheLongestWayUp() throws {
    let inventory = try read("hosts", "[b]\nx\n[a:children]\nb\n[c:children]\na\nb\n[all:children]\nc\n").inventory
    #expect(["all", "c", "a", "b"].map(inventory.depth) == [0, 1, 2, 2])
  }

  @Test func circlesEnd() throws {
    let inventory = try read("hosts", "[a:children]\nb\n[b:children]\na\n[b]\nx\n").inventory
    #expect(inventory.hosts(of: "a") == ["x"])
    #expect(inventory.groups(of: "x") == ["a", "all", "b"])
    #expect(inventory.depth(of: "a") == 2)
  }

  @Test(arguments: ["web[1:99999999]", "web[5:1]", "web[1:", "web[1]", "web[a:3]", "web[1:9:0]", "w[1:999][1:999]"])
  func badRanges(pattern: String) throws {
    let found = try read("hosts", "[web]\n\(pattern)\n")
    #expect(found.diagnostics.map(\.code) == [.unreadInventory])
    #expect(found.diagnostics.first?.location?.line == 2)
    #expect(found.inventory.hostNames.isEmpty)
  }

  @Test func whatIsNoInventoryIsAFinding() throws {
    #expect(try read("x.yml", "- a\n").diagnostics.map(\.code) == [.unreadInventory])
    #expect(
      try read("hosts", "[a:b]\n[a] x\n[").diagnostics.map(\.code) == Array(repeating: .unreadInventory, count: 3))
    #expect(throws: ReadFailure.notFound) { try InventoryReader.read("/nowhere/hosts") }
  }
}
