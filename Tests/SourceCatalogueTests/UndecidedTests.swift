import Diagnostics
import TestSupport
import TextFiles
import Testing

@testable import SourceCatalogue

/// What only Ansible can template: listed with what it refers to, and taken back finished.
@Suite struct UndecidedTests {
  private static let defaults = """
    driver: memcached
    _package: "{% if driver == 'memcached' %}python-{{ driver }}{% endif %}"
    secret: !unsafe "{{ x }}"
    x_pip_packages:
      - "{{ _package }}"
      - "{{ (groups['a'] | length > 0) | ternary('b', '') }}"
      - "{{ ansible_facts['arch'] | lower }}"
      - "{{ unknown_name }}"
      - "{{ secret ~ others[0] }}"
      - plain

    """

  private func reading(_ templated: [Undecided: VariableValue] = [:], given: [String: String] = [:]) throws
    -> CatalogueReading
  {
    let folder = try TemporaryFolder(["roles/os_x/defaults/main.yml": Self.defaults])
    let values = given.mapValues { VariableValue(.string($0), at: Location(file: .caller), isUnsafe: true) }
    return CatalogueReader.reading(
      paths: [folder.path + "/roles"], caller: CallerVariables(values: values, templated: templated))
  }

  @Test func theTextsOfARoleWithTheVariablesThatTheyNeed() throws {
    let found = try reading().undecided
    #expect(found.allSatisfy { $0.text.role == "os_x" })
    let names = Dictionary(found.map { ($0.text.text, $0.variables.keys.sorted()) }, uniquingKeysWith: { $1 })
    #expect(names["{{ _package }}"] == ["_package", "driver"])
    #expect(names["{{ (groups['a'] | length > 0) | ternary('b', '') }}"] == [])
    #expect(names["{{ unknown_name }}"] == [])
    #expect(names["{{ secret ~ others[0] }}"] == ["secret"])
    // One host's architecture says nothing about others.
    #expect(!names.keys.contains { $0.contains("ansible_facts") })
  }

  @Test func whatThePlayKnowsIsNotListedAgain() throws {
    let found = try reading(given: ["driver": "redis"]).undecided
    #expect(found.first { $0.text.text == "{{ _package }}" }?.variables.keys.sorted() == ["_package"])
  }

  @Test func whatComesBackIsUsedInThatRoleOnly() throws {
    func text(_ value: String) -> VariableValue {
      VariableValue(.string(value), at: Location(file: .caller), isUnsafe: true)
    }
    let mine = Undecided(role: "os_x", text: "{{ _package }}")
    let other = Undecided(role: "os_y", text: "{{ unknown_name }}")
    let catalogue = try reading([mine: text("python-memcached"), other: text("never")]).catalogue
    let requirements = try #require(catalogue.venvs["x"]?.requirements)
    #expect(requirements.first?.text.value == "python-memcached")
    #expect(requirements.first?.isUnresolved == false)
    #expect(requirements.contains { $0.text.value == "{{ unknown_name }}" && $0.isUnresolved })
    #expect(requirements.last?.text.value == "plain")
  }

  /// Before any value of the play is known, texts of every branch are listed: the play's values choose one.
  @Test(arguments: [
    "{{ (flag is defined) | ternary(inner, 'b') }}", "{{ flag | ternary('a', inner) }}", "{{ flag | default(inner) }}",
    "{{ named | default(inner) }}", "{{ named ~ inner }}",
  ])
  func everyBranchIsLookedAtBeforeValuesAreKnown(entry: String) throws {
    let folder = try TemporaryFolder([
      "roles/os_x/defaults/main.yml": "inner: '{{ a + b }}'\nx_pip_packages:\n  - \"\(entry)\"\n"
    ])
    let found = CatalogueReader.templates(paths: [folder.path + "/roles"], candidates: ["flag", "named"])
    #expect(found.undecided.contains { $0.text.text == "{{ a + b }}" })
    #expect(found.names.contains("x_pip_packages") && found.names.contains("inner"))
  }

  /// What the play defines it gives finished: a text that only refers to that is none for Ansible.
  @Test func namesOfThePlayAreNotUndecided() throws {
    let folder = try TemporaryFolder(["roles/os_x/defaults/main.yml": "x_pip_packages: ['{{ mine }}', '{{ other }}']\n"]
    )
    let found = CatalogueReader.templates(paths: [folder.path + "/roles"], candidates: ["mine"])
    #expect(found.undecided.map(\.text.text) == ["{{ other }}"])
    #expect(found.names.contains("mine"))
  }

  @Test func oneHostsFactsAreNoFault() throws {
    let found = try reading().catalogue.diagnostics.filter { $0.message.contains("ansible_facts") }
    #expect(found.map { $0.hint?.contains("nothing is wrong with it") } == [true])
  }
}
