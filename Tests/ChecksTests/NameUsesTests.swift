import Testing

@testable import Checks

@Suite struct NameUsesTests {
  private func uses(_ text: String, isTemplate: Bool = false) -> NameUses {
    var uses = NameUses()
    uses.add(Array(text.utf8), isTemplate: isTemplate)
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

  @Test func commentsAreNoUsesExceptInTemplates() {
    let text = "# a_git_repo\nx: 1 # {{ b_git_repo }}\ny: '# {{ c_git_repo }}'\n"
    #expect(uses(text).names == ["c_git_repo"])
    #expect(uses(text, isTemplate: true).names == ["a_git_repo", "b_git_repo", "c_git_repo"])
  }

  @Test func aSuffixByItselfMayMeanEveryName() {
    #expect(uses("x: \"{{ lookup('vars', item ~ '_git_repo') }}\"").isDynamic)
    #expect(!uses("x: \"{{ a_git_repo }}\"").isDynamic)
    #expect(!uses("").isDynamic)
  }
}
