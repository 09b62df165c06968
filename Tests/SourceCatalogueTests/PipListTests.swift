import Diagnostics
import Testing

@testable import SourceCatalogue

/// What may stand in a pip list besides names and addresses of git.
@Suite struct PipListTests {
  private static func catalogue(_ entries: String) throws -> Catalogue {
    try SourceCatalogueTests.catalogue(["roles/os_x/defaults/main.yml": "x_pip_packages:\n\(entries)"])
  }

  /// The reader's findings about an entry, with the entry itself.
  private static func read(_ entry: String) throws -> (Venv.Requirement?, [String], [Diagnostic]) {
    let found = try catalogue("  - \(entry)\n")
    return (found.venvs["x"]?.requirements.first, found.sourceNames, found.diagnostics)
  }

  @Test(arguments: [
    "\"hg+https://h/r@1#egg=thing\"", "\"svn+https://h/r@1#egg=thing\"", "\"thing @ bzr+https://h/r@1\"",
  ])
  func otherSystemsThanGitAreNoSources(entry: String) throws {
    let (requirement, sources, findings) = try Self.read(entry)
    #expect(sources.isEmpty)
    #expect(requirement?.source == nil)
    #expect(requirement?.name == "thing")
    #expect(requirement?.text.value == entry.replacing("\"", with: ""))
    #expect(findings.map(\.code) == [.unsupportedVCS])
    #expect(findings.first?.location?.line == 2)
  }

  @Test func optionsForPipAreTheVenvsOwn() throws {
    let found = try SourceCatalogueTests.catalogue([
      "roles/os_x/defaults/main.yml":
        "x_pip_packages: [a]\nx_pip_install_args: \"{{ pip_install_options | default('') }}\"\n"
        + "viz_pip_install_args: --isolated\n",
      "roles/os_y/defaults/main.yml": "y_pip_packages: [a]\ny_pip_install_args: ''\n",
      "roles/python_venv_build/defaults/main.yml": "venv_pip_install_args: --nobody\n",
      "openstack_deploy/user_variables.yml": "pip_install_options: --cert /own.pem\n",
    ])
    #expect(found.venvs["x"]?.pipArguments?.value == "--cert /own.pem")
    #expect(found.venvs["x"]?.pipArguments?.origin.variable == "x_pip_install_args")
    #expect(found.venvs["y"]?.pipArguments == nil)
  }

  @Test(arguments: ["../evil", "-x", "a b", ".", "a/b"])
  func aNameThatPipRefusesMakesNoSource(egg: String) throws {
    let (requirement, sources, findings) = try Self.read("\"git+https://h/r@ref#egg=\(egg)\"")
    #expect(sources.isEmpty)
    #expect(requirement?.source == nil && requirement?.name == nil)
    #expect(requirement?.text.value == "git+https://h/r@ref#egg=\(egg)")
    #expect(findings.map(\.code) == [.invalidRequirement])
    #expect(findings.first?.severity == .error)
  }

  @Test(arguments: ["foo bar", "foo==", "==1", "foo[", "git+git@github.com"])
  func textsThatPipRefusesAreFindings(entry: String) throws {
    let (requirement, _, findings) = try Self.read("\"\(entry)\"")
    #expect(requirement?.text.value == entry)
    #expect(findings.map(\.code) == [.invalidRequirement])
  }

  @Test(arguments: [("yes", "True"), ("1_0", "10"), ("0x1f", "31")])
  func whatYAMLRetypesIsSaid(written: String, seen: String) throws {
    let (requirement, _, findings) = try Self.read(written)
    #expect(requirement?.text.value == seen)
    #expect(findings.first { $0.code == .retypedValue }?.message.contains("`\(seen)`") == true)
  }

  @Test(arguments: [
    "foo", "foo # why", "foo==1.0; python_version<'3.9'", "-e git+https://h/r#egg=e", "./local", "/opt/local",
    "-r req.txt", "--pre", "https://h/Foo-1.0.tar.gz", "# a comment", "foo===1.0+local",
  ])
  func whatPipTakesIsNoFinding(entry: String) throws {
    let (requirement, _, findings) = try Self.read("\"\(entry)\"")
    #expect(requirement?.text.value == entry)
    #expect(findings.isEmpty, "\(findings)")
  }

  @Test func aListThatOnlyAnsibleComputesStays() throws {
    let found = try SourceCatalogueTests.catalogue([
      "roles/os_x/defaults/main.yml": """
      x_git_repo: https://h/x
      x_git_install_branch: \(sha)
      x_pip_packages: "{{ [1] + [2] }}"
      x_user_pip_packages: "{{ nowhere }}"
      """
    ])
    let venv = try #require(found.venvs["x"])
    #expect(venv.requirements.map(\.text.value) == ["{{ [1] + [2] }}"])
    #expect(venv.requirements.map(\.isUnresolved) == [true])
    #expect(venv.user.map(\.text.value) == ["{{ nowhere }}"])
    let findings = found.diagnostics.filter { $0.code == .unresolvedVariable }
    #expect(findings.map(\.severity) == [.warning, .warning])
    #expect(findings.map(\.location?.line) == [3, 4])
    #expect(findings.allSatisfy { !$0.isLeftToAnsible })
  }

  @Test func aPluginListThatOnlyAnsibleComputesStays() throws {
    let found = try SourceCatalogueTests.catalogue([
      "roles/os_tempest/defaults/main.yml": "tempest_pip_packages: [tempest]\ntempest_extra_plugins: \"{{ a + b }}\"\n"
    ])
    #expect(found.venvs["tempest"]?.requirements.map(\.text.value) == ["tempest", "{{ a + b }}"])
  }

  @Test(arguments: ["-e ", "-e\\t", "--editable ", "--editable=", " -e  "])
  func anEditableAddressIsASource(option: String) throws {
    let (requirement, sources, findings) = try Self.read("\"\(option)git+https://h/r@v1#egg=thing&subdirectory=d\"")
    #expect(sources == ["thing"])
    #expect(requirement?.source == "thing" && requirement?.name == "thing")
    #expect(findings.filter { $0.severity != .note }.isEmpty)
  }

  @Test func anEditableFolderIsNone() throws {
    let (requirement, sources, findings) = try Self.read("-e ../folder")
    #expect(sources.isEmpty && findings.isEmpty)
    #expect(requirement?.text.value == "-e ../folder")
  }

  @Test(arguments: ["git+git@github.example:a/b.git@1", "-e git+github.example:a/b.git#egg=b"])
  func theShortFormOfSSHIsRefusedAsPipDoes(entry: String) throws {
    let (requirement, sources, findings) = try Self.read("\"\(entry)\"")
    #expect(sources.isEmpty && requirement?.source == nil)
    #expect(findings.map(\.code) == [.invalidRequirement])
    #expect(findings.first?.hint?.hasPrefix("write `git+ssh://") == true)
  }
}
