import Diagnostics
import TextFiles
import Testing

@testable import SourceCatalogue

/// A reference whose text YAML changed is refused, whichever way it took.
@Suite struct RetypedTests {
  private static let group = "osa/inventory/group_vars/nova_all/git.yml"

  private func source(_ text: String, given: [String: VariableValue.Content] = [:]) throws -> (Source, [Diagnostic]) {
    let found = try read(text, given: given)
    return (try #require(found.sources["x"]), found.diagnostics.filter { $0.code == .retypedValue })
  }

  private func read(_ text: String, given: [String: VariableValue.Content] = [:]) throws -> Catalogue {
    try catalogue([Self.group: "x_git_repo: https://h/x\n" + text], values: given)
  }

  @Test(arguments: [
    "x_git_install_branch: 2023.10", "v: 2023.10\nx_git_install_branch: \"{{ v }}\"",
    "v: 2023.10\nx_git_install_branch: \"{{ v | default('m') }}\"",
    "v: 2023.10\nx_git_install_branch: \"{{ u | default(v) }}\"",
    "v: 2023.10\nx_git_install_branch: \"stable/{{ v }}\"", "v: 2023.10\nx_git_install_branch: \"{{ 'a' ~ v }}\"",
    "v: 2023.10\nw: \"{{ v }}\"\nx_git_install_branch: \"{{ w }}\"",
    "y_git_install_branch: 0123456\nx_git_install_branch: \"{{ y_git_install_branch }}\"",
    "v: yes\nx_git_install_branch: \"{{ v }}\"", "v: 1:30\nx_git_install_branch: \"{{ true_ | default(v) }}\"",
    "v: 2023.10\nx_git_install_branch: \"{{ (u is defined) | ternary('a', v) }}\"",
  ])
  func aReferenceIsRefused(text: String) throws {
    let (source, findings) = try source(text + "\n")
    #expect(source.reference?.value.kind == .unresolved)
    #expect(findings.contains { $0.severity == .error })
    // At the scalar, which is what to quote.
    let line = text.split(separator: "\n").firstIndex { !$0.contains("{{") } ?? 0
    #expect(findings.first?.location.map { Int($0.line) } == line + 2)
  }

  @Test(arguments: [
    "v: 2023.10\nx_git_install_branch: \"{{ (v is defined) | ternary('a', 'b') }}\"",
    "v: yes\nx_git_install_branch: \"{{ v | ternary('a', 'b') }}\"",
    "v: yes\nx_git_install_branch: \"{{ (v | bool) | ternary('a', 'b') }}\"",
    "v: '2023.10'\nx_git_install_branch: \"{{ v }}\"", "v: 20\nx_git_install_branch: \"v{{ v }}\"",
    "x_git_install_branch: 1234567890123456789012345678901234567890",
    "v: 2023.10\nx_git_install_branch: \"{{ w | default('a', true) }}\"\nw: a",
  ])
  func whatOnlyDecidesOrKeepsItsTextIsNot(text: String) throws {
    let (source, findings) = try source(text + "\n")
    #expect(source.reference?.value.kind != .unresolved)
    #expect(findings.isEmpty)
  }

  @Test func aTrackIsRefusedToo() throws {
    let (source, findings) = try source("x_git_track_branch: 2023.10\n")
    #expect(source.track?.value?.kind == .unresolved)
    #expect(findings.count == 1 && findings.allSatisfy { $0.severity == .error })
  }

  @Test(arguments: [VariableValue.Content.scalar("2023.1"), .bool(true), .scalar("1e5")])
  func theCallersToo(given: VariableValue.Content) throws {
    let (source, findings) = try source("", given: ["x_git_install_branch": given])
    #expect(source.reference?.value.kind == .unresolved)
    #expect(findings.count == 1 && findings.allSatisfy { $0.severity == .error })
    let (other, none) = try self.source("", given: ["x_git_install_branch": .scalar("30")])
    #expect(other.reference?.value.value == "30" && none.isEmpty)
  }

  /// The play hands over a number where the file's variable is one.
  @Test func aTemplatedValueOfThePlayToo() throws {
    let (source, _) = try source(
      "v: 2023.10\nx_git_install_branch: \"{{ v }}\"\n",
      given: ["x_git_install_branch": .string("2023.1"), "v": .scalar("2023.1")])
    #expect(source.reference?.value.kind == .unresolved)
  }

  @Test func anEntryOfAPipListIsKeptAsWritten() throws {
    let written = "git+https://h/y@{{ y_git_install_branch }}#egg=y"
    let found = try catalogue([
      Self.group: "y_git_install_branch: 0123456\n",
      "roles/os_x/defaults/main.yml": "x_pip_packages:\n  - \"\(written)\"\n  - tool\n",
    ])
    let requirements = try #require(found.venvs["x"]?.requirements)
    #expect(requirements.map(\.text.value) == [written, "tool"])
    #expect(requirements.map(\.isUnresolved) == [true, false])
    #expect(found.sources.keys.sorted() == ["y"])
    #expect(found.diagnostics.contains { $0.code == .retypedValue && $0.severity == .error })
  }

  @Test(arguments: [
    "commit: 1234567890123456789012345678901234567890", "tag: 2023.10", "branch: 2020-01-01", "tag: yes",
  ])
  func theStructuredFormatTakesStringsAlone(member: String) throws {
    let found = try catalogue([
      "openstack_deploy/osa-sources.yml": "format: 1\nsources: {x: {git: 'https://h/x', \(member)}}\n"
    ])
    #expect(found.sources["x"]?.reference?.value.kind == .unresolved)
    #expect(found.diagnostics.filter { $0.severity == .error }.count == 1)
  }

  @Test func aRepositoryThatIsANumberIsAFinding() throws {
    let found = try catalogue([Self.group: "x_git_repo: 0x1f\nx_git_install_branch: m\n"])
    #expect(found.codes(.error).contains(.retypedValue))
  }

  /// The structured format refers to flat variables, and what YAML changed there is changed here too.
  @Test func theStructuredFormatRefusesWhatItRefersTo() throws {
    let found = try catalogue([
      "osa/osa-sources.yml": "format: 1\nsources:\n  x: {git: 'https://h/x', branch: '{{ b }}'}\n",
      "openstack_deploy/user_variables.yml": "b: 2023.10\n",
    ])
    #expect(found.sources["x"]?.reference?.value.kind == .unresolved)
    #expect(found.codes() == [.retypedValue])
    #expect(found.diagnostics.first?.location?.file.name == "user_variables.yml")
  }

  @Test func bytesAreNotTheirDigits() throws {
    let (source, findings) = try source("x_git_install_branch: !!binary aGVsbG8=\n")
    #expect(source.reference?.value.kind == .unresolved)
    #expect(findings.map(\.severity) == [.error])
  }
}
