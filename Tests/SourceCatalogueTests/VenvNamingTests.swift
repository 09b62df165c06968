import Testing

@testable import SourceCatalogue

@Suite struct VenvNamingTests {
  private let naming = VenvNaming(anchors: ["neutron", "os_x", "a_b"])

  @Test(arguments: [
    ("neutron", "neutron", VenvNaming.List.requirements), ("neutron_optional_bgp", "neutron", .optional("bgp")),
    ("neutron_user", "neutron", .user), ("a_b_requires", "a_b", .host), ("a__b_requires", "a_b", .host),
    ("_a_b", "a_b", .requirements), ("a_b_c_", "a_b", .optional("c")),
    ("a_b_proprietary", "a_b", .proprietary("proprietary")),
    ("horizon", "horizon", .requirements), ("horizon_extra", "horizon", .optional("extra")),
  ])
  func prefixes(_ prefix: String, _ venv: String, _ list: VenvNaming.List) {
    let owner = naming.owner(of: prefix, role: nil)
    #expect(owner.venv == venv && owner.list == list, "\(owner)")
  }

  @Test func aRoleOfAServiceOwnsWhatNamesNone() {
    #expect(naming.owner(of: "extra", role: "os_neutron").venv == "neutron")
    #expect(naming.owner(of: "", role: nil).venv == "")
  }
}
