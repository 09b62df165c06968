import Diagnostics
import SourceCatalogue
import TestSupport
import Testing
import TextFiles

@testable import BuildPlanning

@Suite struct FetchPlanningTests {
  private func nova(_ members: String) -> String {
    "sources:\n  nova: {\(members)}\nvenvs:\n  nova: {install: [nova]}\n"
  }

  private func digest(_ members: String, files: [String: String] = [:]) throws -> String {
    try #require(try plan(nova(members), files: files).fetched("nova")).digest
  }

  @Test func aCommitDecidesTheDigestAndNothingElseDoes() throws {
    let first = try digest("git: 'https://opendev.org/openstack/nova', commit: \(commit)")
    #expect(first == (try digest("git: 'https://mirror.example/nova', commit: \(commit.uppercased())")))
    #expect(first == (try digest("git: 'https://opendev.org/openstack/nova', commit: \(commit), track: {branch: x}")))
    #expect(first != (try digest("git: 'https://opendev.org/openstack/nova', commit: \(otherCommit)")))
  }

  @Test func aTagIsOneOfItsRepository() throws {
    let first = try digest("git: 'https://a.example/nova', tag: '1.0'")
    #expect(first == (try digest("git: 'https://user:secret@a.example/nova.git', tag: '1.0'")))
    #expect(first != (try digest("git: 'https://b.example/nova', tag: '1.0'")))
    #expect(first != (try digest("git: 'https://a.example/nova', branch: '1.0'")))
  }

  @Test func aMovedBranchChangesTheDigestOnceItsCommitIsKnown() throws {
    let text = nova("git: 'https://a.example/nova', branch: master")
    let unknown = try plan(text)
    #expect(unknown.codes == [.floatingStep])
    #expect(unknown.fetched("nova")?.floats == true)
    let known = try plan(text) { $0.commits = ["nova": commit] }
    #expect(known.codes.isEmpty)
    #expect(known.fetched("nova")?.floats == false)
    #expect(known.fetched("nova")?.digest == (try digest("git: 'https://b.example/x', commit: \(commit)")))
    #expect(
      try plan(text) { $0.commits = ["nova": otherCommit] }.fetched("nova")?.digest != known.fetched("nova")?.digest)
  }

  @Test(arguments: [
    ("nvoa", otherCommit, "a commit is given for `nvoa`, and no source is called so", "did you mean `nova`?"),
    ("nova", otherCommit, "a commit is given for `nova`, which is pinned to another one", nil),
    ("console", commit, "a commit is given for `console`, which is another name of `nova`", nil),
    ("local", commit, "a commit is given for `local`, which is no git source", nil),
    ("nova", commit.uppercased(), nil, nil), ("idle", commit, nil, nil),
  ])
  func aCommitThatDecidesNothingIsAFault(name: String, given: String, message: String?, hint: String?) throws {
    let text = """
      sources:
        nova: {git: 'https://h/nova', commit: \(commit)}
        console: {alias: nova}
        local: {path: /srv/local}
        idle: {git: 'https://h/idle', branch: master}
      venvs:
        nova: {install: [nova]}

      """
    let made = try plan(text) { $0.commits = [name: given] }
    #expect(made.diagnostics.filter { $0.code == .unusableCommit }.map(\.message) == (message.map { [$0] } ?? []))
    if let hint { #expect(made.diagnostics.map(\.hint) == [hint]) }
  }

  /// The commit that the selected group sees is the one that it is compared with.
  @Test func aPinOfAnotherGroupIsNoPin() throws {
    let folder = try TemporaryFolder([
      "osa/roles/os_nova/defaults/main.yml":
        "nova_pip_packages: ['git+{{ nova_git_repo }}@{{ nova_git_install_branch }}#egg=nova']\n",
      "osa/inventory/group_vars/nova_all/s.yml": "nova_git_repo: https://h/nova\nnova_git_install_branch: \(commit)\n",
      "osa/inventory/group_vars/nova_first/s.yml": "nova_git_install_branch: master\n",
    ])
    let catalogue = CatalogueReader.read(paths: [folder.path + "/osa"])
    func codes(_ groups: [String]) -> [DiagnosticCode] {
      var request = PlanRequest(targets: [debian])
      request.selection.groups = groups
      request.commits = ["nova": otherCommit]
      return Planner.plan(catalogue, request).codes.filter { $0 == .unusableCommit }
    }
    #expect(codes(["nova_first"]) == [] && codes(["nova_all"]) == [.unusableCommit])
  }

  @Test func mirrorsFollowInOrderAndBasesAreRewritten() throws {
    let text = nova(
      "git: 'https://opendev.org/openstack/nova', mirrors: ['https://opendev.organic/nova', 'https://github.com/openstack/nova'], commit: \(commit)"
    )
    let made = try plan(text) {
      $0.rewrites = [
        "https://opendev.org=https://m.example/g/", "https://github.com/openstack=https://m.example/g/openstack",
      ]
      .compactMap(AddressRewrite.init)
    }
    guard case .git(let addresses, let reference) = try #require(made.fetched("nova")).content else {
      Issue.record("no git step")
      return
    }
    #expect(addresses == ["https://m.example/g/openstack/nova", "https://opendev.organic/nova"])
    #expect(reference == Reference(.commit, commit))
  }

  @Test func anArchiveIsChosenByArchitecture() throws {
    let sums = ["a", "b"].map { String(repeating: $0, count: 64) }
    let text = nova(
      "archive: {x86_64: {url: 'https://a.example/x.tar.gz', sha256: \(sums[0].uppercased())}, aarch64: {url: 'https://a.example/a.tar.gz', sha256: \(sums[1])}}"
    )
    let one = try plan(text)
    #expect(
      one.fetch.map(\.content) == [
        .archive(addresses: ["https://a.example/x.tar.gz"], sha256: sums[0], architecture: "x86_64")
      ])
    let both = try plan(text) {
      $0.targets.append(Target(distribution: "debian", version: "12", architecture: "aarch64"))
    }
    #expect(both.fetch.count == 2 && Set(both.fetch.map(\.digest)).count == 2)
    let missing = try plan(text) {
      $0.targets = [Target(distribution: "debian", version: "12", architecture: "riscv64")]
    }
    #expect(missing.fetch.isEmpty && missing.codes == [.missingArchive])
    #expect(try plan(nova("archive: {url: 'https://a.example/x.tar.gz'}")).codes == [.uncheckedArchive])
  }

  @Test func patchesCountByTheirContent() throws {
    let members = "git: 'https://a.example/nova', commit: \(commit), patches: [fix.patch]"
    let first = try digest(members, files: ["fix.patch": "one"])
    #expect(first != (try digest(members, files: ["fix.patch": "two"])))
    #expect(first != (try digest("git: 'https://a.example/nova', commit: \(commit)")))
    #expect(first == (try digest(members.replacing("fix.", with: "same."), files: ["same.patch": "one"])))
    #expect(try plan(nova(members)).codes == [.unreadablePatch])
  }

  @Test func pathsAndReleases() throws {
    let folder = try plan(nova("path: /srv/nova"))
    #expect(folder.fetched("nova")?.content == .path("/srv/nova"))
    #expect(try plan(nova("release: '30.0.0'")).fetch.isEmpty)
  }

  @Test func aFolderIsNamedFromTheFileThatNamesIt() throws {
    let folder = try TemporaryFolder([
      "a/osa-sources.yml": "format: 1\n" + nova("path: ../src/./nova"), "src/nova/setup.py": "",
    ])
    let made = Planner.plan(CatalogueReader.read(paths: [folder.path + "/a"]), PlanRequest(targets: [debian]))
    #expect(made.fetched("nova")?.content == .path(folder.path + "/src/nova") && made.codes.isEmpty)
    #expect(try plan(nova("path: nowhere")).codes == [.missingFolder])
    let address = try plan(nova("path: 'https://u:p@h/x'"))
    #expect(address.fetch.isEmpty && address.missing.map(\.reason.code) == [.missingFolder])
    #expect(try plan(nova("path: '{{ undefined }}/x'")).codes == [.unplannableSource])
  }

  /// Who has no file means the working directory.
  @Test func aFolderOfTheCallerIsNamedFromTheWorkingDirectory() throws {
    let path = VariableValue(.string("Tests"), at: Location(file: .caller))
    let source = VariableValue(
      .mapping([.init(key: "path", keyLocation: path.location, value: path)]), at: path.location)
    let sources = VariableValue(
      .mapping([.init(key: "nova", keyLocation: path.location, value: source)]), at: path.location)
    let overrides = VariableValue(
      .mapping([.init(key: "sources", keyLocation: path.location, value: sources)]), at: path.location)
    let folder = try TemporaryFolder(["osa-sources.yml": "format: 1\n" + nova("path: x")])
    let catalogue = CatalogueReader.read(
      paths: [folder.path], caller: CallerVariables(values: [CatalogueReader.overridesVariable: overrides]))
    let made = Planner.plan(catalogue, PlanRequest(targets: [debian]))
    #expect(made.fetched("nova")?.content == .path(FileReading.normalizedPath("Tests")))
  }

  @Test func whatCannotBeFetchedIsAFinding() throws {
    #expect(try plan(nova("git: 'https://a.example/{{ undefined }}', commit: \(commit)")).codes == [.unplannableSource])
    let bare = try plan("sources:\n  nova: {git: 'https://a.example/nova'}\nvenvs:\n  nova: {install: [nova]}\n")
    #expect(bare.fetch.isEmpty && bare.codes == [.unplannableSource])
    #expect(try plan(nova("git: 'https://a.example/nova', commit: \(commit), enabled: false")).fetch.isEmpty)
  }

  /// The reference's own variable may have another name than the source's: only the pip list knows it then.
  @Test(arguments: [
    "x @ git+{{ x_git_repo }}@{{ x_install_branch }}",
    "git+{{ x_git_repo }}@{{ x_install_branch }} ; python_version > '3.0'",
  ])
  func thePipListSaysTheReferenceWhereNothingElseDoes(entry: String) throws {
    let folder = try TemporaryFolder([
      "os_x/defaults/main.yml":
        "x_git_repo: https://h/x\nx_install_branch: \(commit)\nx_pip_packages: [\"\(entry)\"]\n"
    ])
    let catalogue = CatalogueReader.read(paths: [folder.path])
    let made = Planner.plan(catalogue, PlanRequest(targets: [debian]))
    #expect(made.fetched("x")?.commit == commit && made.wheels.map(\.name) == ["x"])
    for names: Set<String>? in [["x"], nil] {
      let alone = Planner.fetching(names, of: catalogue, PlanRequest(targets: [debian]))
      #expect(alone.fetched("x")?.commit == commit && alone.missing.isEmpty)
    }
  }
}
