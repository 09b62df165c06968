import Diagnostics
import Testing

@testable import SourceCatalogue

/// One list of a venv from flat variables and from the structured format: the higher level counts, the other is said.
@Suite struct VenvLevelsTests {
  private let role = "roles/os_nova/defaults/main.yml"
  private let structured = "openstack_deploy/osa-sources.yml"
  private let venv = "format: 1\nvenvs:\n  nova:\n    install: [structured]\n    groups: [a]\n"

  @Test func theStructuredFormatHidesARolesList() throws {
    let found = try catalogue([role: "nova_pip_packages:\n  - flat\n  - other\n", structured: venv])
    let entry = try #require(found.venvs["nova"]?.requirements.first)
    #expect(found.venvs["nova"]?.requirements.count == 1)
    #expect(entry.text.value == "structured")
    #expect(entry.text.origin.location.line == 4)
    #expect(entry.text.origin.shadowed.map(\.text) == ["flat", "other"])
    #expect(entry.text.origin.shadowed.map(\.location.line) == [2, 3])
    #expect(entry.text.origin.shadowed.map(\.level.name) == ["role defaults", "role defaults"])
  }

  @Test func userVariablesHideTheStructuredFormat() throws {
    let found = try catalogue([
      role: "nova_pip_packages: [flat]\n", structured: venv,
      "openstack_deploy/user_variables.yml": "nova_pip_packages: [user]\n",
    ])
    let entry = try #require(found.venvs["nova"]?.requirements.first)
    #expect(entry.text.value == "user")
    #expect(entry.text.origin.shadowed.map(\.text).contains("structured"))
  }

  @Test func alternativesStayInTheirListAndSayWhichFile() throws {
    let found = try catalogue([
      role: "nova_pip_packages: [always]\n",
      "roles/os_nova/vars/debian.yml": "nova_compute_kvm_pip_packages: [a]\nnova_packages_to_symlink: [x]\n",
      "roles/os_nova/vars/redhat-9.yml": "nova_compute_kvm_pip_packages: [b]\nnova_packages_to_symlink: [y]\n",
    ])
    let venv = try #require(found.venvs["nova"])
    #expect(venv.optional.keys.sorted() == ["compute_kvm"])
    #expect(venv.optional["compute_kvm"]?.map(\.text.value) == ["a", "b"])
    #expect(venv.optional["compute_kvm"]?.map(\.alternative) == ["debian", "redhat-9"])
    #expect(venv.requirements.map(\.alternative) == [nil])
    #expect(venv.systemPackages.mapValues { $0.map(\.value) } == ["debian": ["x"], "redhat-9": ["y"]])
  }

  @Test func tagsAndDeveloperConstraintsAreKept() throws {
    let found = try catalogue([
      role: """
      nova_pip_packages: [nova]
      nova_venv_tag: "{{ 'v' ~ '1' }}"
      nova_developer_constraints: ["git+https://h/nova@master#egg=nova"]
      """
    ])
    #expect(found.venvs["nova"]?.tag?.value == "v1")
    #expect(found.venvs["nova"]?.developerConstraints.map(\.text.value) == ["git+https://h/nova@master#egg=nova"])
  }

  @Test func aPackageThatOnlyAnsibleCanNameIsKeptWithANote() throws {
    let found = try catalogue([
      role: "nova_pip_packages: [nova]\nnova_distro_packages:\n  - plain\n  - \"{{ x | ternary('a', 'b') }}\"\n"
    ])
    #expect(
      found.venvs["nova"]?.distroPackages.runtime["any"]?.map(\.value) == ["plain", "{{ x | ternary('a', 'b') }}"])
    #expect(found.codes(.note) == [.unresolvedVariable])
    #expect(found.diagnostics.first?.location?.line == 4)
  }
}
