import Diagnostics
import TestSupport
import TextFiles
import Testing

@testable import SourceCatalogue

@Suite struct VenvTests {
  private let files = [
    "osa/inventory/group_vars/nova_all/s.yml": "nova_git_repo: https://a/nova\nnova_git_install_branch: \(sha)\n",
    "roles/os_nova/defaults/main.yml": """
    nova_venv_python_executable: "{{ openstack_python | default('python3') }}"
    nova_pip_packages:
      - "git+{{ nova_git_repo }}@{{ nova_git_install_branch }}#egg=nova"
      - "PyMySQL>=1; python_version >= '3'"
      - "git+https://GitHub.example/Kronuz/pyScss@60414f5d573315a8458b5fbcdf69e5c648c44a9a"
      - "gnocchi[x]@git+https://h/gnocchi@v1#subdirectory=sub"
      - "{{ x if y else z }}"
    nova_user_pip_packages: []
    nova_compute_ironic_pip_packages: [python-ironicclient]
    nova_ceph_optional_pip_packages: [rados]
    nova_packages_to_symlink: [python3-libvirt]
    nova_git_constraints: ["--constraint {{ nova_upper_constraints_url }}"]
    nova_upper_constraints_url: https://c/uc.txt
    """,
    "roles/os_nova/vars/debian.yml": "nova_distro_packages: [libvirt0]\nnova_devel_distro_packages: [libvirt-dev]\n",
    "roles/os_nova/vars/redhat-9.yml": "nova_distro_packages: [libvirt-libs]\n",
    "roles/galera/vars/main.yml": "galera_distro_packages: [mariadb]\n",
  ]

  @Test func listsBelongToTheirVenv() throws {
    let found = try catalogue(files)
    #expect(found.venvNames == ["nova"])
    let venv = try #require(found.venvs["nova"])
    #expect(venv.requirements.map(\.name) == ["nova", "pymysql", nil, "gnocchi", nil])
    #expect(venv.requirements.map(\.source) == ["nova", nil, "pyscss", "gnocchi", nil])
    #expect(venv.requirements.map(\.isUnresolved) == [false, false, false, false, true])
    #expect(venv.requirements[0].text.value == "git+https://a/nova@\(sha)#egg=nova")
    #expect(venv.requirements[1].text.value == "PyMySQL>=1; python_version >= '3'")
    #expect(venv.requirements[2].text.value.contains("GitHub.example/Kronuz/pyScss"))
    #expect(venv.requirements.map(\.text.origin.location.line) == [3, 4, 5, 6, 7])
    #expect(venv.optional.keys.sorted() == ["ceph", "compute_ironic"])
    #expect(venv.python?.value == "python3")
    #expect(venv.systemPackages.mapValues { $0.map(\.value) } == ["any": ["python3-libvirt"]])
    #expect(venv.upperConstraints?.value == "https://c/uc.txt")
    #expect(venv.constraints.map(\.text.value) == ["--constraint https://c/uc.txt"])
    #expect(venv.groups.map(\.value) == ["nova_all"])
    #expect(venv.role == "os_nova")
  }

  /// Texts as well as lists: nothing stays as it is written without a finding.
  @Test func whatATextCannotBeResolvedToIsTold() throws {
    let found = try catalogue([
      "roles/os_nova/defaults/main.yml": """
      nova_venv_tag: "{{ venv_tag | default(lookup('env', 'TAG')) }}"
      nova_venv_python_executable: 3.10
      nova_upper_constraints_url: "{{ nova_pip_install_args }}"
      nova_pip_install_args: "{{ nova_upper_constraints_url }}"
      nova_role_project_group: "{{ nowhere }}"
      nova_pip_packages: [nova]
      """
    ])
    let told = found.diagnostics.map { "\($0.code) \($0.severity) \($0.location?.line ?? 0)" }
    #expect(
      told.sorted() == [
        "retypedValue error 2", "unresolvedVariable note 1", "unresolvedVariable note 5", "variableCycle error 3",
        "variableCycle error 4",
      ])
    let venv = try #require(found.venvs["nova"])
    #expect(venv.tag?.value == "{{ venv_tag | default(lookup('env', 'TAG')) }}")
    #expect(venv.python?.value == "3.1")
  }

  @Test func packagesOfDistributionsStayApart() throws {
    let packages = try #require(try catalogue(files).venvs["nova"]).distroPackages
    #expect(packages.runtime.mapValues { $0.map(\.value) } == ["debian": ["libvirt0"], "redhat-9": ["libvirt-libs"]])
    #expect(packages.build.mapValues { $0.map(\.value) } == ["debian": ["libvirt-dev"]])
  }

  @Test func addressesInListsBecomeSources() throws {
    let found = try catalogue(files)
    let source = try #require(found.sources["pyscss"])
    #expect(source.isInline)
    #expect(source.repository?.value == "https://GitHub.example/Kronuz/pyScss")
    #expect(source.reference?.value.kind == .commit)
    #expect(found.sources["gnocchi"]?.subdirectory?.value == "sub")
    #expect(found.sources["gnocchi"]?.reference?.value == Reference(.tag, "v1", inferred: true))
  }

  @Test func whatIsNoListIsAFindingAndNoCharacters() throws {
    let found = try catalogue(["roles/os_x/defaults/main.yml": "x_pip_packages: abc\ny_pip_packages_state: latest\n"])
    #expect(found.codes(.error) == [.wrongType])
    #expect(found.venvNames.isEmpty)
  }

  /// A role's list inside its play: Ansible hands it over templated, without the variables that it referred to.
  @Test func aFinishedListOfAPlayInstallsTheSameSources() throws {
    let folder = try TemporaryFolder([
      "roles/os_nova/defaults/main.yml":
        "nova_pip_packages: ['git+{{ nova_git_repo }}@{{ nova_git_install_branch }}#egg=nova', x]\n",
      "osa/inventory/group_vars/nova_all/s.yml": "nova_git_repo: https://h/nova\nnova_git_install_branch: \(sha)\n",
    ])
    func text(_ text: String) -> VariableValue {
      VariableValue(.string(text), at: Location(file: .caller), isUnsafe: true)
    }
    let list = [text("git+https://h/nova@\(sha)#egg=nova"), text("git+https://h/other@\(sha)#egg=other")]
    let given = VariableValue(.list(list), at: Location(file: .caller))
    let found = CatalogueReader.read(
      paths: ["osa", "roles"].map { folder.path + "/" + $0 },
      caller: CallerVariables(values: ["nova_pip_packages": given]))
    #expect(found.venvs["nova"]?.requirements.map(\.source) == ["nova", "other"])
    #expect(found.sources.keys.sorted() == ["nova", "other"])
  }

  /// What a role has for each operating system is still below what the caller says.
  @Test func theCallersListHidesAlternatives() throws {
    let files = [
      "roles/os_x/vars/debian.yml": "x_pip_packages: [deb]\n", "roles/os_x/vars/redhat.yml": "x_pip_packages: [rpm]\n",
    ]
    let folder = try TemporaryFolder(files)
    func read(_ names: [String]) -> CatalogueReading {
      let place = Location(file: .caller)
      let entries = names.map { VariableValue(.string($0), at: place) }
      return CatalogueReader.reading(
        paths: [folder.path + "/roles"],
        caller: CallerVariables(
          values: names.isEmpty ? [:] : ["x_pip_packages": VariableValue(.list(entries), at: place)]))
    }
    #expect(read([]).catalogue.venvs["x"]?.requirements.map(\.alternative) == ["debian", "redhat"])
    let given = read(["given"])
    #expect(given.catalogue.venvs["x"]?.requirements.map(\.text.value) == ["given"])
    #expect(given.roleRecords().roles["os_x"]?.lists.flatMap(\.requirements).map(\.text.value) == ["given"])
    // Handed over as one file has it, it is that file's list: a play that loaded it hides the others no more than files do.
    #expect(read(["deb"]).catalogue.venvs["x"]?.requirements.map(\.alternative) == ["debian", "redhat"])
  }
}
