import Testing
import TextFiles

@testable import BuildPlanning
@testable import Reporting
@testable import SourceCatalogue

/// What a conversion must not change, beyond the catalogue's own facts.
@Suite struct ConversionFidelityTests {
  private func structured(_ files: [String: String], unless changes: [String] = []) throws -> String {
    let there = try ConversionTests.convert(try ConversionTests.read(files), to: .structured)
    #expect(there.changes.map(\.message) == changes)
    #expect(there.reading.catalogue.diagnostics.filter { $0.severity == .error } == [])
    return try #require(there.text["osa-sources.yml"])
  }

  private func flat(_ document: String) throws -> ConversionTests.Written {
    try ConversionTests.convert(try ConversionTests.read(["osa/osa-sources.yml": document]), to: .flat)
  }

  // MARK: Lists that only Ansible can compute

  @Test func aVariableInPlaceOfAListStaysOne() throws {
    let text = try structured([
      "roles/os_x/defaults/main.yml": """
      # note
      x_pip_packages: "{{ x_a + x_b }}"  # both
      x_optional_o_pip_packages: "{{ lookup('file', 'f') }}"
      x_a: [one]
      x_b: [two]
      """,
      "roles/os_x/vars/debian.yml": "x_service_pip_dependencies: \"{{ x_a + ['d'] }}\"\n",
    ])
    #expect(text.contains("    # note\n    install: \"{{ x_a + x_b }}\"  # both\n"))
    #expect(text.contains("  x_a: [\"one\"]\n  x_b: [\"two\"]\n"))
    let back = try flat(text)
    #expect(back.changes == [])
    let main = try #require(back.text["roles/os_x/defaults/main.yml"])
    #expect(main.contains("# note\nx_pip_packages: \"{{ x_a + x_b }}\"  # both\n"))
    #expect(main.contains("x_optional_o_pip_packages: \"{{ lookup('file', 'f') }}\"\n"))
    #expect(back.text["roles/os_x/vars/debian.yml"]?.contains("dependencies: \"{{ x_a + ['d'] }}\"\n") == true)
  }

  @Test func aDocumentMayReferToAWholeList() throws {
    let reading = try ConversionTests.read([
      "osa/osa-sources.yml": """
      format: 1
      variables: {base: [six, "a>1"], text: six}
      venvs: {x: {install: "{{ base }}", user: "{{ text }}", host: six}}
      """
    ])
    #expect(reading.catalogue.venvs["x"]?.requirements.map(\.text.value) == ["six", "a>1"])
    #expect(
      reading.catalogue.diagnostics.map(\.message) == [
        "`venvs.x.user` is a string, not a list", "`venvs.x.host` is a string, not a list or a template of one",
      ])
  }

  // MARK: Variables

  @Test func whatKeptTextsReferToComesAlong() throws {
    let files = [
      "osa/inventory/group_vars/all/all.yml": """
      # why
      flag: true  # so
      map: {a: [x], b: {c: 1.5}}
      none: null
      swift: unrelated
      "on": {day: 2024-01-01, raw: !unsafe "{{ x }}"}
      """,
      "roles/os_x/defaults/main.yml":
        "x_pip_packages: [\"{{ 'swift' in (map | combine(on)) or flag is true or none }}\"]\n",
    ]
    let text = try structured(files)
    #expect(
      text.contains(
        "variables:\n  # why\n  flag: true  # so\n  map: {\"a\": [\"x\"], \"b\": {\"c\": 1.5}}\n  \"none\": null\n"
          + "  \"on\": {\"day\": 2024-01-01, \"raw\": !unsafe \"{{ x }}\"}\n"))
    #expect(!text.contains("swift: "))
    let back = try flat(text)
    #expect(back.changes == [])
    #expect(back.text["inventory/group_vars/all/all.yml"]?.contains("# why\nflag: true  # so\n") == true)
  }

  @Test func aVariableOfSeveralValuesIsTold() throws {
    let files = [
      "osa/inventory/group_vars/a_all/s.yml":
        "v: \"{{ lookup('env', 'A') }}-a\"\na_git_repo: https://h/a\na_git_install_branch: \"{{ v }}\"\n",
      "osa/inventory/group_vars/b_all/s.yml":
        "v: \"{{ lookup('env', 'A') }}-b\"\nb_git_repo: https://h/b\nb_git_install_branch: \"{{ v }}\"\n",
    ]
    for format in Conversion.Format.allCases {
      let found = try ConversionTests.convert(try ConversionTests.read(files), to: format)
      let told = found.diagnostics.filter { $0.code == .changedByConversion }
      #expect(told.map(\.message) == ["`v` has one value in what is written, for everything that refers to it"])
      #expect(told.first?.location?.file.path.hasSuffix("a_all/s.yml") == true)
      #expect(told.first?.related.first?.location.file.path.hasSuffix("b_all/s.yml") == true)
    }
  }

  // MARK: Addresses

  @Test func hostsOfADocumentStay() throws {
    let document = """
      format: 1
      hosts:
        # ours
        here: https://h/  # base
      sources:
        nova: {git: "here:openstack/nova", mirrors: ["here:mirror"], branch: m, groups: [all]}
        other: {git: "https://h/other", branch: m, groups: [all]}

      """
    let text = try structured(["osa/osa-sources.yml": document])
    #expect(text.contains("hosts:\n  # ours\n  here: \"https://h\"  # base\n"))
    #expect(text.contains("    git: \"here:openstack/nova\"\n"))
    #expect(text.contains("      - \"here:mirror\"\n"))
    #expect(text.contains("    git: \"https://h/other\"\n"))
    #expect(try structured(["osa/osa-sources.yml": text]) == text)
  }

  @Test func aBaseUrlsCommentsGoToItsHost() throws {
    let text = try structured([
      "osa/inventory/group_vars/all/all.yml": "# Where it lives\nmy_base_url: https://h  # for all\n",
      "osa/inventory/group_vars/all/source_git.yml":
        "nova_git_repo: \"{{ my_base_url }}/nova\"\nnova_git_install_branch: m\n",
    ])
    #expect(text.contains("  # Where it lives\n  my: \"https://h\"  # for all; my_base_url\n"))
  }

  /// pip knows neither way to write a repository.
  @Test(arguments: [("git@h:org/repo", "ssh://git@h/org/repo"), ("/srv/git/repo", "file:///srv/git/repo")])
  func addressesOfListsAreUrls(repository: String, url: String) throws {
    let back = try flat(
      "format: 1\nsources: {nova: {git: \"\(repository)\", tag: v1, groups: [all]}}\n"
        + "venvs: {nova: {role: os_nova, install: [nova]}}\n")
    #expect(back.changes == [])
    #expect(back.text["inventory/group_vars/all/source_git.yml"]?.contains("nova_git_repo: \"\(url)\"") == true)
    #expect(back.text["roles/os_nova/defaults/main.yml"]?.contains("\"git+{{ nova_git_repo }}@") == true)
    #expect(back.reading.catalogue.venvs["nova"]?.requirements.map(\.source) == ["nova"])
  }

  @Test func aRepositoryThatNamesNoDistributionIsCalledByItsKey() throws {
    let back = try flat(
      "format: 1\nsources: {my_nova: {git: \"https://h/ñ\", branch: x, groups: [all]}}\n"
        + "venvs: {nova: {role: os_nova, install: [my_nova]}}\n")
    #expect(back.changes == [])
    #expect(back.reading.catalogue.diagnostics.filter { $0.severity == .error } == [])
    #expect(back.reading.catalogue.venvs["nova"]?.requirements.map(\.name) == ["my-nova"])
  }

  @Test func upperConstraintsOfAnAddressComeBack() throws {
    let text = try structured([
      "osa/inventory/group_vars/all/source_git.yml":
        "requirements_git_url: https://h/upper.txt\nx_git_repo: https://h/x\nx_git_install_branch: m\n"
    ])
    let back = try flat(text)
    #expect(back.changes == [])
    #expect(back.text["inventory/group_vars/all/source_git.yml"]?.contains("requirements_git_url:") == true)
  }

  @Test func relativePathsBeginAtTheNewDocument() throws {
    let paths = RelativePaths("/srv/out/deep")
    func spelled(_ text: String, in file: String) -> String {
      let place = Location(file: FileReference(root: 0, path: "s.yml", displayPath: file), line: 1)
      let origin = Origin(location: place, variable: "sources.x.path", level: Level(.structured))
      return paths.spelling(of: Located(text, origin: origin)).value
    }
    #expect(spelled("p.patch", in: "/srv/in/s.yml") == "../../in/p.patch")
    #expect(spelled("../m", in: "/srv/out/deep/s.yml") == "../m")
    #expect(spelled(".", in: "/srv/out/deep/s.yml") == ".")
    #expect(spelled("/abs", in: "/srv/in/s.yml") == "/abs")
    #expect(spelled("{{ x }}/m", in: "/srv/in/s.yml") == "{{ x }}/m")
    #expect(spelled("m", in: "/other/s.yml") == "/other/m")
  }

  // MARK: Sources by name

  private static let old = [
    "osa/playbooks/defaults/repo_packages/openstack_services.yml": """
    nova_git_repo: https://h/nova
    nova_git_install_branch: \(ConversionTests.sha)
    nova_lxd_git_repo: https://h/nova-lxd
    nova_lxd_git_install_branch: \(ConversionTests.sha)
    """,
    "roles/os_nova/defaults/main.yml": """
    nova_pip_packages: [nova, PyMySQL, "nova_lxd; python_version > '3'", "nova==1"]
    """,
  ]

  private func plan(_ reading: CatalogueReading) -> [String] {
    let target = Target(distribution: "debian", version: "12", architecture: "x86_64")
    let plan = Planner.plan(reading.catalogue, PlanRequest(targets: [target]))
    return plan.venvs.flatMap { $0.requirements.map { "\($0.argument) \($0.source ?? "-")" } }
  }

  @Test func treesThatNameSourcesAlonePlanTheSame() throws {
    let reading = try ConversionTests.read(Self.old)
    let text = try structured(Self.old)
    #expect(text.contains("sources_by_name: true\n"))
    #expect(text.contains("      - nova\n"))
    let document = try ConversionTests.read(["osa/osa-sources.yml": text])
    #expect(plan(document) == plan(reading))
    #expect(plan(reading).contains("nova nova"))
    // Beside the tree too, and for what pip gets by `py_pkgs`.
    #expect(plan(try ConversionTests.read(Self.old.merging(["osa/osa-sources.yml": text]) { $1 })) == plan(reading))
    func lists(_ reading: CatalogueReading) -> [String] {
      reading.roleRecords().roles["os_nova"]?.lists.flatMap { $0.requirements.map(\.text.value) } ?? []
    }
    #expect(lists(document) == lists(reading))
    let back = try flat(text)
    #expect(back.changes == [])
    #expect(plan(back.reading) == plan(reading))
    #expect(try structured(["osa/osa-sources.yml": text]) == text)
  }

  // MARK: Files

  @Test func aVariableStandsInAFileOnce() throws {
    let text = try structured([
      "roles/a/defaults/main.yml": "shared_distro_packages: [d]\na_pip_packages: [x]\n",
      "roles/a/vars/debian.yml": "shared_distro_packages: [e]\nshared_pip_packages: [y]\n",
      "roles/os_a/vars/debian.yml": "shared_distro_packages: [f]\na_distro_packages: []\n",
    ])
    for (path, text) in try flat(text).text {
      let keys = text.split(separator: "\n").filter { $0.first?.isLetter == true }.map { $0.prefix { $0 != ":" } }
      #expect(Set(keys).count == keys.count, "\(path)\n\(text)")
    }
  }

  @Test(arguments: ["[e]", "[]"])
  func aDeployersPackagesStayAboveTheRoles(list: String) throws {
    let files = [
      "roles/os_n/defaults/main.yml": "n_pip_packages: [a]\nm_distro_packages: [d]\n",
      "roles/os_n/vars/debian.yml": "n_distro_packages: [d]\n",
      "openstack_deploy/user_variables.yml": "n_distro_packages: \(list)\n",
    ]
    let first = try ConversionTests.read(files)
    let back = try flat(try structured(files))
    #expect(back.changes == [])
    #expect(
      back.reading.catalogue.venvs["n"]?.distroPackages.runtime.mapValues { $0.map(\.value) }
        == first.catalogue.venvs["n"]?.distroPackages.runtime.mapValues { $0.map(\.value) })
  }

  @Test func namesOfLayersAreNoLinesForPip() throws {
    let back = try flat(
      "format: 1\nvenvs: {x: {role: os_x, install: [a], constraints: [user, upper, \"b==1\"]}}\n")
    let main = try #require(back.text["roles/os_x/defaults/main.yml"])
    #expect(main.contains("x_git_constraints:\n  - \"b==1\"\n"))
    #expect(back.changes.map(\.message) == ["`venvs.x.constraints` loses `layer user`, `layer upper`"])
  }

  @Test func listsWithNothingInThemStay() throws {
    let document = """
      format: 1
      venvs:
        n:
          role: os_n
          install: [a]
          distro_packages: {build: {any: []}, runtime: {debian: []}}
          system_packages: {main: [m], debian: [m], redhat: []}
      """
    let back = try flat(document)
    #expect(back.changes == [])
    #expect(back.text.keys.allSatisfy { !$0.hasPrefix("roles/") || $0.hasPrefix("roles/os_n/") }, "\(back.text)")
  }
}

/// What the variables and comments of odd places come to.
@Suite struct ConversionOddityTests {
  private func structured(_ files: [String: String]) throws -> String {
    let there = try ConversionTests.convert(try ConversionTests.read(files), to: .structured)
    #expect(there.changes == [])
    return try #require(there.text["osa-sources.yml"])
  }

  @Test func variablesThatAreCalledLikeAVenvsComeAlong() throws {
    let files = [
      "roles/os_x/defaults/main.yml": """
      x_pip_packages: "{{ x_base_pip_packages | select('match', lookup('env', 'A')) | list }}"
      x_base_pip_packages: [a]
      x_venv_tag: "{{ lookup('env', 'A') }}{{ zed_venv_tag }}"
      zed_venv_tag: t
      """
    ]
    let text = try structured(files)
    #expect(text.contains("  x_base_pip_packages: [\"a\"]\n  zed_venv_tag: \"t\"\n"))
    let again = try ConversionTests.read(["osa/osa-sources.yml": text]).catalogue
    #expect(again.venvNames == ["x"])
    #expect(try structured(["osa/osa-sources.yml": text]) == text)
  }

  @Test(arguments: Conversion.Format.allCases)
  func whatIsEncryptedIsTold(format: Conversion.Format) throws {
    let files = [
      "osa/inventory/group_vars/all/all.yml": "z: [!vault abc]\n",
      "roles/os_x/defaults/main.yml": "x_pip_packages: [a]\nx_venv_tag: \"{{ lookup('env', 'A') }}{{ z }}\"\n",
    ]
    let found = try ConversionTests.convert(try ConversionTests.read(files), to: format)
    #expect(
      found.diagnostics.map(\.message) == ["`z`, to which what is written refers, is encrypted and left out"])
  }

  @Test func anEntryThatComesToAListIsThatList() throws {
    let document =
      "format: 1\nvariables: {more: [b, \"c>1\"]}\nvenvs: {x: {install: [a, \"{{ more }}\", !unsafe \"{{ more }}\"]}}\n"
    let reading = try ConversionTests.read(["osa/osa-sources.yml": document])
    #expect(reading.catalogue.venvs["x"]?.requirements.map(\.text.value) == ["a", "b", "c>1", "{{ more }}"])
  }

  @Test func commentsOfKeysBracketsAndHiddenListsAreKept() throws {
    let text = try structured([
      "osa/inventory/group_vars/all/s.yml":
        "# note-a\nx_git_repo:  # note-b\n  https://h/x\nx_git_install_branch: m\n",
      "roles/os_x/defaults/main.yml": """
      x_user_pip_packages: [
        a,
        # note-c
        b
      ]  # note-d
      x_pip_packages:
        # note-e
        - c  # note-f
        # note-g

      # note-h
      x_venv_tag: t
      """,
      "openstack_deploy/user_variables.yml": "x_pip_packages: [d]\n",
    ])
    for word in "abcdefgh" { #expect(text.contains("# note-\(word)"), "note-\(word) in\n\(text)") }
    #expect(text.contains("    # note-h\n    tag:"))
  }

  @Test func noCommentOfADocumentIsLost() throws {
    let document = """
      # note-head

      # note-format
      format: 1  # note-format-beside
      # note-variables
      variables:
        # note-unused
        unused: x  # note-unused-beside
      # note-hosts
      hosts: {h: https://h}  # note-hosts-beside
      # note-sources
      sources:  # note-sources-beside
        # note-x
        x: {git: "h:x", tag: v1}
      # note-venvs
      venvs:
        # note-venv
        v:  # note-venv-beside
          # note-role
          role: os_v  # note-role-beside
          install:
            - x
          environment:  # note-environment
            sys_platform: linux
      # note-lists
      lists: {}
      # note-end
      """
    let text = try structured(["osa/osa-sources.yml": document])
    let words = document.split { !($0.isLetter || $0 == "-") }.filter { $0.hasPrefix("note-") }
    #expect(words.count == 19)
    for word in words { #expect(text.contains("# \(word)"), "\(word) in\n\(text)") }
    #expect(try structured(["osa/osa-sources.yml": text]) == text)
  }

  @Test(arguments: [
    ("git@h:o/r", "ssh://git@h/o/r"), ("h:o/r", "ssh://h/o/r"), ("git@[::1]:o/r", "ssh://git@[::1]/o/r"),
    ("/srv/r", "file:///srv/r"), ("https://h/o/r", "https://h/o/r"), ("ssh://git@h:22/r", "ssh://git@h:22/r"),
    ("{{ base }}:x", "{{ base }}:x"), ("git@[::1", "git@[::1"), ("", ""), (":x", ":x"), ("a/b:c", "a/b:c"),
  ])
  func repositoriesAreUrlsForPip(text: String, url: String) { #expect(RepositoryURL.url(of: text) == url) }

  /// A list outside roles is for the hosts whose variables it is among.
  @Test func aListOutsideRolesKeepsItsGroup() throws {
    let files = ["osa/inventory/group_vars/my_all/x.yml": "my_pip_packages: [mine]\n"]
    #expect(try ConversionTests.read(files).catalogue.venvs["my"]?.groups.map(\.value) == ["my_all"])
    #expect(try structured(files).contains("    groups: [my_all]\n"))
  }

  /// Of every list, not of those for pip alone.
  @Test func templatesInPlaceOfOtherListsStay() throws {
    let files = [
      "osa/inventory/group_vars/all/s.yml": """
      x_git_repo: https://h/x
      x_git_install_branch: m
      x_git_fallback_repo: "{{ lookup('env', 'A') | from_json }}"
      x_git_project_group: "{{ lookup('env', 'G') | from_json }}"
      """,
      "roles/os_x/defaults/main.yml": """
      x_pip_packages: [a]
      # note
      x_distro_packages: "{{ lookup('env', 'B') | from_json }}"  # beside
      x_devel_distro_packages: ["{{ lookup('env', 'C') }}"]
      x_git_constraints: "{{ lookup('env', 'D') | from_json }}"
      """,
      "roles/os_x/vars/debian.yml": "x_packages_to_symlink: \"{{ lookup('env', 'E') | from_json }}\"\n",
    ]
    let first = try ConversionTests.read(files).catalogue
    #expect(
      first.venvs["x"]?.distroPackages.runtime["any"]?.map(\.value) == ["{{ lookup('env', 'B') | from_json }}"])
    let text = try structured(files)
    #expect(text.contains("        # note\n        any: \"{{ lookup('env', 'B') | from_json }}\"  # beside\n"))
    #expect(text.contains("        any:\n          - \"{{ lookup('env', 'C') }}\"\n"))
    #expect(text.contains("    constraints: \"{{ lookup('env', 'D') | from_json }}\"\n"))
    #expect(try structured(["osa/osa-sources.yml": text]) == text)
    let reading = try ConversionTests.read(["osa/osa-sources.yml": text])
    let back = try ConversionTests.convert(reading, to: .flat)
    #expect(back.changes == [])
    let main = try #require(back.text["roles/os_x/defaults/main.yml"])
    let all = back.text.values.joined()
    #expect(all.contains("# note\nx_distro_packages: \"{{ lookup('env', 'B') | from_json }}\"  # beside\n"))
    #expect(main.contains("x_devel_distro_packages:\n  - \"{{ lookup('env', 'C') }}\"\n"))
    #expect(main.contains("x_git_constraints: \"{{ lookup('env', 'D') | from_json }}\"\n"))
    #expect(back.text["roles/os_x/vars/debian.yml"]?.contains("x_packages_to_symlink: \"{{") == true)
    #expect(all.contains("x_git_fallback_repo: \"{{ lookup('env', 'A')"))
  }

  @Test func whenPluginsAreInstalledIsKept() throws {
    let files = [
      "osa/inventory/group_vars/all/s.yml": "p_git_repo: https://h/p\np_git_install_branch: m\n",
      "roles/os_tempest/defaults/main.yml": """
      on: "{{ lookup('env', 'A') }}"
      tempest_pip_packages: [a]
      tempest_plugins:
        - {name: p, repo: "{{ p_git_repo }}", branch: "{{ p_git_install_branch }}", install: "{{ on | bool }}"}
        - {name: q, package: q, install: "{{ lookup('env', 'A') | bool }}"}
        - {name: r, package: r, install: false}
      """,
    ]
    let text = try structured(files)
    #expect(
      text.contains("    conditions:\n      p: \"{{ on | bool }}\"\n      q: \"{{ lookup('env', 'A') | bool }}\"\n"))
    #expect(text.contains("  \"on\": \"{{ lookup('env', 'A') }}\"\n"))
    #expect(try structured(["osa/osa-sources.yml": text]) == text)
    let back = try ConversionTests.convert(try ConversionTests.read(["osa/osa-sources.yml": text]), to: .flat)
    #expect(back.changes == [])
    #expect(back.text["roles/os_tempest/defaults/main.yml"]?.contains(", install: \"{{ on | bool }}\"}\n") == true)
    let off = text.replacing("\"{{ on | bool }}\"", with: "\"no\"").replacing(
      "\"{{ lookup('env', 'A') | bool }}\"", with: "\"yes\"")
    let venv = try ConversionTests.read(["osa/osa-sources.yml": off]).catalogue.venvs["tempest"]
    #expect(venv?.requirements.map(\.text.value) == ["a", "q"])
  }

  /// What a file of one system has is not hidden by what another file has.
  @Test func alternativesAreNotHidden() throws {
    let files = [
      "roles/os_x/defaults/main.yml": "x_pip_packages: [a]\nx_distro_packages: [d]\n",
      "roles/os_x/vars/debian.yml": "# note\nx_pip_packages:\n  - b\nx_distro_packages: [e]\n",
    ]
    let there = try ConversionTests.convert(try ConversionTests.read(files), to: .structured)
    #expect(there.diagnostics == [])
    let text = try #require(there.text["osa-sources.yml"])
    #expect(!text.contains("hidden:") && text.contains("        # note\n        install:\n          - b\n"), "\(text)")
    let back = try ConversionTests.convert(try ConversionTests.read(["osa/osa-sources.yml": text]), to: .flat)
    #expect(back.changes == [] && !back.text.values.joined().contains("hidden:"))
  }
}
