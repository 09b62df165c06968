import Diagnostics
import TextFiles
import Testing

@testable import SourceCatalogue

/// Conditions in templates: `is defined`, `ternary`, `bool`.
@Suite struct ConditionTests {
  private func outcome(_ text: String, _ given: [String: VariableValue.Content] = [:]) -> VariableResolver.Outcome {
    let values = given.mapValues { VariableValue($0, at: Location(file: .caller)) }
    return VariableResolver(VariableTable(caller: CallerVariables(values: values)) { _ in [] })
      .resolve(text, from: Viewpoint())
  }

  @Test func whatIsDefined() {
    #expect(outcome("{{ a is defined }}") == .text("False"))
    #expect(outcome("{{ a is not defined }}") == .text("True"))
    #expect(outcome("{{ a is defined }}", ["a": .null]) == .text("True"))
    #expect(outcome("{{ (a is defined) | ternary('x' ~ a, 'y') }}", ["a": .string("1")]) == .text("x1"))
    #expect(outcome("{{ (a is defined) | ternary('x' ~ a, 'y') }}") == .text("y"))
    #expect(outcome("{{ a is defined | ternary('x', 'y') }}") == .text("y"))
  }

  @Test func whatIsTrue() {
    for yes: VariableValue.Content in [.bool(true), .string("yes"), .scalar("1"), .string("True")] {
      #expect(outcome("{{ a | bool }}", ["a": yes]) == .text("True"))
    }
    for no: VariableValue.Content in [.bool(false), .string("no"), .scalar("0"), .null, .string("maybe")] {
      #expect(outcome("{{ a | bool | ternary('x', 'y') }}", ["a": no]) == .text("y"))
    }
  }

  @Test func whatIsNotKnownIsNotGuessed() {
    #expect(outcome("{{ a | ternary('x', 'y') }}") == .unresolved(.undefined(variable: "a")))
    for text in ["{{ a is none }}", "{{ 'a' is defined }}", "{{ a | ternary('x') }}", "{{ groups['a'] is defined }}"] {
      guard case .unresolved(.unsupported) = outcome(text) else {
        Issue.record("\(text) was evaluated")
        continue
      }
    }
  }

  @Test func aConditionalReleaseIsNoSource() throws {
    let defaults = """
      x_git_install_branch: master
      x_pip_packages:
        - "{{ (x_git_repo is defined) | ternary('git+' ~ (x_git_repo | default('https://h/x')) ~ '@' ~ x_git_install_branch ~ '#egg=x', 'x') }}"
      """
    let release = try catalogue(["roles/os_x/defaults/main.yml": defaults])
    #expect(release.venvs["x"]?.requirements.map(\.text.value) == ["x"])
    #expect(release.venvs["x"]?.requirements.map(\.source) == [nil])
    let pinned = try catalogue([
      "roles/os_x/defaults/main.yml": defaults,
      "osa/inventory/group_vars/x_all/source_git.yml": "x_git_repo: https://h/x\nx_git_install_branch: \(sha)\n",
    ])
    #expect(pinned.venvs["x"]?.requirements.map(\.text.value) == ["git+https://h/x@\(sha)#egg=x"])
    #expect(pinned.venvs["x"]?.requirements.map(\.source) == ["x"])
  }
}
