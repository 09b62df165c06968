import Diagnostics
import TextFiles
import Testing

@testable import SourceCatalogue

/// Conditions in templates: `is defined`, `ternary`, `bool`.
@Suite struct ConditionTests {
  private func outcome(_ text: String, _ given: [String: VariableValue.Content] = [:]) -> VariableResolver.Outcome {
    let values = given.mapValues { VariableValue($0, at: Location(file: .caller)) }
    return VariableResolver(VariableTable(caller: CallerVariables(values: values)))
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

  /// Python's truth, as `default(x, true)` and `ternary` ask for it: every text but the empty one is true.
  @Test func whatCountsAsEmpty() {
    for empty: VariableValue.Content in [.bool(false), .scalar("0"), .string(""), .null, .list([])] {
      #expect(outcome("{{ a | default('x', true) }}", ["a": empty]) == .text("x"))
      #expect(outcome("{{ a | ternary('y', 'n') }}", ["a": empty]) == .text("n"))
    }
    for full: VariableValue.Content in [.bool(true), .scalar("1"), .string("no"), .string("0")] {
      #expect(outcome("{{ a | ternary('y', 'n') }}", ["a": full]) == .text("y"))
    }
    #expect(outcome("{{ a | default('x') }}", ["a": .bool(false)]) == .text("False"))
  }

  @Test func dashesTakeBlanksAway() {
    let given: [String: VariableValue.Content] = ["a": .string("A")]
    #expect(outcome("{{ a -}}  z", given) == .text("Az"))
    #expect(outcome("y \n {{- a }}", given) == .text("yA"))
    #expect(outcome("y {{ a }} z", given) == .text("y A z"))
    #expect(outcome(" {{- a -}} ", given) == .text("A"))
    #expect(outcome("{{ a -}} {{- a }}", given) == .text("AA"))
    #expect(outcome("{{ a }}-{{ a }}", given) == .text("A-A"))
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
