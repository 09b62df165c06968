import Testing

@testable import Checks

@Suite struct NameUsesTests {
  private func uses(_ text: String, _ kind: NameUses.TextKind = .variables) -> NameUses {
    var uses = NameUses()
    uses.add(Array(text.utf8), as: kind)
    return uses
  }

  @Test func keysOfDefinitionsAreNoUses() {
    #expect(uses("a_git_repo: x\n- b_git_repo: y\n  \"c_git_repo\": z\nd_git_repo:\n").names.isEmpty)
  }

  @Test func whateverElseHoldsANameIsAUse() {
    let found = uses("x: \"git+{{ a_git_repo }}@{{ a_git_install_branch }}\"\nwhen: b_git_repo is defined\n")
    #expect(found.names == ["a_git_repo", "a_git_install_branch", "b_git_repo"])
    #expect(found.tested == ["b_git_repo"])
    #expect(uses("x: y_upper_constraints_url:z").names == ["y_upper_constraints_url"])
  }

  @Test func whatPlaysDefineIsNoUse() {
    let text = """
      roles:
        - role: os_a
          a_git_repo: "{{ b_git_repo }}"
        - {role: os_c, c_git_repo: x, "d_git_repo": y}
      vars: {e_git_repo: "{{ f_git_repo }}"}
      """
    #expect(uses(text, .tasks).names == ["b_git_repo", "f_git_repo"])
    #expect(uses(text, .tasks).defined == ["a_git_repo", "c_git_repo", "d_git_repo", "e_git_repo"])
    #expect(uses(text, .variables).defined.isEmpty)
  }

  @Test func commentsAreNoUses() {
    let text = "# a_git_repo\nx: 1 # {{ b_git_repo }}\ny: '# {{ c_git_repo }}'\nz: don't # d_git_repo\n"
    #expect(uses(text).names == ["c_git_repo"])
    #expect(uses("echo $a_git_repo # b_git_repo\n", .script).names == ["a_git_repo"])
  }

  @Test func namesOfTasksAndMessagesAreNoUses() {
    let text = """
      - name: Clone a_git_repo
        msg: no b_git_repo for {{ c_git_repo }} and d_git_repo
        repo: "{{ e_git_repo }}"
      - name: Clone {{ f_git_repo }}
        when: g_git_repo is defined
      """
    #expect(uses(text).names == ["c_git_repo", "e_git_repo", "f_git_repo", "g_git_repo"])
  }

  @Test func ofTemplatesOnlyTheCodeIsRead() {
    let text = """
      # a_git_repo
      x = {{ b_git_repo }} c_git_repo {# {{ d_git_repo }} #}
      {% if e_git_repo is defined %}f_git_repo{% endif %}
      {{ {'a': {'b': '}}'}} | combine(g_git_repo) }} h_git_repo
      """
    #expect(uses(text, .template).names == ["b_git_repo", "e_git_repo", "g_git_repo"])
    #expect(uses(text, .template).patterns.isEmpty)
    let other = "#jinja2: variable_start_string:'[%'\n[% a_git_repo %]\n"
    #expect(uses(other, .template).names == ["a_git_repo"])
  }

  /// What each way to put a name together can and cannot produce.
  @Test(
    arguments: [
      (
        "{{ vars['glance_' + k] }}", ["glance_git_repo", "glance_upper_constraints_url"],
        ["nova_git_repo", "xglance_git_repo"]
      ),
      (
        "{{ lookup('vars', 'glance_git_' ~ k) }}", ["glance_git_repo", "glance_git_constraints"],
        ["glance_upper_constraints_url", "nova_git_repo"]
      ),
      (
        "{{ lookup(\"vars\", item ~ \"_git_repo\") }}", ["nova_git_repo", "x_git_repo"],
        ["nova_git_constraints", "nova_git_install_branch"]
      ),
      ("{{ hostvars[x][y ~ '_git_repo'] }}", ["a_git_repo"], ["a_git_constraints"]),
      ("{{ hostvars[groups['a' ~ b][0]]['a_' ~ y ~ '_repo'] }}", ["a_git_repo"], ["b_git_repo", "a_git_constraints"]),
      ("{{ hostvars['h'].get('a_git_' ~ x) }}", ["a_git_repo"], ["b_git_repo"]),
      ("{{ query('vars', 'a_' ~ x, 'b_' ~ x, default='') }}", ["a_git_repo", "b_git_repo"], ["c_git_repo"]),
      ("{{ query('ansible.builtin.vars', *names) }}", [], ["c_git_repo"]),
      ("{{ q('varnames', '^glance_git_.+') }}", ["glance_git_repo"], ["nova_git_repo", "xglance_git_repo"]),
      (
        "{{ lookup('varnames', '.+_git_repo$', 'b_git_(x|y)') }}", ["nova_git_repo", "b_git_xz"],
        ["nova_git_constraints"]
      ),
      (
        "{{ lookup('varnames', '^(a|b)_git_constraints$|^c_git_') }}", ["a_git_constraints", "c_git_repo"],
        ["a_git_repo"]
      ),
      ("{{ vars | select('match', '^' ~ svc ~ '_git_constraints') }}", ["a_git_constraints"], ["a_git_repo"]),
      ("x: \"{{ svc }}_git_constraints\"", ["a_git_constraints"], ["a_git_repo"]),
      (
        "x: \"a_{{ svc }}_git_{{ y | default({'k': 1}) }}\"", ["a_b_git_repo"],
        ["b_git_repo", "a_b_upper_constraints_url"]
      ),
      ("{{ '%s_git_repo' | format(x) }}", ["a_git_repo"], ["a_git_constraints"]),
      ("{{ '{}_git_{}'.format(x, y) }}", ["a_git_repo"], ["a_upper_constraints_url"]),
      ("{{ lookup('vars', 'a_%s_git_repo' % x) }}", ["a_b_git_repo"], ["b_git_repo"]),
      ("when: item ~ '_git_repo' in vars\nx: y ~ z\n", ["a_git_repo"], ["a_git_constraints"]),
      ("x: \"{{ vars[\\\"a_\\\" ~ b] }}\"", ["a_git_repo"], ["b_git_repo"]),
      ("x: >-\n  {{ lookup('vars', 'a_' ~ b\n     ~ '_git_repo') }}\n", ["a_b_git_repo"], ["b_git_repo"]),
      ("{{ lookup('vars', item) }}", [], ["a_git_repo"]),
      ("{{ lookup('vars', item | replace('-', '_') ~ '_git_repo') }}", ["a_git_repo"], ["a_git_constraints"]),
      ("{{ ['_git_repo'] | map('regex_replace', '^', x) }}", ["a_git_repo"], ["a_git_constraints"]),
      ("# {{ lookup('vars', item ~ '_git_repo') }}", [], ["a_git_repo"]),
      (
        "{{ 'git+' ~ a_git_repo ~ '@' ~ a_git_install_branch }}", ["a_git_repo", "a_git_install_branch"], ["b_git_repo"]
      ),
      (
        "x: \"git+{{ a_git_repo }}@{{ a_git_install_branch }}\"", ["a_git_repo", "a_git_install_branch"], ["b_git_repo"]
      ),
    ] as [(String, [String], [String])])
  func composedNamesCoverWhatTheyCanProduce(text: String, read: [String], unread: [String]) {
    let found = uses(text)
    for name in read { #expect(found.reads(name), "\(name) \(found.patterns)") }
    for name in unread { #expect(!found.reads(name), "\(name) \(found.patterns)") }
  }

  @Test(arguments: [
    "vars[", "lookup('vars', ", "lookup('vars', 'a_git_", "{{ vars['a' ~ }}", "hostvars[[[[", "'~'~'~'_git_repo'~",
    "}_git_repo{",
    "%s_git_repo%s", "'_git_", "~ '_git_repo' ~", "(((('_git_repo' ~ ((((", "varnames'",
    "lookup('varnames', '((a|_git_')", "\"_git_repo",
  ])
  func fragmentsEndNothing(text: String) {
    for kind in [NameUses.TextKind.tasks, .template, .script] {
      for end in 0...text.utf8.count { _ = uses(String(decoding: Array(text.utf8)[..<end], as: UTF8.self), kind) }
    }
  }
}
