import Testing

@testable import Checks

@Suite struct EmptyGroupTests {
  private let gv = "osa/inventory/group_vars/"

  @Test func groupsAreToldOnce() throws {
    let files = [
      gv + "a_all/s.yml": trio("a") + trio("b"), gv + "c_all/s.yml": trio("c"), gv + "d_all/s.yml": trio("d"),
      gv + "all/s.yml": trio("e"), "hosts": "[a_all]\n[c_all:children]\nc\n[c]\nh1\n",
    ]
    let found = EmptyGroup.findings(in: try context(files, inventory: "hosts")).sorted()
    #expect(found.map { $0.severity } == [.note, .warning])
    #expect(
      found.map(place) == ["OSA127 inventory/group_vars/a_all/s.yml:1", "OSA127 inventory/group_vars/d_all/s.yml:1"])
    #expect(try places(EmptyGroup.self, files).isEmpty)
  }
}
