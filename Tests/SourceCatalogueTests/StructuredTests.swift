import Diagnostics
import Testing

@testable import SourceCatalogue

@Suite struct StructuredTests {
  private let base = """
    format: 1
    series: "2026.1"
    hosts: {opendev: https://opendev.example}
    layers:
      pins: {file: pins.txt}
      upper: {source: requirements, path: upper-constraints.txt}
      user: {lines: ["foo==1"]}
    sources:
      requirements: {git: "opendev:openstack/requirements", commit: \(sha)}
      nova: {git: "opendev:openstack/nova", commit: \(sha), track: {branch: master}, groups: [nova_all], mirrors: ["opendev:m/nova"]}
      console: {release: "8.0.0", distribution: skyline-console}
      blob: {archive: {x86_64: {url: "https://h/x.tgz", sha256: \(String(repeating: "a", count: 64))}}}
    venvs:
      nova:
        groups: [nova_all]
        install: [nova, "oslo.cache[dogpile]>=1"]
        optional: {ironic: [python-ironicclient]}
        constraints: [user, pins, "bar<2"]
        distro_packages: {build: {debian: [libvirt-dev]}, runtime: {any: [x]}}
        environment: {platform_machine: aarch64}
    """

  @Test func everyMemberIsRead() throws {
    let found = try catalogue(["osa/osa-sources.yml": base])
    #expect(found.codes().isEmpty)
    #expect(found.series?.value == "2026.1")
    let nova = try #require(found.sources["nova"])
    #expect(nova.repository?.value == "https://opendev.example/openstack/nova")
    #expect(nova.reference?.value == Reference(.commit, sha))
    #expect(nova.mirrors.map(\.value) == ["https://opendev.example/m/nova"])
    #expect(nova.reference?.origin.variable == "sources.nova.commit")
    #expect(found.sources["console"]?.kind == .index)
    #expect(found.sources["blob"]?.kind == .archive)
    #expect(found.sources["blob"]?.archives.first?.architecture == "x86_64")
    let venv = try #require(found.venvs["nova"])
    #expect(venv.requirements.map(\.source) == ["nova", nil])
    #expect(venv.constraints.map(\.kind) == [.layer, .layer, .line])
    #expect(venv.distroPackages.runtime["any"]?.map(\.value) == ["x"])
    #expect(venv.environment["platform_machine"]?.value == "aarch64")
    #expect(found.layers.map(\.name) == ["user", "pins", "upper"])
  }

  @Test(arguments: [
    ("opndev:openstack/x", Severity.error, "did you mean `opendev:`?"),
    ("elsewhere:x", .warning, "add it to `hosts`, or write `ssh://elsewhere/` for ssh"),
  ])
  func aHostThatIsNotThereIsAFinding(address: String, severity: Severity, hint: String) throws {
    let found = try catalogue([
      "osa/osa-sources.yml":
        "format: 1\nhosts: {opendev: https://o}\nsources:\n  x:\n    git: \"\(address)\"\n    commit: \(sha)\n"
    ])
    #expect(found.codes() == [.unknownHost])
    #expect(found.diagnostics.first?.severity == severity)
    #expect(found.diagnostics.first?.hint == hint)
    #expect(found.diagnostics.first?.location?.line == 5)
    #expect(found.sources["x"]?.repository?.value == address)
  }

  @Test(arguments: ["git@h:o/x", "git.example:o/x", "https://h/x", "{{ base }}:x", "/opt/x", "../a:b", "[::1]:x"])
  func otherAddressesNeedNoHost(address: String) throws {
    let found = try catalogue([
      "osa/osa-sources.yml":
        "format: 1\nsources: {x: {git: \"\(address)\", mirrors: [\"\(address)\"], commit: \(sha)}}\n"
    ])
    #expect(!found.codes().contains(.unknownHost))
  }

  @Test(arguments: [
    ("format: 2\nsources: {}\n", "`format` is `2`, not the number 1"),
    ("format: 1\nsources: {x: {archive: y}}\n", "`sources.x.archive` is a string, not a mapping"),
  ])
  func wrongValuesAreNamedOnce(text: String, message: String) throws {
    #expect(try catalogue(["osa/osa-sources.yml": text]).diagnostics.contains { $0.message == message })
  }

  @Test func aLaterFileChangesOneMember() throws {
    let found = try catalogue([
      "osa/osa-sources.yml": base,
      "openstack_deploy/osa-sources.yml":
        "format: 1\nsources: {nova: {branch: stable/x}}\nvenvs: {nova: {optional: {ceph: [rados]}}}\n",
    ])
    let nova = try #require(found.sources["nova"])
    #expect(nova.reference?.value == Reference(.branch, "stable/x"))
    #expect(nova.reference?.origin.shadowed.map(\.text) == [sha])
    #expect(nova.repository?.value == "https://opendev.example/openstack/nova")
    #expect(found.venvs["nova"]?.optional.keys.sorted() == ["ceph", "ironic"])
  }

  /// The folder's files by their bytes, whatever the main document is called; those of another folder are not moved.
  @Test(arguments: ["osa-sources.yml", "osa-sources.yaml", "osa-sources.json"])
  func dropInsOverrideTheDocumentBesideThem(main: String)
    throws
  {
    let found = try catalogue([
      "openstack_deploy/\(main)":
        #"{"format": 1, "sources": {"x": {"git": "https://o/x", "tag": "main", "enabled": true}}}"#,
      "openstack_deploy/osa-sources.d/10.yml": "format: 1\nsources: {x: {tag: ten, enabled: false}}\n",
      "openstack_deploy/osa-sources.d/9.json": #"{"format": 1, "sources": {"x": {"tag": "nine"}}}"#,
      "openstack_deploy/other.json": #"{"format": 1, "sources": {"x": {"tag": "unread"}}}"#,
      "openstack_deploy/osa-sources.d/osa-sources.yml": "format: 1\nsources: {x: {tag: last}}\n",
      "osa/z/osa-sources.yml": "format: 1\nsources: {x: {tag: other}}\n",
    ])
    let x = try #require(found.sources["x"])
    #expect(x.reference?.value.value == "last" && x.enabled?.value == false)
    #expect(x.reference?.origin.shadowed.map(\.text) == ["nine", "ten", "main", "other"])
  }

  @Test(
    arguments: [
      ("sources: {nova: {git: a, comit: b}}", DiagnosticCode.unknownKey, "`commit`"),
      ("sources: {nova: {git: a, tag: b, branch: c}}", .exclusiveKeys, "keep"),
      ("sources: {nova: {git: a, commit: abc}}", .wrongType, nil), ("sources: [nova]", .wrongType, nil),
      ("sources: {nova: {git: a, tag: 2023.10}}", .retypedValue, "'2023.10'"),
      ("sources: {nova: {git: a, track: master}}", .wrongType, nil),
      ("sources: {nova: {archive: {url: a, sha265: b}}}", .unknownKey, "`sha256`"),
      ("venvs: {nova: {instal: [a]}}", .unknownKey, "`install`"),
    ] as [(String, DiagnosticCode, String?)])
  func faultsAreFound(text: String, code: DiagnosticCode, hint: String?) throws {
    let found = try catalogue(["osa/osa-sources.yml": "format: 1\n\(text)\n"])
    let finding = try #require(found.diagnostics.first { $0.code == code })
    #expect(finding.location?.line == 2)
    if let hint { #expect(finding.hint?.contains(hint) == true) }
  }

  @Test func flatVariablesOverrideStructuredMembers() throws {
    let found = try catalogue([
      "osa/osa-sources.yml": base, "openstack_deploy/user_x.yml": "nova_git_install_branch: refs/changes/1/2/3\n",
    ])
    #expect(found.sources["nova"]?.reference?.value == Reference(.change, "refs/changes/1/2/3"))
  }

  @Test func likelyWordsAreSuggested() {
    #expect(Spelling.suggestion(for: "brnach", among: ["branch", "tag"]) == "branch")
    #expect(Spelling.suggestion(for: "xyzzy", among: ["branch", "tag"]) == nil)
  }

  @Test func aPointInTheNameOfAVenvPartsNoKeys() throws {
    let found = try catalogue(["osa/osa-sources.yml": "format: 1\nvenvs: {a.b: {install: [z]}, c-d: {install: [y]}}\n"])
    #expect(found.venvNames == ["a_b", "c-d"])
    #expect(found.venvs["a_b"]?.requirements.map(\.text.value) == ["z"])
  }

  @Test func whatFlatVariablesCanSayHasItsMembers() throws {
    let found = try catalogue([
      "osa/osa-sources.yml": """
      format: 1
      variables: {release: "{{ lookup('env', 'X') }}", base: https://low}
      sources:
        nova: {git: "{{ base }}/nova", tag: v1, fragments: venvwithindex=True, plugins: [{path: contrib, package: plug}]}
        again: {alias: nova}
        default: {git: https://h/default, branch: main, role: os_nova}
      venvs:
        nova:
          role: os_nova
          tag: "{{ release | default('untagged') }}"
          install: [nova, "nova[]", other]
          host: [virtualenv]
          alternatives: {ubuntu-16.04: {install: [a], optional: {ceph: [b]}}, redhat: {install: [c]}}
          distro_packages: {runtime: {debian: [d]}, service: {debian: [python3-nova]}}
          system_packages: {debian: [python3-libvirt]}
      """,
      "osa/inventory/group_vars/all/all.yml": "base: https://h\n",
    ])
    #expect(found.codes(.error) == [])
    // Any other definition of a variable hides the document's.
    #expect(found.sources["nova"]?.repository?.value == "https://h/nova")
    #expect(found.sources["plug"]?.pluginOf == "nova" && found.sources["again"]?.alias == "nova")
    #expect(found.sources["default"]?.isRoleDefaultOnly == true && found.sources["default"]?.groups == [])
    let venv = try #require(found.venvs["nova"])
    #expect(venv.role == "os_nova" && venv.tag?.value == "{{ release | default('untagged') }}")
    #expect(venv.requirements.map(\.text.value) == ["nova", "nova", "other", "c", "a"])
    #expect(venv.requirements.map(\.source) == ["nova", nil, nil, nil, nil])
    #expect(venv.requirements.map(\.alternative) == [nil, nil, nil, "redhat", "ubuntu-16.04"])
    #expect(venv.optional["ceph"]?.map(\.alternative) == ["ubuntu-16.04"])
    #expect(venv.host.map(\.text.value) == ["virtualenv"])
    #expect(venv.distroPackages.runtime["debian"]?.map { venv.isService($0) } == [false, true])
    #expect(venv.systemPackages["debian"]?.map(\.value) == ["python3-libvirt"])
  }

  /// A name with extras or a marker means the source as the bare name does; empty brackets and versions mean the index.
  @Test func namesOfSourcesInRequirements() throws {
    let entries = [
      "nova", "nova[x]", "nova[b,a] ; python_version > '3'", "nova; python_version > '3'", "nova-lib[x]", "nova[]",
      "nova[][x]; python_version > '3'", "nova>=1", "nova[x]==2", "other[]", "other[][x]", "other[x]", "nova []",
    ]
    let list = entries.map { "\"\($0)\"" }.joined(separator: ", ")
    let found = try catalogue([
      "osa/osa-sources.yml": """
      format: 1
      sources:
        nova: {git: https://h/nova, tag: v1, distribution: openstack-nova}
        nova_lib: {git: https://h/lib, tag: v1}
      venvs: {nova: {install: [\(list)]}}
      """
    ])
    let requirements = try #require(found.venvs["nova"]).requirements
    #expect(
      requirements.map(\.source) == [
        "nova", "nova", "nova", "nova", "nova_lib", nil, nil, nil, nil, nil, nil, nil, "nova",
      ])
    #expect(
      requirements.dropFirst(5).map(\.text.value).dropLast() == [
        "nova", "nova[x]; python_version > '3'", "nova>=1", "nova[x]==2", "other", "other[x]", "other[x]",
      ])
    #expect(
      requirements.map(\.name).prefix(6) == [
        "openstack-nova", "openstack-nova", "openstack-nova", "openstack-nova", "lib", "nova",
      ])
    #expect(
      found.installation(of: requirements[2], source: "nova")?.address
        == "openstack-nova[a,b] @ git+https://h/nova@v1 ; python_version > \"3\"")
  }

  /// Members that are lists, and those within an archive, as well as single texts.
  @Test func noMemberIsLostThatCannotBeResolved() throws {
    let found = try catalogue([
      "openstack_deploy/osa-sources.yml": """
      format: 1
      sources:
        a: {git: "{{ m }}/a", tag: v1, mirrors: ["{{ m }}/b", "https://m/c"], patches: ["{{ p }}"], groups: ["{{ g }}"], extras: ["{{ e }}"]}
        b: {archive: {url: "{{ u }}", sha256: "{{ s }}"}}
      venvs:
        v: {install: [1.10]}
      """
    ])
    let (a, b) = (try #require(found.sources["a"]), try #require(found.sources["b"]))
    #expect(a.mirrors.map(\.value) == ["{{ m }}/b", "https://m/c"])
    #expect(a.patches.map(\.value) == ["{{ p }}"] && a.extras.map(\.value) == ["{{ e }}"])
    #expect(a.groups.map(\.value) == ["{{ g }}"])
    #expect(b.archives.map(\.url.value) == ["{{ u }}"])
    let told = found.diagnostics.filter { $0.code == .unresolvedVariable }.map { String($0.message.prefix(20)) }
    #expect(
      told == [
        "`sources.a.git` stay", "`sources.a.mirrors` ", "`sources.a.patches` ", "`sources.a.groups` s",
        "`sources.a.extras` s", "`sources.b.archive` ", "`sources.b.archive` ",
      ])
    #expect(found.codes(.error) == [.retypedValue])
  }

  /// One finding for one fault, and never about a flat variable that nobody wrote.
  @Test(arguments: [
    ("git: [a]", ["`sources.x.git` is a list, not a string"]),
    ("git: !vault abc", ["`sources.x.git` is an encrypted value, not a string"]),
    ("track: {}", ["the key `sources.x.track.branch` is missing"]),
    ("track: false", ["`sources.x.track` is a boolean, not a mapping or null"]),
  ])
  func aFaultIsToldOnce(member: String, messages: [String]) throws {
    let found = try catalogue([
      "osa/osa-sources.yml": "format: 1\nsources:\n  x:\n    branch: b\n    mirrors: []\n    \(member)\n"
    ])
    #expect(found.diagnostics.filter { $0.severity == .error }.map(\.message) == messages)
  }

  @Test func anEmptyMemberIsCalledByItsPath() throws {
    let found = try catalogue(["osa/osa-sources.yml": "format: 1\nsources:\n  x: {git: '', branch: b}\n"])
    #expect(found.diagnostics.map(\.message) == ["source `x` has no repository: `sources.x.git` is empty"])
  }

  @Test func entriesOfAVenvAreToldOnce() throws {
    let found = try catalogue(["osa/osa-sources.yml": "format: 1\nvenvs:\n  x: {install: [~, {a: b}]}\n"])
    #expect(
      found.diagnostics.map(\.message) == [
        "`venvs.x.install[0]` is null, not a string", "`venvs.x.install[1]` is a mapping, not a string",
      ])
  }

  /// `!unsafe` stays so behind the base URL that takes the place of a host's name.
  @Test func whatIsUnsafeIsNoTemplateBehindAHost() throws {
    let found = try catalogue([
      "osa/osa-sources.yml":
        "format: 1\nhosts: {o: https://o}\nvariables: {y: z}\nsources:\n  x: {git: !unsafe \"o:{{ y }}\", branch: b}\n"
    ])
    #expect(found.sources["x"]?.repository?.value == "https://o/{{ y }}")
  }

  /// A name that no variable can begin with is not left out without a word.
  @Test(arguments: [
    ("''", false), ("a b", false), ("-x", false), ("zope.interface", true), ("_x-1", true), ("5", true),
  ])
  func namesAreNames(name: String, isOne: Bool) throws {
    for kind in ["sources", "venvs"] {
      let found = try catalogue(["osa/osa-sources.yml": "format: 1\n\(kind):\n  \(name): {groups: []}\n"])
      let refused = found.diagnostics.filter { $0.message.hasPrefix("the key `") }
      #expect(refused.map(\.severity) == (isOne ? [] : [.error]))
      #expect(refused.allSatisfy { $0.location?.line == 3 && $0.location?.column == 3 })
    }
  }
}
