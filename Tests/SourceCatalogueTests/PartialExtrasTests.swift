import TestSupport
import Testing

@testable import SourceCatalogue

/// Of an entry that cannot be resolved as a whole the extras that are known.
@Suite struct PartialExtrasTests {
  private func extras(_ entry: String, more: String = "") throws -> Venv.PartialExtras? {
    let found = try catalogue([
      "osa/inventory/group_vars/x_all/s.yml": "x_git_repo: https://h/x\nx_git_install_branch: \(sha)\n",
      "roles/os_x/defaults/main.yml": """
      x_list: [mysql, "{{ known }}", "{{ a == b }}", "", "redis,ceph"]
      x_text: mysql
      known: file
      x_driver: "{{ a if b else c }}"
      \(more)
      x_pip_packages: ["\(entry)"]
      """,
    ])
    let requirement = try #require(found.venvs["x"]?.requirements.first)
    #expect(requirement.source == "x" && requirement.isUnresolved && requirement.name == nil)
    return requirement.partialExtras
  }

  private static let address = "@git+{{ x_git_repo }}@{{ x_git_install_branch }}"

  @Test(arguments: [
    ("x[mysql,{{ x_driver }}]", ["mysql"], ["{{ x_driver }}"]),
    ("x[ a , {{ known }}, b{{ x_driver }} ]", ["a", "file"], ["b{{ x_driver }}"]),
    ("x[{{ x_list | join(',') }}]", ["mysql", "file", "redis", "ceph"], ["{{ a == b }}"]),
    (
      "x[z,{{ x_list | unique|reject('equalto', '') | join(',') }}]", ["z", "mysql", "file", "redis", "ceph"],
      ["{{ a == b }}"]
    ),
    ("x[{{ x_list | map('upper') | join(',') }}]", [], ["{{ x_list | map('upper') | join(',') }}"]),
    ("x[{{ x_list[0] | join(',') }}]", [], ["{{ x_list[0] | join(',') }}"]),
    ("x[{{ x_text | join(',') }}]", [], ["{{ x_text | join(',') }}"]),
    ("x[{{ nowhere | join(',') }}]", [], ["{{ nowhere | join(',') }}"]),
    ("x[{{ x_driver | default('a]b,c') }}]", [], ["{{ x_driver | default('a]b,c') }}"]),
  ])
  func whatIsKnownIsKept(entry: String, known: [String], unresolved: [String]) throws {
    let found = try #require(try extras(entry + Self.address))
    #expect(found.known == known)
    #expect(found.unresolved.map(\.value) == unresolved)
  }

  @Test func behindAnEggToo() throws {
    let found = try extras("git+{{ x_git_repo }}@{{ x_git_install_branch }}#egg=x[mysql,{{ x_driver }}]")
    #expect(found?.known == ["mysql"] && found?.unresolved.map(\.value) == ["{{ x_driver }}"])
  }

  @Test(arguments: ["x", "{{ x_driver }}[a]", "x[a", "x[{{ x_driver ]", "[a]"])
  func whatHasNoExtrasHasNone(entry: String) throws {
    #expect(try extras(entry + "{{ x_driver }}" + Self.address) == nil)
  }

  /// An entry of a list stands where the list stands.
  @Test func whatIsNotKnownKeepsItsPlace() throws {
    let found = try extras("x[{{ x_list | join(',') }}]" + Self.address)
    #expect(found?.unresolved.map(\.origin.location.line) == [1])
    #expect(found?.unresolved.map(\.origin.variable) == ["x_list"])
  }
}
