import Diagnostics
import TestSupport
import Testing
import TextFiles

@testable import Reporting
@testable import SourceCatalogue

/// There and back: the same facts, in files of the other format.
@Suite struct ConversionTests {
  static let sha = "d5b82e107e46a8e29483c22f9713335f2e028939"

  /// A deployment that says everything flat variables can say.
  static let flat: [String: String] = [
    "osa/inventory/group_vars/all/all.yml": "base: https://h\nvenv_tag: \"{{ lookup('env', 'X') }}\"\n",
    "osa/inventory/group_vars/nova_all/source_git.yml": """
    # Compute service
    nova_git_repo: "{{ base }}/openstack/nova"
    nova_git_install_branch: \(sha) # HEAD as of today
    nova_git_track_branch: master
    nova_blazar_git_repo: "{{ base }}/openstack/nova-blazar"
    nova_blazar_git_install_branch: 4.2.0
    nova_blazar_git_track_branch: None
    nova_blazar_git_fallback_repo: [https://m/a, https://m/b]
    nova_blazar_git_package_name: "blazar: nova # x"
    """,
    "osa/inventory/group_vars/all/source_git.yml": """
    tempest_git_repo: https://h/tempest
    tempest_git_install_branch: stable/queens
    tempest_git_install_fragments: venvwithindex=True&ignorerequirements=True
    tempest_git_dest: /opt/tempest
    tempest_repo_plugins: [{path: contrib, package: my-plug}, {path: "", package: top}]
    wide_git_repo: https://h/wide
    wide_git_install_branch: refs/changes/24/923324/10
    wide_git_project_group: [a_all, b_all]
    """,
    "osa/global-requirement-pins.txt": "# why\npip==26.0 # newest\nnumpy==1; python_version < \"3\"\n",
    "roles/os_nova/defaults/main.yml": """
    nova_git_repo: https://h/openstack/nova
    nova_git_install_branch: master
    nova_role_project_group: nova_all
    ## Name of the venv
    nova_venv_tag: "{{ venv_tag | default('untagged') }}"
    nova_venv_python_executable: python3
    # What the service needs
    nova_pip_packages:
      # Its own
      - "git+{{ nova_git_repo }}@{{ nova_git_install_branch }}#egg=nova"
      - PyMySQL # for the database
      - "{{ nova_cache_package }}"
      - "osprofiler[x]>=1; python_version > '3'"
      - git+https://h/inline@v1#egg=inline
      - gnocchi[mysql]@git+{{ gnocchi_git_repo }}@{{ gnocchi_git_install_branch }}
      - git+{{ proxy_git_repo }}@v1
      - nova[y]; python_version > '3'
      - wide[]
    nova_optional_pip_packages: []
    nova_optional_ceph_pip_packages: [nova_blazar]
    nova_user_pip_packages: ['a #b', 'yes']
    nova_requires_pip_packages: [virtualenv]
    nova_proprietary_big_pip_packages: [big]
    nova_git_constraints: ["--constraint https://h/c.txt", "x==1"]
    nova_developer_constraints: [y==2]
    nova_upper_constraints_url: https://h/upper
    nova_pip_install_args: "--cert '/etc/a b.pem'" # ours
    nova_distro_packages: [any-package]
    proxy_git_repo: https://h/proxy
    gnocchi_git_repo: https://h/gnocchi
    gnocchi_git_install_branch: master
    novnc_git_repo: https://h/noVNC
    novnc_git_install_branch: v1.0.0
    nova_console_git_repo: "{{ novnc_git_repo }}"
    nova_console_git_install_branch: "{{ novnc_git_install_branch }}"
    """,
    "roles/os_nova/vars/debian.yml": """
    nova_service_pip_dependencies: [only-debian]
    nova_optional_ceph_pip_common_packages: [rados]
    nova_devel_distro_packages: [libvirt-dev]
    nova_service_distro_packages: [python3-nova]
    nova_agent_distro_packages: [nova-compute]
    nova_venv_packages_to_symlink: [python3-libvirt]
    """,
    "roles/os_nova/vars/source_install.yml": "nova_package_list: \"{{ nova_distro_packages }}\"\n",
    "roles/os_nova/vars/ubuntu-16.04.yml":
      "nova_service_pip_dependencies: [only-xenial]\nnova_devel_distro_packages: []\n",
    "roles/os_nova/vars/distro_install.yml":
      "nova_package_list: \"{{ nova_distro_packages + nova_agent_distro_packages }}\"\n",
    "roles/uwsgi/vars/source_install.yml": "uwsgi_pip_packages: [uWSGI]\n",
  ]

  static let structured: [String: String] = [
    "osa/osa-sources.yml": """
    format: 1
    sources:
      # Compute service
      nova: {git: https://h/nova, commit: \(sha), track: {branch: master}, groups: [nova_all]}  # today
      odd: {git: https://h/odd, branch: v1.0, groups: [nova_all]}
      old: {git: https://h/old, tag: release-one, groups: [all]}
      two: {git: https://h/two, branch: v2, groups: [a_all, b_all]}
    venvs:
      nova:
        role: os_nova
        groups: [nova_all]
        install:
          # Its own
          - nova
          - odd[]
          - nova[x]; python_version > '3'
          - odd[][x]
          - old[x,y]
          - two
          - a>=1  # why
    """
  ]

  struct Written {
    let text: [String: String]
    let diagnostics: [Diagnostic]
    let changes: [Diagnostic]
    let reading: CatalogueReading
  }

  static func convert(_ reading: CatalogueReading, to format: Conversion.Format) throws -> Written {
    let records = reading.roleRecords()
    let conversion = Conversion(reading.catalogue, records: records, resolver: reading.resolver, to: format)
    let text = Dictionary(uniqueKeysWithValues: conversion.files.map { ($0.path, $0.text) })
    let folder = try TemporaryFolder(text)
    let again = CatalogueReader.reading(paths: [folder.path])
    return Written(
      text: text, diagnostics: conversion.diagnostics,
      changes: conversion.changes(
        from: CatalogueFacts(reading.catalogue, records), to: CatalogueFacts(again.catalogue, again.roleRecords())),
      reading: again)
  }

  static func read(_ files: [String: String]) throws -> CatalogueReading {
    let folder = try TemporaryFolder(files)
    let present = ["osa", "roles", "openstack_deploy"].filter { name in files.keys.contains { $0.hasPrefix(name + "/") }
    }
    return CatalogueReader.reading(paths: present.map { folder.path + "/" + $0 })
  }

  @Test(arguments: [flat, structured])
  func thereAndBackSaysTheSame(files: [String: String]) throws {
    let first = try Self.read(files)
    #expect(!first.catalogue.sources.isEmpty && !first.catalogue.diagnostics.contains { $0.severity == .error })
    let there = try Self.convert(first, to: .structured)
    #expect(there.changes == [])
    #expect(there.reading.catalogue.diagnostics.filter { $0.severity == .error } == [])
    let back = try Self.convert(there.reading, to: .flat)
    #expect(back.changes == [])
    #expect(Conversion.changes(from: CatalogueFacts(first.catalogue), to: CatalogueFacts(back.reading.catalogue)) == [])
    #expect(
      back.reading.catalogue.sources.mapValues(\.isRoleDefaultOnly)
        == first.catalogue.sources.mapValues(\.isRoleDefaultOnly))
    func packages(_ reading: CatalogueReading) -> [String: [String]] {
      guard let venv = reading.catalogue.venvs["nova"] else { return [:] }
      return venv.distroPackages.runtime.mapValues { $0.map { "\(venv.isService($0)) \($0.value)" } }
    }
    #expect(packages(back.reading) == packages(first))
    // A second time nothing moves.
    let again = try Self.convert(back.reading, to: .structured)
    #expect(again.changes == [])
  }

  @Test func theFixtureSaysWhatItShould() throws {
    let found = try Self.read(Self.flat).catalogue
    #expect(found.sources["my_plug"]?.pluginOf == "tempest")
    #expect(found.sources["nova_console"]?.alias == "novnc")
    #expect(found.sources["wide"]?.groups.map(\.value) == ["a_all", "b_all"])
    #expect(found.sources["inline"]?.isInline == true)
    #expect(found.sources["proxy"]?.reference == nil)
    #expect(
      found.sources.values.filter(\.isRoleDefaultOnly).map(\.name).sorted() == [
        "gnocchi", "nova_console", "novnc", "proxy",
      ])
    #expect(found.venvs["nova"]?.optional.keys.sorted() == ["ceph", "optional"])
    #expect(found.venvs["nova"]?.requirements.compactMap(\.alternative) == ["debian", "ubuntu-16.04"])
    #expect(
      found.venvs["nova"]?.servicePackages.mapValues { $0.map(\.value) } == [
        "debian": ["nova-compute", "python3-nova"]
      ])
  }

  @Test func sourcesAreNamedAndHostsKnown() throws {
    let there = try Self.convert(try Self.read(Self.flat), to: .structured)
    let text = try #require(there.text["osa-sources.yml"])
    for line in [
      "  base: \"https://h\"  # base", "    git: \"base:openstack/nova\"",
      "    commit: \"\(Self.sha)\"  # HEAD as of today",
      "    tag: \"4.2.0\"  # read off its looks", "    alias: novnc", "      - nova", "        - \"nova_blazar[]\"",
      "      - \"git+{{ proxy_git_repo }}@v1\"", "      - \"nova[][y]; python_version > '3'\"", "    role: os_nova",
      "    plugins:",
      "  # hidden: master (role defaults, os_nova/defaults/main.yml:2)",
    ] {
      #expect(text.split(separator: "\n").contains(Substring(line)), "\(line)")
    }
    #expect(there.diagnostics.map(\.code) == [.keptAsComment, .keptAsComment])
  }

  @Test func commentsGoAlong() throws {
    let there = try Self.convert(try Self.read(Self.flat), to: .structured)
    let back = try Self.convert(there.reading, to: .flat)
    let forth = try #require(there.text["osa-sources.yml"])
    let all = back.text.values.joined()
    for comment in [
      "# Compute service", "  # HEAD as of today", "# Name of the venv", "# What the service needs", "  # Its own",
      "  # for the database", "# why", "  # newest",
    ] {
      #expect(forth.contains(comment), "\(comment)")
      #expect(all.contains(comment), "\(comment)")
    }
  }

  @Test func structuredReferencesKeepTheirType() throws {
    let back = try Self.convert(try Self.read(Self.structured), to: .flat)
    let text = try #require(back.text["inventory/group_vars/nova_all/source_git.yml"])
    #expect(text.contains("odd_git_install_branch: \"refs/heads/v1.0\""))
    #expect(back.text["inventory/group_vars/all/source_git.yml"]?.contains("\"refs/tags/release-one\"") == true)
    #expect(text.contains("# Compute service\nnova_git_repo"))
  }
}
