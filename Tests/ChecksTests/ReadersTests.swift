import Testing

@testable import Checks

/// Checks that ask who reads a variable: pins, knobs, floating references.
@Suite struct ReadersTests {
  private let gv = "osa/inventory/group_vars/"
  private let list = "a_pip_packages:\n  - \"git+{{ a_git_repo }}@{{ a_git_install_branch }}#egg=a\"\n"

  @Test func aPinThatTasksOrTemplatesReadIsRead() throws {
    let pins = trio("a") + trio("b")
    let defaults = ["roles/os_a/defaults/main.yml": list, gv + "a_all/source_git.yml": pins]
    #expect(try places(UnreadPin.self, defaults) == ["OSA117 inventory/group_vars/a_all/source_git.yml:5"])
    for (path, text) in [
      ("roles/os_a/tasks/main.yml", "- git: {repo: \"{{ b_git_repo }}\"}\n"),
      ("roles/os_a/templates/x.j2", "# {{ b_git_install_branch }}\n"),
      ("osa/playbooks/x.yml", "- x: \"{{ b_git_repo }}\"\n"),
      ("roles/os_a/tasks/main.yml", "- set_fact: {x: \"{{ lookup('vars', item ~ '_git_repo') }}\"}\n"),
      ("roles/os_a/vars/main.yml", "x: \"{{ b_git_repo }}\"\n"),
      ("roles/os_a/templates/clone", "{{ b_git_repo }}\n"), ("roles/os_a/templates/x.service", "{{ b_git_repo }}\n"),
      ("roles/os_a/files/clone.sh", "git clone $b_git_repo\n"), ("roles/os_a/library/x.py", "args['b_git_repo']\n"),
      ("roles/os_a/meta/main.yml", "dependencies:\n  - {role: x, repo: \"{{ b_git_repo }}\"}\n"),
      ("roles/os_a/handlers/main.yml", "- git: {repo: \"{{ vars['b_git_' ~ x] }}\"}\n"),
    ] {
      #expect(try places(UnreadPin.self, defaults.merging([path: text]) { $1 }).isEmpty, "\(path) \(text)")
    }
  }

  @Test func whatNobodyEvaluatesReadsNothing() throws {
    let defaults = ["roles/os_a/defaults/main.yml": list, gv + "a_all/source_git.yml": trio("a") + trio("b")]
    for (path, text) in [
      ("roles/os_a/tasks/main.yml", "- name: Clone b_git_repo\n  debug: {} # b_git_repo\n"),
      ("roles/os_a/templates/x.j2", "# b_git_install_branch {# b_git_repo #}\n"),
      ("roles/os_a/files/x.sh", "# b_git_repo\n"), ("osa/scripts/bump.sh", "grep _git_repo: b_git_repo\n"),
      ("roles/os_a/tests/tasks/x.yml", "- git: {repo: \"{{ b_git_repo }}\"}\n"),
      ("roles/os_a/tasks/main.yml", "- debug: {msg: \"{{ vars['a_git_' ~ x] }}\"}\n"),
      ("roles/os_a/files/logo.png", "b_git_repo\n"),
    ] {
      #expect(try places(UnreadPin.self, defaults.merging([path: text]) { $1 }).count == 1, "\(path) \(text)")
    }
  }

  @Test func aPinOfAnAbsentRoleIsANoteAtMost() throws {
    let pinned = try context([
      gv + "a_all/source_git.yml": trio("a") + trio("c", base: "{{ a_git_repo }}"),
      gv + "b_all/source_git.yml": trio("b"),
      "roles/os_a/defaults/main.yml": list + "x: \"{{ c_git_repo }}\"\n",
    ])
    #expect(UnreadPin.findings(in: pinned).map(\.severity) == [.note])
    // Nearly every pin would be one without most of the roles.
    #expect(
      try places(
        UnreadPin.self, [gv + "b_all/s.yml": trio("b") + trio("c"), "roles/os_a/defaults/main.yml": list]
      ).isEmpty)
    #expect(try places(UnreadPin.self, [gv + "b_all/source_git.yml": trio("b")]).isEmpty)
  }

  /// What a role clones stands in its tasks: without them its own sources get a note at most.
  @Test func aRolesOwnSourceIsJudgedWithItsTasks() throws {
    var files = ["roles/os_a/defaults/main.yml": list + trio("a") + trio("d")]
    #expect(UnreadPin.findings(in: try context(files)).map(\.severity) == [.note])
    files["roles/os_a/tasks/main.yml"] = "- debug: {}\n"
    #expect(UnreadPin.findings(in: try context(files)).map(\.severity) == [.warning])
    files["roles/os_a/tasks/main.yml"] = "- git: {repo: \"{{ d_git_repo }}\"}\n"
    #expect(UnreadPin.findings(in: try context(files)).isEmpty)
  }

  @Test func theRepositoryServerOf2017ReadEveryPin() throws {
    #expect(
      try places(
        UnreadPin.self,
        [
          gv + "b_all/source_git.yml": trio("b"), "roles/os_b/defaults/main.yml": "x: 1\n",
          "roles/repo_build/defaults/main.yml": "x: 1\n",
        ]
      ).isEmpty)
  }

  @Test func knobsAreJudgedWithTheirTasksOnly() throws {
    let defaults = ["roles/os_a/defaults/main.yml": list + "a_git_constraints:\n  - x\n"]
    #expect(try places(UnreadKnob.self, defaults).isEmpty)
    let unread = defaults.merging(["roles/os_a/tasks/main.yml": "- debug: {}\n"]) { $1 }
    #expect(try places(UnreadKnob.self, unread) == ["OSA119 os_a/defaults/main.yml:3"])
    let read = defaults.merging(["roles/os_a/tasks/main.yml": "- debug: {var: a_git_constraints}\n"]) { $1 }
    #expect(try places(UnreadKnob.self, read).isEmpty)
    // A name that is put together covers what it can produce: neither all nor nothing.
    for (task, count) in [("vars['a_git_' ~ x]", 0), ("vars['b_git_' ~ x]", 1), ("vars[item ~ '_git_repo']", 1)] {
      let composed = defaults.merging(["roles/os_a/tasks/main.yml": "- debug: {msg: \"{{ \(task) }}\"}\n"]) { $1 }
      #expect(try places(UnreadKnob.self, composed).count == count, "\(task)")
    }
  }

  /// What a hook hands over: the defaults and one of the role's task files.
  @Test func knobsOfARoleInPartAreNotJudged() throws {
    let files = [
      "roles/os_a/defaults/main.yml": list + "a_git_constraints:\n  - x\n",
      "roles/os_a/tasks/main.yml": "- debug: {}\n", "roles/os_a/tasks/b.yml": "- debug: {var: a_git_constraints}\n",
      "roles/os_b/tasks/main.yml": "- debug: {}\n",
    ]
    for paths in [
      ["roles/os_a/defaults/main.yml", "roles/os_a/tasks/main.yml"],
      ["roles/os_a/defaults", "roles/os_a/tasks/main.yml"], ["roles/os_a/defaults/main.yml", "roles/os_b"],
    ] {
      #expect(UnreadKnob.findings(in: try context(files, paths: paths)).isEmpty, "\(paths)")
    }
    let whole = files.filter { $0.key != "roles/os_a/tasks/b.yml" }
    for paths in [["roles/os_a"], ["roles/os_a/tasks/main.yml", "roles"]] {
      #expect(UnreadKnob.findings(in: try context(whole, paths: paths)).count == 1, "\(paths)")
    }
  }

  @Test func aBranchIsAFaultInAPinnedReleaseOnly() throws {
    let lists = "\(list)  - \"git+{{ b_git_repo }}@{{ b_git_install_branch }}#egg=b\"\n"
    let both = ["roles/os_a/defaults/main.yml": lists]
    let mixed = trio("a") + trio("c") + trio("b", reference: "stable/x")
    #expect(
      try places(UnpinnedReference.self, both.merging([gv + "a_all/s.yml": mixed]) { $1 })
        == ["OSA112 inventory/group_vars/a_all/s.yml:8"])
    let floating = trio("a", reference: "master") + trio("b", reference: "master")
    #expect(try places(UnpinnedReference.self, both.merging([gv + "a_all/s.yml": floating]) { $1 }).isEmpty)
  }

  /// What a play passes to a role hides the role's default: `roles: [{role: os_nova, nova_novncproxy_git_repo: ...}]`.
  @Test func aPlaysParametersHideARolesDefaults() throws {
    let files = [
      gv + "a_all/s.yml": trio("a") + trio("c"),
      "roles/os_a/defaults/main.yml": list + trio("d", reference: "master") + "x: \"{{ d_git_repo }}\"\n",
    ]
    let all = CheckRegistry.run(in: try context(files)).map(\.code)
    #expect(all.contains(.unpinnedReference) && all.contains(.roleDefaultOnly))
    let play =
      "- hosts: a\n  roles:\n    - role: os_a\n      d_git_repo: x\n      d_git_install_branch: \"{{ c_git_install_branch }}\"\n"
    let replaced = CheckRegistry.run(in: try context(files.merging(["osa/playbooks/a.yml": play]) { $1 })).map(\.code)
    #expect(!replaced.contains(.unpinnedReference) && !replaced.contains(.roleDefaultOnly), "\(replaced)")
  }

  /// Until OSA 17 roles listed names alone, and wheels were built of the sources of those names.
  @Test func pinsOfTreesWhoseListsAreBareNamesAreNotJudged() throws {
    let files = [
      gv + "a_all/s.yml": trio("a") + trio("b"),
      "roles/os_a/defaults/main.yml": "a_pip_packages: [a, x]\n",
      "roles/os_b/defaults/main.yml": "b_pip_packages: [b]\n",
    ]
    #expect(try places(UnreadPin.self, files).isEmpty)
    #expect(try places(UnreadPin.self, files.merging(["roles/os_a/defaults/main.yml": list]) { $1 }).count == 1)
  }

  @Test func aSourceThatNothingInstallsDoesNotFloat() throws {
    let files = [
      gv + "a_all/s.yml": trio("a") + trio("c") + trio("b", reference: "master"), "roles/os_a/defaults/main.yml": list,
    ]
    #expect(try places(UnpinnedReference.self, files).isEmpty)
  }
}
