import Diagnostics
import TestSupport
import Testing

@testable import SourceCatalogue

/// Nothing that differs between the old result and today's is without a finding, and no finding says that something is
/// returned today which is not: told from the two documents and the words of the findings alone.
@Suite struct LegacyGuardTests {
  /// The words between backticks.
  static func words(_ text: String) -> [String] {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }
      .map { String($0.element) }
  }

  /// What a text may be about: itself, its distribution, the name behind `egg=`.
  static func names(_ text: String) -> Set<String> {
    var names: Set<String> = [text, LegacyText.lowercased(text), LegacyPackageName.canonical(text)]
    if let link = LegacyLink(parsing: text, at: .init(file: .caller)) {
      names.formUnion([link.name, LegacyPackageName.canonical(link.eggName)])
    }
    if let parsed = RequirementText(text), let vcs = parsed.vcs {
      names.insert(LegacyPackageName.canonical(parsed.name ?? RepositoryURL.baseName(of: vcs.url)))
    }
    return names
  }

  struct Comparison {
    let old: LegacyDocument
    let new: LegacyDocument
    let findings: [Diagnostic]
    private let present: LegacyPresent
    /// The lists that have a distribution, by its name.
    private var lists: [String: Set<String>] = [:]

    init?(_ paths: [String], _ release: LegacyRelease) {
      let result = LegacyLookup.run(paths: paths, release: release, isRecording: true)
      guard result.failure == nil else { return nil }
      let reading = CatalogueReader.reading(paths: paths)
      old = result.document
      new = LegacyDocument(reading.catalogue, reading.roleRecords())
      findings = LegacyReport(reading, release: release).findings
      let all = result.log.lists.flatMap { list in list.entries.map { ($0.text, list.key.variable) } }
      present = LegacyPresent(reading)
      let now = present.lists.flatMap { key, entries in entries.map { ($0.text, key.variable) } }
      for (text, variable) in all + now {
        for name in names(text) { lists[name, default: []].insert(variable) }
      }
    }

    /// Differences that no finding's words name.
    var unnamed: [String] {
      var named: Set<String> = []
      for finding in findings {
        for word in words(finding.message) + words(finding.hint ?? "") { named.formUnion(names(word)) }
      }
      func isNamed(_ texts: String...) -> Bool { texts.contains { !names($0).isDisjoint(with: named) } }
      var found: [String] = []
      // By itself, or by a list that has it.
      for line in Set(old.packages).symmetricDifference(new.packages)
      where !isNamed(line) && names(line).allSatisfy({ (lists[$0] ?? []).isDisjoint(with: named) }) {
        found.append("packages: \(line)")
      }
      for line in Set(old.remotePackages).symmetricDifference(new.remotePackages) where !isNamed(line) {
        found.append("remote_packages: \(line)")
      }
      for part in Set(old.remotePackageParts.map(\.unplaced)).symmetricDifference(
        new.remotePackageParts.map(\.unplaced))
      where !isNamed(part.name) { found.append("remote_package_parts: \(part.original)") }
      for role in Set(old.roleProjectGroups.keys).union(new.roleProjectGroups.keys)
      where old.roleProjectGroups[role] != new.roleProjectGroups[role] && !isNamed(role) {
        found.append("role_project_groups: \(role)")
      }
      func compare(_ key: String, _ a: [String: LegacyDocument.Lists], _ b: [String: LegacyDocument.Lists]) {
        for role in Set(a.keys).union(b.keys) {
          if let x = a[role], let y = b[role], x.projectGroup != y.projectGroup, !isNamed(role) {
            found.append("\(key).\(role).project_group")
          }
          let variables = Set((a[role]?.lists ?? [:]).keys).union((b[role]?.lists ?? [:]).keys)
          for variable in variables {
            let texts = Set(a[role]?.lists[variable] ?? []).symmetricDifference(b[role]?.lists[variable] ?? [])
            for text in texts where !isNamed(text, variable, role) {
              found.append("\(key).\(role).\(variable): \(text)")
            }
          }
        }
      }
      compare("role_requirements", old.roleRequirements, new.roleRequirements)
      compare("role_requirement_files", old.roleRequirementFiles, new.roleRequirementFiles)
      for role in Set(old.roleDistroPackages.keys).union(new.roleDistroPackages.keys) {
        let (a, b) = (old.roleDistroPackages[role]?.files ?? [:], new.roleDistroPackages[role]?.files ?? [:])
        for stem in Set(a.keys).union(b.keys) {
          for variable in Set((a[stem] ?? [:]).keys).union((b[stem] ?? [:]).keys)
          where a[stem]?[variable] != b[stem]?[variable] {
            let texts = Set(a[stem]?[variable] ?? []).symmetricDifference(b[stem]?[variable] ?? [])
            if texts.isEmpty, !isNamed(variable, role) {
              found.append("role_distro_packages.\(role).\(stem).\(variable)")
            }
            for text in texts where !isNamed(text, variable, role) {
              found.append("role_distro_packages.\(role).\(stem).\(variable): \(text)")
            }
          }
        }
      }
      return found.sorted()
    }

    /// Whether what a finding is about is returned otherwise.
    private func isChanged(_ finding: Diagnostic) -> Bool {
      let all = [finding.message, finding.hint ?? ""].flatMap(words)
      switch finding.code {
      case .legacyLostSpecifier, .legacyOrderDependence, .legacyTwins, .legacyLostAlternative, .legacyMergedName:
        let names = Set(words(finding.message).map(LegacyPackageName.canonical))
        func lines(_ document: LegacyDocument) -> [String] {
          document.packages.filter { names.contains(LegacyPackageName.canonical($0)) }
        }
        return lines(old) != lines(new)
      case .legacyDroppedTemplate: return true
      case .legacyShadowed, .legacyDefaultReference, .legacyLostGroup, .legacyClash, .legacyRetyped:
        func part(_ document: LegacyDocument) -> LegacyLink? {
          document.remotePackageParts.first { all.contains($0.name) }?.unplaced
        }
        return finding.code == .legacyClash && part(old) != part(new)
      default: return false
      }
    }

    /// Findings that say of something that it is returned now which is not, or that nothing changed where it did.
    var untrue: [String] {
      var facts: Set<String> = ["packages", "null"]
      facts.formUnion(new.packages)
      facts.formUnion(new.remotePackages)
      facts.formUnion(new.remotePackageParts.map(\.name))
      facts.formUnion(new.roleProjectGroups.values.map(\.text))
      for lists in new.roleRequirements.values { facts.formUnion(lists.lists.values.joined()) }
      for lists in new.roleRequirementFiles.values { facts.formUnion(lists.lists.values.joined()) }
      for lists in new.roleDistroPackages.values {
        for file in lists.files.values { facts.formUnion(file.values.joined()) }
      }
      for lists in present.lists.values { facts.formUnion(lists.map(\.text)) }
      return findings.compactMap { finding in
        guard let hint = finding.hint else { return nil }
        if hint.utf8.starts(with: "the same now".utf8) {
          return isChanged(finding) ? "\(finding.code) \(finding.message) ## \(hint)" : nil
        }
        guard hint.utf8.starts(with: "now ".utf8) else { return nil }
        // What follows is a reason or an advice.
        let claim = hint.split(separator: "`", omittingEmptySubsequences: false).enumerated().prefix {
          $0.offset % 2 == 1 || !$0.element.contains { $0 == ";" || $0 == ":" }
        }.map { String($0.element) }.joined(separator: "`")
        let isAbsence = [
          "now no", "now `role_distro_packages` has", "now nothing", "now it does not", "now `packages` has nothing",
          "now it is an error",
        ]
        .contains { claim.utf8.starts(with: $0.utf8) }
        let wrong = isAbsence ? [] : words(claim).filter { !facts.contains($0) }
        return wrong.isEmpty ? nil : "\(finding.code) \(finding.message) ## \(hint)"
      }
    }
  }

  private static let role = "roles/os_x/defaults/main.yml"
  private static let release = "osa/playbooks/defaults/repo_packages/x.yml"
  private static let user = "openstack_deploy/user_variables.yml"

  /// Lines that a file of a made tree may have.
  private static let pool: [(file: String, lines: [String])] = [
    (
      release,
      [
        "x_git_repo: https://h/o/x", "x_git_install_branch: aaa", "x_git_project_group: x_all",
        "x_git_install_fragments: ignorerequirements=True", "x_git_install_fragments: ignorerequirements=true",
        "x_git_install_fragments: subdirectory=sub", "x_git_install_fragments: 'egg=other&projectgroup=g'",
        "x_repo_plugins: [{path: contrib, package: plug}]", "x_git_repo_plugins: [{path: c, package: plug2}]",
        "y_git_repo: https://h/o/noVNC", "y_git_install_branch: 0123", "z_git_repo: https://k/o/novnc",
        "z_git_install_branch: '{{ ref }}'", "ref: abc", "git_repo: https://h/o/q", "y_git_project_group: [a, b]",
        "z_git_repo: '{{ base }}/zed'", "base: https://h",
      ]
    ),
    (
      user,
      [
        "x_git_repo: https://fork/x", "x_git_install_branch: bbb", "x_git_repo: https://fork/my-x",
        "x_git_project_group: u_all", "x_pip_packages: ['b==2', c]", "x_role_project_group: z_all",
        "w_git_install_branch: bbb", "other_git_repo: https://fork/o/x",
        "s: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  61",
        "y_git_fallback_repo: https://m/novnc", "x_optional_pip_packages: [opt]",
      ]
    ),
    ("openstack_deploy/old/user_variables.yml", ["x_git_repo: https://old/x", "x_pip_packages: [old]"]),
    (
      "openstack_deploy/group_vars/x_all.yml",
      ["x_git_install_branch: ggg", "x_pip_packages: [g]", "n_git_repo: https://h/o/n", "x_pip_packages: []"]
    ),
    (
      role,
      [
        "x_pip_packages: [a, 'b==1', x]", "x_pip_packages: ['Foo[Extra]>=1', foo, 'foo ', ' Lead']",
        "x_pip_packages: ['git+https://h/O/x@V1#egg=x', 'git+ssh://git@h/o/ssh#egg=ssh']",
        "x_pip_packages: ['{{ y }}', 'tooz[{{ y }}]', '{{ undefined }}', '{% if y %}a{% endif %}']",
        "x_pip_packages: '{{ list }}'", "x_pip_packages: {a: 1}", "x_pip_packages: []",
        "x_pip_packages: ['git+{{ x_git_repo }}@{{ x_git_install_branch }}#egg=x', 'zed @ git+https://h/o/zed@v1']",
        "x_optional_pip_packages: [o, 'b>=1']", "x_proprietary_pip_packages: [p]", "x_pip_packages_more: [m]",
        "X_PIP_packages: [U]", "pip_packages: ['pip<10']", "x_requires_pip_packages: ['foo>=2', foo_bar, foo-bar]",
        "x_role_project_group: x_all", "x_role_project_group:", "x_role_project_group: [a, b]", "y: b",
        "list: [l1, L2]",
        "x_git_repo: https://other/o/x", "x_git_install_branch: master", "x_git_install_fragments: venvwithindex=True",
        "x_distro_packages: [A, b]", "x_distro_packages: '{{ list }}'", "x_distro_packages_remove: [r]",
        "x_apt_packages: [c]", "Odd_distro_packages: [d]", "x_devel_distro_packages: ['{{ y }}', 'gcc {{ z }}']",
        "x_pip_packages: ['http://h/F-1.tar.gz', 'git+https://h/o/bare']", "x_pip_packages: x",
      ]
    ),
    (
      "roles/os_x/vars/main.yml",
      [
        "x_pip_packages: [v, 'a>=2']", "x_service_pip_dependencies: [s]", "x_distro_packages: [A, 'c>=1']",
        "x_role_project_group: v_all", "w: 1",
      ]
    ),
    ("roles/os_x/vars/debian.yml", ["x_pip_packages: ['a==1']", "x_distro_packages: [Deb]", "w: 1"]),
    ("roles/os_x/vars/redhat.yml", ["x_pip_packages: ['a==2', r]", "x_distro_packages: [R, '@Group']"]),
    ("roles/other/defaults/main.yml", ["o_pip_packages: ['b>3', foo_bar, X]", "x_pip_packages: [q]", "w: 1"]),
    ("roles/os_x/tests/roles/inner/defaults/main.yml", ["inner_pip_packages: [i]", "w: 1"]),
    (
      "osa/requirements.txt",
      [
        "Foo>=1.0", "foo >=1 ; python_version < '3'", "-r other.txt", "-e git+https://h/o/ed@v1#egg=ed", "b<9",
        "git+https://h/O/Req@V1#egg=Req", "  # c", "n==2;python_version>='3'", "n==1;python_version<'3'",
      ]
    ),
    (
      "openstack_deploy/osa-sources.yml",
      [
        "format: 1", "sources: {x: {git: https://s/x, commit: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa}}",
        "venvs: {x: {role: os_x, install: [s1, x]}}", "lists: {free_pip_packages: [f1]}",
      ]
    ),
    (
      "osa/inventory/group_vars/all/s.yml",
      ["x_git_repo: https://g/x", "y_pip_packages: [G]", "y: gg", "base: https://i"]
    ),
    ("osa/playbooks/vars/p.yml", ["x_pip_packages: [p]", "p_git_repo: https://h/p.git/", "p_git_package_name: Pea"]),
    ("osa/dev-requirements.txt", ["tox", "foo==3", "b"]), ("roles/os_x/requirements.txt", ["ansible==2", "b"]),
    ("roles/requirements.txt", ["galaxy", "b"]), ("osa/global-requirement-pins.txt", ["pip==9", "b==7", "Foo==1"]),
  ]

  private static func tree(_ random: inout SplitMix) -> [String: String] {
    var files = ["osa/playbooks/defaults/y.yml": "z: 1\n"]
    for (file, lines) in pool where random.next() % 3 > 0 {
      var (text, keys) = ("", Set<Substring>())
      for line in lines where random.next() % 4 == 0 {
        // A key that stands twice is another fault.
        if file.hasSuffix("yml"), !keys.insert(line.prefix { $0 != ":" }).inserted { continue }
        text += line + "\n"
      }
      if !text.isEmpty { files[file] = text }
    }
    return files
  }

  private func check(_ files: [String: String], _ release: LegacyRelease) throws {
    let folder = try TemporaryFolder(files)
    let present = ["osa", "roles", "openstack_deploy"].filter { name in files.keys.contains { $0.hasPrefix(name + "/") }
    }
    guard let found = Comparison(present.map { folder.path + "/" + $0 }, release) else { return }
    let (unnamed, untrue) = (found.unnamed, found.untrue)
    #expect(unnamed.isEmpty && untrue.isEmpty, "\(release) \(unnamed) \(untrue) in \(files)")
  }

  @Test(arguments: LegacyRelease.allCases)
  func everyDifferenceIsNamedAndEveryClaimIsTrue(release: LegacyRelease) throws {
    var random = SplitMix(seed: 41)
    for _ in 0..<80 { try check(Self.tree(&random), release) }
  }

  @Test(arguments: LegacyRuleTests.files + LegacyRuleTests.entries + LegacyRuleTests.sources)
  func theTreesOfTheRulesToo(rule: LegacyRuleTests.Rule) throws {
    for release in LegacyRelease.allCases { try check(rule.files, release) }
  }

  @Test(.enabled(if: SharedTrees.pike != nil, "no real trees beside the checkout"), arguments: LegacyRelease.allCases)
  func aRealReleaseToo(release: LegacyRelease) throws {
    let tree = try #require(SharedTrees.pike)
    let found = try #require(Comparison(SharedTrees.paths(tree), release))
    #expect(found.unnamed == [])
    #expect(found.untrue == [])
  }
}

extension LegacyLink {
  /// The same without what the result does not have.
  fileprivate var unplaced: LegacyLink {
    var copy = self
    copy.location = .init(file: .caller)
    copy.variable = nil
    return copy
  }
}
