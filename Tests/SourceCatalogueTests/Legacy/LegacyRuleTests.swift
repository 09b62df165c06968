import Diagnostics
import TestSupport
import Testing

@testable import SourceCatalogue

/// The rules of the old lookup one by one: a tree in which each shows, what it gave, what is given now, and the finding
/// of `check --legacy` that says so, at its place.
@Suite struct LegacyRuleTests {
  struct Rule: Sendable, CustomTestStringConvertible {
    let rules: String
    let files: [String: String]
    /// What is asked of both documents.
    let question: @Sendable (LegacyDocument) -> [String]
    /// nil where the old lookup ended with an error.
    let old: [String]?
    let now: [String]
    let code: DiagnosticCode
    /// `file:line` of the finding.
    let place: String
    var release = LegacyRelease.pike

    var testDescription: String { rules }

    init(
      _ rules: String, _ files: [String: String], _ question: @escaping @Sendable (LegacyDocument) -> [String],
      old: [String]?, now: [String], _ code: DiagnosticCode, at place: String, _ release: LegacyRelease = .pike
    ) {
      (self.rules, self.files, self.question, self.old, self.now) = (rules, files, question, old, now)
      (self.code, self.place, self.release) = (code, place, release)
    }
  }

  static let packages: @Sendable (LegacyDocument) -> [String] = { $0.packages }
  static let originals: @Sendable (LegacyDocument) -> [String] = { $0.remotePackageParts.map(\.original) }
  static let parts: @Sendable (LegacyDocument) -> [String] = {
    $0.remotePackageParts.map { "\($0.name) \($0.url) \($0.version) \($0.projectGroup)" }
  }
  static let groups: @Sendable (LegacyDocument) -> [String] = {
    $0.roleRequirements.map { "\($0.key) \($0.value.projectGroup.text)" }.sorted()
  }
  static let lists: @Sendable (LegacyDocument) -> [String] = {
    $0.roleRequirements.flatMap { role, lists in
      lists.lists.map { "\(role) \($0.key) \($0.value.joined(separator: " "))" }
    }.sorted()
  }

  static let nova =
    "nova_git_repo: https://h/nova\nnova_git_install_branch: abc\nnova_git_project_group: nova_all\n"
  private static let release = "osa/playbooks/defaults/repo_packages/x.yml"
  private static let role = "roles/os_x/defaults/main.yml"
  private static let user = "openstack_deploy/user_variables.yml"

  private static func list(_ entries: String) -> [String: String] { [role: "x_pip_packages: \(entries)\n"] }

  static let files: [Rule] = [
    Rule(
      "S2 S4", ["openstack_deploy/old/user_x.yml": "# a backup\n" + nova], parts,
      old: ["nova https://h/nova abc nova_all"], now: [], .legacyStrayFile, at: "old/user_x.yml:2"),
    Rule(
      "S3", ["osa/playbooks/inventory/group_vars/nova_all.yml": "a: 1\n" + nova], parts, old: [],
      now: ["nova https://h/nova abc nova_all"], .legacyUnreadSource,
      at: "playbooks/inventory/group_vars/nova_all.yml:2"),
    Rule(
      "S3 override",
      [
        "roles/os_nova/defaults/main.yml": nova,
        "openstack_deploy/group_vars/all.yml": "nova_git_install_branch: fix\n",
      ],
      parts, old: ["nova https://h/nova abc nova_all"], now: ["nova https://h/nova fix nova_all"], .legacyUnreadSource,
      at: "group_vars/all.yml:1"),
    Rule(
      "S3 empty list",
      [role: "x_pip_packages: [a]\n", "openstack_deploy/group_vars/all.yml": "b: 1\nx_pip_packages: []\n"],
      packages, old: ["a"], now: [], .legacyUnreadSource, at: "group_vars/all.yml:2"),
    Rule(
      "S5", ["osa/dev-requirements.txt": "# c\ntox\n", "osa/requirements.txt": "pip\n"], packages,
      old: ["pip", "tox"], now: ["pip"], .legacyDevelopmentRequirement, at: "dev-requirements.txt:2"),
    Rule(
      "S6", ["osa/doc/requirements.txt": "sphinx\n"], packages, old: ["sphinx"], now: [],
      .legacyDevelopmentRequirement, at: "doc/requirements.txt:1"),
    Rule(
      "S6 test", ["roles/os_x/test-requirements.txt": "flake8\n"], packages, old: [], now: [], .legacyUnusedFile,
      at: "os_x/test-requirements.txt:1"),
    Rule(
      "S7", ["roles/odl/requirements.txt": "tox\n"], packages, old: ["tox"], now: [], .legacyDevelopmentRequirement,
      at: "odl/requirements.txt:1"),
    Rule(
      "S10", ["roles/os_x/tests/roles/inner/defaults/main.yml": "y_pip_packages: [a]\n"], lists,
      old: ["inner y_pip_packages a"], now: [], .legacyStrayFile, at: "os_x/tests/roles/inner/defaults/main.yml:1"),
    Rule(
      "Y1", [release: nova + "b: [\n"], parts, old: [], now: [], .legacySilentFile,
      at: "playbooks/defaults/repo_packages/x.yml:5"),
    Rule(
      "Y2", [user: "s: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  61\n" + nova], parts, old: [],
      now: ["nova https://h/nova abc nova_all"], .legacySilentFile, at: "user_variables.yml:1"),
    Rule(
      "Y4", [role: "# nothing\n"], packages, old: [], now: [], .legacyUnusedFile, at: "os_x/defaults/main.yml:1"),
    Rule(
      "Y7", [role: "1: x\nx_pip_packages: [a]\n"], packages, old: nil, now: ["a"], .legacyAbort,
      at: "os_x/defaults/main.yml:1"),
    Rule(
      "Y8 octal", [release: nova.replacing("abc", with: "0123")], parts, old: ["nova https://h/nova 83 nova_all"],
      now: ["nova https://h/nova 0123 nova_all"], .legacyRetyped, at: "playbooks/defaults/repo_packages/x.yml:2"),
    Rule(
      "Y8 bool", [release: nova.replacing("abc", with: "yes")], parts, old: ["nova https://h/nova True nova_all"],
      now: ["nova https://h/nova yes nova_all"], .legacyRetyped, at: "playbooks/defaults/repo_packages/x.yml:2"),
  ]

  static let entries: [Rule] = [
    Rule(
      "V1", [role: "x_pip_packages_more: [a]\n"], packages, old: ["a"], now: [], .legacyOddName,
      at: "os_x/defaults/main.yml:1"),
    Rule(
      "V1 case", [role: "x_PIP_packages: [a]\n"], packages, old: ["a"], now: [], .legacyOddName,
      at: "os_x/defaults/main.yml:1"),
    Rule(
      "V2", [role: "x_proprietary_y_pip_packages: [a]\n"], packages, old: [], now: [], .legacyProprietaryList,
      at: "os_x/defaults/main.yml:1"),
    Rule(
      "V5", list("['git+https://h/Foo/Bar@V1.0#egg=Bar']"), parts, old: ["bar https://h/foo/bar v1.0 all"],
      now: ["bar https://h/Foo/Bar V1.0 all"], .legacyCaseChange, at: "os_x/defaults/main.yml:1"),
    Rule(
      "V6", [role: "y: b\nx_pip_packages: ['{{ y }}']\n"], packages, old: [], now: ["b"], .legacyDroppedTemplate,
      at: "os_x/defaults/main.yml:2"),
    Rule(
      "V7", [role: "y: b\nx_pip_packages: ['a[{{ y }}]']\n"], packages, old: ["a[{{ y }}]"], now: ["a[b]"],
      .legacyKeptTemplate, at: "os_x/defaults/main.yml:2"),
    Rule(
      "V8", [role: "x_pip_packages: ab\n"], packages, old: ["a", "b"], now: [], .legacyNotAList,
      at: "os_x/defaults/main.yml:1"),
    Rule(
      "V9", [role: "x_pip_packages: [a, 1]\n"], packages, old: nil, now: ["1", "a"], .legacyAbort,
      at: "os_x/defaults/main.yml:1"),
    Rule(
      "V11", [role: "x_pip_packages: [a, b]\n", user: "x_pip_packages: [c]\n"], lists,
      old: ["os_x x_pip_packages a b c"], now: ["os_x x_pip_packages c"], .legacyExtendedList,
      at: "user_variables.yml:1"),
    Rule(
      "V12", [role: "x_pip_packages: [a, b]\n", "osa/playbooks/vars/x.yml": "x_pip_packages: [c]\n"], lists,
      old: ["os_x x_pip_packages a b"], now: ["os_x x_pip_packages c"], .legacyExtendedList,
      at: "playbooks/vars/x.yml:1"),
    Rule(
      "R1 case", ["osa/requirements.txt": "https://h/Foo.tar.gz\n"], packages, old: ["https://h/foo.tar.gz"],
      now: ["https://h/Foo.tar.gz"], .legacyCaseChange, at: "requirements.txt:1"),
    Rule(
      "R1", ["osa/requirements.txt": "foo >=1 ; python_version < '3'\n"], packages, old: ["foo"],
      now: ["foo>=1;python_version < '3'"], .legacyCutLine, at: "requirements.txt:1"),
    Rule(
      "R2", ["osa/requirements.txt": "foo\n   \n"], packages, old: nil, now: ["foo"], .legacyAbort,
      at: "requirements.txt:2"),
    Rule(
      "M1", list("['foo>=1', foo]"), packages, old: ["foo>=1"], now: ["foo>=1"], .legacyMergedName,
      at: "os_x/defaults/main.yml:1"),
    Rule(
      "M1 lost", [role: "x_pip_packages: ['foo>=1']\nx_requires_pip_packages: [foo]\n"], packages, old: ["foo"],
      now: ["foo>=1"], .legacyLostSpecifier, at: "os_x/defaults/main.yml:1"),
    Rule(
      "M2 O1",
      [
        "roles/a/defaults/main.yml": "a_pip_packages: ['foo>=1']\n",
        "roles/b/defaults/main.yml": "b_pip_packages: [foo]\n",
      ],
      packages, old: ["foo"], now: ["foo>=1"], .legacyOrderDependence, at: "a/defaults/main.yml:1"),
    Rule(
      "M3", ["osa/requirements.txt": "foo<2\n", role: "x_pip_packages: ['foo>=1']\n"], packages, old: ["foo<2"],
      now: ["foo<2,>=1"], .legacyLostSpecifier, at: "os_x/defaults/main.yml:1"),
    Rule(
      "M4", list("['n==2;python_version>=\"3\"', 'n==1;python_version<\"3\"']"), packages,
      old: ["n==1;python_version<\"3\""], now: ["n==1;python_version<\"3\"", "n==2;python_version>=\"3\""],
      .legacyLostAlternative, at: "os_x/defaults/main.yml:1"),
    Rule(
      "M5", list("[a-b, a_b]"), packages, old: ["a-b", "a_b"], now: ["a-b"], .legacyTwins,
      at: "os_x/defaults/main.yml:1"),
    Rule(
      "M5 blank", list("['foo >=1']"), packages, old: ["foo >=1"], now: ["foo>=1"], .legacyCaseChange,
      at: "os_x/defaults/main.yml:1"),
    Rule(
      "M merged", ["osa/requirements.txt": "foo\n", role: "x_pip_packages: ['foo>=1']\n"], packages, old: ["foo>=1"],
      now: ["foo>=1"], .legacyMergedName, at: "requirements.txt:1"),
  ]

  static let sources: [Rule] = [
    Rule(
      "G2", [release: "nova_git_repo: https://h/nova\n"], parts, old: ["nova https://h/nova master all"],
      now: ["nova https://h/nova master all"], .legacyDefaultReference, at: "playbooks/defaults/repo_packages/x.yml:1"),
    Rule(
      "G3", [release: nova + "z_git_repo: https://h2/nova\n"], parts, old: ["nova https://h2/nova abc all"],
      now: ["nova https://h/nova abc nova_all"], .legacyDefaultReference,
      at: "playbooks/defaults/repo_packages/x.yml:4"),
    Rule(
      "G4", [release: nova, user: "nova_git_repo: https://f/nova\n"], parts, old: ["nova https://f/nova abc all"],
      now: ["nova https://f/nova abc nova_all"], .legacyLostGroup, at: "user_variables.yml:1"),
    Rule(
      "G5", [release: nova, user: "nova_git_install_branch: fix\n"], parts, old: ["nova https://h/nova abc nova_all"],
      now: ["nova https://h/nova fix nova_all"], .legacyDeadOverride, at: "user_variables.yml:1"),
    Rule(
      "G5 group", [release: nova, user: "nova_git_project_group: x\n"], parts,
      old: ["nova https://h/nova abc nova_all"], now: ["nova https://h/nova abc x"], .legacyDeadOverride,
      at: "user_variables.yml:1"),
    Rule(
      "G6",
      [
        release: nova,
        "roles/os_nova/defaults/main.yml": "nova_git_repo: https://h/nova\nnova_git_install_branch: master\n",
      ],
      parts, old: ["nova https://h/nova abc nova_all"], now: ["nova https://h/nova abc nova_all"], .legacyShadowed,
      at: "os_nova/defaults/main.yml:1"),
    Rule(
      "G7 G10",
      [
        release:
          "a_git_repo: https://n/noVNC\na_git_install_branch: x\nb_git_repo: https://k/novnc\nb_git_install_branch: y\n"
      ],
      parts, old: ["novnc https://k/novnc y all"], now: ["novnc https://n/noVNC x all"], .legacyClash,
      at: "playbooks/defaults/repo_packages/x.yml:3"),
    Rule(
      "G8",
      [release: "a_git_repo: https://h/n\na_git_install_branch: x\nb_git_repo: https://k/n\nb_git_install_branch: y\n"],
      parts, old: ["n https://k/n y all"], now: ["n https://h/n x all"], .legacyClash,
      at: "playbooks/defaults/repo_packages/x.yml:3"),
    Rule(
      "G9", [release: nova, user: "nova_git_repo: https://f/my-nova\n"], parts,
      old: ["my-nova https://f/my-nova master all", "nova https://h/nova abc nova_all"],
      now: ["my-nova https://f/my-nova abc nova_all"], .legacyClash, at: "user_variables.yml:1"),
    Rule(
      "G11", [release: nova + "nova_git_install_fragments: gitname=other&projectgroup=g\n"], parts,
      old: ["other https://h/nova abc g"], now: ["nova https://h/nova abc nova_all"], .legacyOverridingFragment,
      at: "playbooks/defaults/repo_packages/x.yml:4"),
    Rule(
      "G12 G13",
      [release: nova + "nova_git_install_fragments: ignorerequirements=True\n", role: "x_pip_packages: ['nova>=1']\n"],
      packages, old: ["nova>=1"], now: [], .legacyIgnoredRequirement, at: "playbooks/defaults/repo_packages/x.yml:1"),
    Rule(
      "G15",
      [
        release: nova
          + "nova_git_install_fragments: venvwithindex=True\nnova_repo_plugins: [{path: /contrib/, package: /plug}]\n"
      ],
      originals,
      old: [
        "git+https://h/nova@abc#egg=nova&gitname=nova&projectgroup=nova_all&venvwithindex=True",
        "git+https://h/nova@abc#egg=plug&subdirectory=contrib/plug&gitname=plug&venvwithindex=True",
      ],
      now: [
        "git+https://h/nova@abc#egg=nova&gitname=nova&projectgroup=nova_all&venvwithindex=True",
        "git+https://h/nova@abc#egg=plug&subdirectory=contrib/plug&gitname=plug&projectgroup=nova_all&venvwithindex=True",
      ], .legacyLostGroup, at: "playbooks/defaults/repo_packages/x.yml:5"),
    Rule(
      "G15 moved",
      [
        release: nova + "nova_repo_plugins: [{path: contrib, package: plug}]\n",
        user: "nova_git_repo: https://f/nova\nnova_git_project_group: nova_all\n",
      ],
      { $0.remotePackageParts.map { $0.name + " " + $0.url } },
      old: ["nova https://f/nova", "plug https://h/nova"], now: ["nova https://f/nova", "plug https://f/nova"],
      .legacyLostGroup, at: "playbooks/defaults/repo_packages/x.yml:4"),
    Rule(
      "G16", [release: nova + "nova_git_repo_plugins: [{path: c, package: plug}]\n"],
      { $0.remotePackageParts.map(\.name) }, old: ["nova"], now: ["nova", "plug"], .legacyDeadOverride,
      at: "playbooks/defaults/repo_packages/x.yml:4"),
    Rule(
      "G18", list("['git+ssh://git@h/foo/bar#egg=bar']"), parts, old: ["git ssh://git h/foo/bar all"],
      now: ["bar ssh://git@h/foo/bar master all"], .legacySplitAddress, at: "os_x/defaults/main.yml:1"),
    Rule(
      "G18 plus", [release: "a_git_repo: https://h/libstdc++/foo\na_git_install_branch: x\n"], parts, old: nil,
      now: ["foo https://h/libstdc++/foo x all"], .legacyAbort, at: "playbooks/defaults/repo_packages/x.yml:1"),
    Rule(
      "G19", list("['git+https://h/pyscss@abc']"), parts, old: nil, now: ["pyscss https://h/pyscss abc all"],
      .legacyAbort, at: "os_x/defaults/main.yml:1"),
    Rule(
      "G20", list("['git+https://h/foo']"), packages, old: ["git+https://h/foo"], now: ["foo"], .legacySplitAddress,
      at: "os_x/defaults/main.yml:1"),
    Rule(
      "G20 PEP 508", list("['foo @ git+https://h/foo@1']"), packages, old: ["foo @ git+https://h/foo@1"], now: ["foo"],
      .legacySplitAddress, at: "os_x/defaults/main.yml:1"),
    Rule(
      "G21", [release: "a_git_repo:\n" + nova], parts, old: nil, now: ["nova https://h/nova abc nova_all"],
      .legacyAbort, at: "playbooks/defaults/repo_packages/x.yml:1"),
    Rule(
      "G21 bare", [release: "git_repo: https://h/x\ngit_install_branch: y\n"], parts, old: ["x https://h/x y all"],
      now: [], .legacyOddName, at: "playbooks/defaults/repo_packages/x.yml:1"),
    Rule(
      "G22", [release: "base: https://h\nnova_git_repo: '{{ base }}/nova'\nnova_git_install_branch: abc\n"], parts,
      old: ["nova {{ base }}/nova abc all"], now: ["nova https://h/nova abc all"], .legacyKeptTemplate,
      at: "playbooks/defaults/repo_packages/x.yml:2"),
    Rule(
      "G22 reference", [release: "b: abc\nnova_git_repo: https://h/nova\nnova_git_install_branch: '{{ b }}'\n"], parts,
      old: ["nova https://h/nova {{ b }} all"], now: ["nova https://h/nova abc all"], .legacyKeptTemplate,
      at: "playbooks/defaults/repo_packages/x.yml:3"),
    Rule(
      "T3",
      [
        role: "x_role_project_group: x_all\nx_pip_packages: [a]\n",
        "roles/os_x/vars/main.yml": "x_service_pip_dependencies: [b]\n",
      ],
      groups, old: ["os_x all"], now: ["os_x x_all"], .legacyRoleGroup, at: "os_x/defaults/main.yml:1"),
    Rule(
      "wheel list", [release: nova, role: "x_pip_packages: [a]\n"], packages, old: ["a"], now: ["a"],
      .legacyUnbuiltSource, at: "playbooks/defaults/repo_packages/x.yml:1"),
    Rule(
      "wheel list of an address", list("['git+https://h/foo@abc#egg=foo', a]"), packages, old: ["a"],
      now: ["a", "foo"], .legacyUnbuiltSource, at: "os_x/defaults/main.yml:1"),
    Rule(
      "empty role", [role: "x_pip_packages: []\n"], groups, old: ["os_x all"], now: [], .legacyUnusedFile,
      at: "os_x/defaults/main.yml:1"),
  ]

  @Test(arguments: files + entries + sources)
  func oldAndNewAndTheFinding(rule: Rule) throws {
    let folder = try TemporaryFolder(rule.files)
    let present = ["osa", "roles", "openstack_deploy"].filter { name in rule.files.keys.contains { $0.hasPrefix(name) }
    }
    let paths = present.map { folder.path + "/" + $0 }
    let result = LegacyLookup.run(paths: paths, release: rule.release)
    #expect((result.failure == nil ? rule.question(result.document) : nil) == rule.old)
    let reading = CatalogueReader.reading(paths: paths)
    #expect(rule.question(LegacyDocument(reading.catalogue, reading.roleRecords())) == rule.now)
    let found = LegacyReport(reading, release: rule.release).findings
    let places = found.filter { $0.code == rule.code }.compactMap(\.location).map { "\($0.file.path):\($0.line)" }
    #expect(
      places.contains(rule.place),
      "\(found.map { "\($0.code) \($0.location.map { "\($0.file.path):\($0.line)" } ?? "") \($0.message)" })")
  }
}

/// A real release: as many findings as an instrumented run of the old lookup counted.
@Suite(.enabled(if: SharedTrees.pike != nil, "no real trees beside the checkout"))
struct LegacyReportOfAReleaseTests {
  @Test func everythingSwallowedIsReported() throws {
    let reading = CatalogueReader.reading(paths: SharedTrees.paths(try #require(SharedTrees.pike)))
    var counts: [DiagnosticCode: Int] = [:]
    for finding in LegacyReport(reading, release: .pike).findings { counts[finding.code, default: 0] += 1 }
    #expect(counts[.legacyShadowed] == 34)
    // 44 files of test requirements and 4 without a mapping.
    #expect(counts[.legacyUnusedFile] == 48)
    #expect(counts[.legacyMergedName] == 10)
    // Two more are what `ignorerequirements` took out.
    #expect(counts[.legacyUnbuiltSource] == 3)
    #expect(counts[.legacyDroppedTemplate] == 3)
    #expect(counts[.legacyIgnoredRequirement] == 2)
    #expect(counts[.legacyOrderDependence] == 2)
    #expect(counts[.legacyProprietaryList] == 1)
    #expect(counts[.legacyNotAList] == 1)
    #expect(counts[.legacyTwins] == 1)
  }
}
