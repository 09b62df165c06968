import Diagnostics
import TestSupport
import Testing

@testable import SourceCatalogue

/// What findings say, to the letter: the cause then, and behind the arrow what is returned now.
@Suite struct LegacyWordsTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let files: [String: String]
    let code: DiagnosticCode
    let findings: [String]
    let release: LegacyRelease

    init(
      _ name: String, _ files: [String: String], _ code: DiagnosticCode, _ findings: String...,
      release: LegacyRelease = .pike
    ) {
      (testDescription, self.files, self.code, self.findings, self.release) = (name, files, code, findings, release)
    }
  }

  private static let role = "roles/os_x/defaults/main.yml"
  private static let packages = "osa/playbooks/defaults/repo_packages/x.yml"
  private static let user = "openstack_deploy/user_variables.yml"
  private static let source =
    "x_git_repo: https://h/x\nx_git_install_branch: aa\nx_git_project_group: x_all\n"

  private static let lists: [Case] = [
    Case(
      "lists of what is removed", [role: "x_distro_packages_remove: [r]\n"], .legacyOddName,
      "1 `x_distro_packages_remove` counted, although its name is no list's, only holds one -> now no such list is "
        + "returned: its name is that of no list of what is installed"),
    Case(
      "roles of no play", ["osa/tests/roles/inner/defaults/main.yml": "a: 1\n"], .legacyStrayFile,
      "1 the file made a role `inner` of its path -> now no role of that name is returned: no play reads this file"),
    Case(
      "case of a distribution's packages", [role: "x_distro_packages: [MariaDB-client]\n"], .legacyCaseChange,
      "1 `MariaDB-client` was returned as `mariadb-client` -> now `MariaDB-client`"),
    Case(
      "case that pip ignores", [role: "x_pip_packages: [PyMySQL]\n"], .legacyCaseChange,
      "1 `PyMySQL` was returned as `pymysql` -> the same now"),
    Case(
      "case of a marker", [role: "x_pip_packages: ['a;sys_platform==\"Linux\"']\n"], .legacyCaseChange,
      "1 `a;sys_platform==\"Linux\"` was returned as `a;sys_platform==\"linux\"` -> now `a;sys_platform==\"Linux\"`"),
    Case(
      "a text that is a list's name", [role: "x_pip_packages: '{{ y }}'\ny: [aa, bb]\n"], .legacyNotAList,
      "1 `x_pip_packages` is a string, which became 4 packages of one character each -> now the list is `aa`, `bb`"),
    Case(
      "templates that stay", [role: "x_distro_packages: ['a-{{ gone }}']\n"], .legacyKeptTemplate,
      "1 `x_distro_packages` was returned with its template as text: `a-{{ gone }}` -> the same now; ansible-core 2.19 "
        + "and later never template what a lookup returned"),
    Case(
      "templates that were dropped and stay", [role: "x_pip_packages: ['{{ gone }}']\n"], .legacyDroppedTemplate,
      "1 the entry `{{ gone }}` of `x_pip_packages` was dropped: it begins like a template -> now `{{ gone }}`; a play templates it"
    ),
    Case(
      "specifiers of files that nobody reads", ["roles/r/requirements.txt": "a==1\n", role: "x_pip_packages: [a]\n"],
      .legacyMergedName, "1 `a` became `a==1`, which another place says -> now `packages` has `a`"),
    Case(
      "specifiers that another list hides", [role: "x_pip_packages: ['b==1']\n", user: "x_pip_packages: ['b==2']\n"],
      .legacyLostSpecifier,
      "1 `b==2` was lost to `b==1`, which comes first in the alphabet -> now `packages` has `b==2`"),
    Case(
      "extras of one name", [role: "x_pip_packages: ['foo[x]==1', foo]\n"], .legacyTwins,
      "1 `foo` and `foo[x]` are one name to pip, but were returned as two packages -> now `packages` has `foo[x]==1`"),
    Case(
      "names apart by a marker", [role: "x_pip_packages: [a, 'a>=1;m<\"3\"']\n"], .legacyMergedName,
      "1 `a` became `a>=1;m<\"3\"`, which another place says -> now `packages` has `a`, `a>=1;m<\"3\"`"),
    Case(
      "two lists of a role",
      [role: "x_pip_packages: [a]\n", "roles/os_x/vars/main.yml": "x_pip_packages: [b]\n"], .legacyExtendedList,
      "1 `x_pip_packages` counted, whatever else says that list, with `a` -> now the list is `b`"),
    Case(
      "blanks around an entry", [role: "x_pip_packages: [' Foo']\n"], .legacyCaseChange,
      "1 ` Foo` was returned as ` foo` -> now `foo`"),
    Case(
      "no packages of distributions", [role: "x_distro_packages: [a]\n"], .legacyUnreadSource,
      "1 packages of distributions of role `os_x` were not returned: this release indexed none -> now "
        + "`role_distro_packages` has `x_distro_packages` of it", release: .latePike),
    Case(
      "a byte order mark", ["osa/requirements.txt": "\u{FEFF}foo\n"], .legacyCaseChange,
      "1 `\u{FEFF}foo` was returned as it is written -> now `foo`"),
  ]

  private static let sources: [Case] = [
    Case(
      "a source that its own list names",
      [packages: source, role: "x_pip_packages: ['git+{{ x_git_repo }}@{{ x_git_install_branch }}#egg=x', a]\n"],
      .legacyUnbuiltSource,
      "1 source `x` stands in a list by its address, so the wheel list did not have it -> now `packages` has `x`"),
    Case(
      "and that is no other",
      [role: source + "x_pip_packages: ['git+{{ x_git_repo }}@{{ x_git_install_branch }}#egg=x']\n"], .legacyClash),
    Case(
      "ignored as it was meant",
      [packages: source + "x_git_install_fragments: ignorerequirements=True\n", role: "x_pip_packages: [x]\n"],
      .legacyIgnoredRequirement,
      "1 `ignorerequirements` took `x` out of the wheel list, but the constraints tied it to git all the same -> now it "
        + "is in neither"),
    Case(
      "ignored is why there is no wheel",
      [packages: source + "x_git_install_fragments: ignorerequirements=True\n", role: "x_pip_packages: [x, a]\n"],
      .legacyUnbuiltSource),
    Case(
      "ignored by a release that does not know the word",
      [packages: source + "x_git_install_fragments: ignorerequirements=True\n", role: "x_pip_packages: [x]\n"],
      .legacyIgnoredRequirement,
      "1 the wheel list had `x` in spite of `ignorerequirements`, and the constraints tied it to git -> now it is in "
        + "neither", release: .newton),
    Case(
      "ignored in lower case",
      [packages: source + "x_git_install_fragments: ignorerequirements=true\n", role: "x_pip_packages: [x]\n"],
      .legacyIgnoredRequirement,
      "1 the wheel list had `x` in spite of `ignorerequirements` -> now it is in neither"),
    Case(
      "overrides of nothing", [user: "x_git_install_branch: bb\n"], .legacyDeadOverride,
      "1 `x_git_install_branch` had no effect: the file does not set `x_git_repo` too -> the same now: it says something "
        + "of no source that is returned"),
    Case(
      "groups that nobody said",
      [packages: "x_git_repo: https://h/x\nx_git_install_branch: aa\n", user: "x_git_repo: https://f/x\n"],
      .legacyLostGroup),
    Case(
      "folders in fragments", [packages: source + "x_git_install_fragments: subdirectory=sub\n"],
      .legacyOverridingFragment),
    Case(
      "fragments by their own variable", [packages: source + "x_git_install_fragments: projectgroup=g\n"],
      .legacyOverridingFragment,
      "4 `projectgroup=` in `x_git_install_fragments` took the place of what other variables say -> now "
        + "`git+https://h/x@aa#egg=x&gitname=x&projectgroup=x_all&projectgroup=g` is returned; state the name or group "
        + "by its variable"),
    Case(
      "which of two sources is returned", [packages: source + "w_git_repo: https://k/x\n"], .legacyClash,
      "4 source `x` took the place of another of that name -> now "
        + "`git+https://h/x@aa#egg=x&gitname=x&projectgroup=x_all` is returned"),
    Case(
      "addresses of archives", [role: "x_pip_packages: ['http://h/F-1.tar.gz']\n"], .legacySplitAddress,
      "1 `http://h/F-1.tar.gz` was returned as a package of that name, whole -> now `http://h/F-1.tar.gz`"),
    Case(
      "lists that are references",
      [packages: "x_git_repo: https://h/x\nx_git_install_branch: [a]\nx_git_project_group: [g, h]\n"], .legacyRetyped,
      "2 `x_git_install_branch` is no text and was taken for `['a']` -> now "
        + "`git+https://h/x@master#egg=x&gitname=x&projectgroup=g` is returned",
      "3 `x_git_project_group` is no text and was taken for `['g', 'h']` -> now "
        + "`git+https://h/x@master#egg=x&gitname=x&projectgroup=g` is returned"),
    Case(
      "groups of venvs", [packages: source, role: "x_pip_packages: [a]\n"], .legacyRoleGroup,
      "1 role `os_x` had the group `all`, as no file of its own says one -> now its group is `x_all`, as "
        + "T/osa/playbooks/defaults/repo_packages/x.yml:3 says"),
    Case(
      "groups of no role", ["osa/playbooks/defaults/x.yml": "a: 1\n"], .legacyRoleGroup,
      "1 files of no role left a group under the role `null` -> now only roles have a group", release: .newton),
  ]

  @Test(arguments: lists + sources)
  func toTheLetter(example: Case) throws {
    let folder = try TemporaryFolder(example.files)
    let present = ["osa", "roles", "openstack_deploy"].filter { name in
      example.files.keys.contains { $0.hasPrefix(name + "/") }
    }
    let reading = CatalogueReader.reading(paths: present.map { folder.path + "/" + $0 })
    let found = LegacyReport(reading, release: example.release).findings.filter { $0.code == example.code }
    let lines = found.map { "\($0.location?.line ?? 0) \($0.message) -> \($0.hint ?? "")" }
    #expect(lines.map { $0.replacing(folder.path, with: "T") } == example.findings)
  }

  @Test func aLinkBackIsToldOnce() throws {
    let folder = try TemporaryFolder([
      "roles/sshd/defaults/main.yml": "sshd_pip_packages: [a]\n", "roles/sshd/tests/roles/x": "",
    ])
    try folder.link("roles/sshd/tests/roles/ansible-sshd", to: "../../.")
    let reading = CatalogueReader.reading(paths: [folder.path + "/roles"])
    let found = LegacyReport(reading, release: .newton).findings.filter { $0.code == .legacyStrayFile }
    #expect(found.compactMap(\.location?.file.path) == ["sshd/tests/roles/ansible-sshd/defaults/main.yml"])
  }
}
