import Diagnostics
import TestSupport
import TextFiles
import Testing

@testable import SourceCatalogue

/// How a source is obtained is one decision, whichever files state it.
@Suite struct SourceKindTests {
  private static let git =
    "{git: https://o/x, commit: \(sha), mirrors: [https://m/x], track: {branch: master}, subdirectory: sub}"

  private func source(_ lower: String, _ higher: String, flat: String = "") throws -> Source {
    let found = try catalogue([
      "osa/osa-sources.yml": "format: 1\nsources:\n  x: \(lower)\n",
      "openstack_deploy/user_a.yml": "format: 1\nsources:\n  x: \(higher)\n",
      "openstack_deploy/user_b.yml": flat.isEmpty ? "unrelated: true\n" : flat,
    ])
    #expect(found.codes(.error).isEmpty)
    return try #require(found.sources["x"])
  }

  @Test func aLaterArchiveTakesThePlaceOfARepository() throws {
    let found = try source(Self.git, "{archive: {url: https://h/x.tgz}, release: '1.0'}")
    #expect(found.kind == .archive && found.repository == nil && found.track == nil && found.mirrors.isEmpty)
    #expect(found.reference?.value == Reference(.release, "1.0"))
    #expect(found.reference?.origin.shadowed.map(\.text) == [sha])
    #expect(found.archives.map(\.url.value) == ["https://h/x.tgz"])
    // What is the same for every kind stays.
    #expect(found.subdirectory?.value == "sub")
    let hiding = try #require(found.blanks[.repository])
    #expect(hiding.variable == "sources.x.archive" && hiding.level.step == .userVars)
    #expect(hiding.shadowed.map(\.text) == ["https://o/x"])
    #expect(Set(found.blanks.keys) == [.repository, .track, .mirror])
  }

  @Test func aLaterFolderOrReleaseDoesToo() throws {
    let folder = try source(Self.git, "{path: /src/x}")
    #expect(folder.kind == .path && folder.repository == nil && folder.reference == nil)
    #expect(folder.blanks[.reference]?.shadowed.map(\.text) == [sha])
    let release = try source(Self.git, "{release: '2.0'}")
    #expect(release.kind == .index && release.repository == nil && release.reference?.value.value == "2.0")
    // The version of another tarball is none of this one's.
    let newer = try source("{archive: {url: https://h/x.tgz}, release: '1.0'}", "{release: '2.0'}")
    #expect(newer.kind == .index && newer.archives.isEmpty)
    #expect(newer.blanks[.archive]?.shadowed.map(\.text) == ["https://h/x.tgz"])
    let tarball = try source("{release: '1.0'}", "{archive: {aarch64: {url: https://h/x.tgz}}}")
    #expect(tarball.kind == .archive && tarball.reference == nil)
  }

  @Test func aLaterRepositoryTakesTheirPlace() throws {
    let found = try source("{archive: {url: https://h/x.tgz}, release: '1.0'}", "{git: https://o/x, branch: main}")
    #expect(found.kind == .git && found.archives.isEmpty && found.reference?.value == Reference(.branch, "main"))
    #expect(found.reference?.origin.shadowed.map(\.text) == ["1.0"])
    let alone = try source("{archive: {url: https://h/x.tgz}, release: '1.0'}", "{git: https://o/x}")
    #expect(alone.kind == .git && alone.reference == nil)
  }

  @Test func aReferenceAloneChangesNoRepository() throws {
    let found = try source(Self.git, "{tag: v2}")
    #expect(found.kind == .git && found.repository?.value == "https://o/x" && found.mirrors.count == 1)
    #expect(found.reference?.value == Reference(.tag, "v2") && found.blanks.isEmpty)
    let archive = try source(
      "{archive: {url: https://h/x.tgz}, mirrors: [https://m/x.tgz]}", "{mirrors: [https://n/x.tgz]}")
    #expect(archive.kind == .archive && archive.mirrors.map(\.value) == ["https://n/x.tgz"])
  }

  @Test func aFlatVariableIsGits() throws {
    let found = try source(
      "{archive: {url: https://h/x.tgz}}", "{}", flat: "x_git_repo: https://o/x\nx_git_install_branch: v1\n")
    #expect(found.kind == .git && found.reference?.value.value == "v1")
    let hidden = try catalogue([
      "roles/os_x/defaults/main.yml": "x_git_repo: https://o/x\nx_git_install_branch: master\n",
      "osa/osa-sources.yml": "format: 1\nsources: {x: {archive: {url: https://h/x.tgz}}}\n",
    ])
    let x = try #require(hidden.sources["x"])
    #expect(x.kind == .archive && !x.isRoleDefaultOnly && hidden.codes().isEmpty)
    #expect(x.blanks[.reference]?.shadowed.map(\.text) == ["master"])
  }

  /// A repository below the definition that was in between counts again with its own reference.
  @Test func whatIsOfTheKindThatCountsIsFoundBelowTheOthers() throws {
    let found = try catalogue([
      "osa/osa-sources.yml": "format: 1\nsources: {x: {git: https://o/x, tag: v1}}\n",
      "openstack_deploy/user_a.yml": "format: 1\nsources: {x: {release: '2.0'}}\n",
      "openstack_deploy/user_b.yml": "format: 1\nsources: {x: {git: https://fork/x}}\n",
    ])
    let x = try #require(found.sources["x"])
    #expect(x.kind == .git && x.repository?.value == "https://fork/x" && x.reference?.value == Reference(.tag, "v1"))
    #expect(x.reference?.origin.shadowed.map(\.text) == ["2.0"])
  }

  @Test func theCallersRecordDecidesToo() throws {
    let place = Location(file: .caller)
    func object(_ key: String, _ value: VariableValue) -> VariableValue {
      VariableValue(.mapping([.init(key: key, keyLocation: place, value: value)]), at: place)
    }
    let path = VariableValue(.string("/src/x"), at: place, isUnsafe: true)
    let values = [
      CatalogueReader.overridesVariable: object("sources", object("x", object("path", path))),
      "x_git_install_branch": VariableValue(.string("mine"), at: place, isUnsafe: true),
    ]
    let folder = try TemporaryFolder(["osa/osa-sources.yml": "format: 1\nsources: {x: \(Self.git)}\n"])
    let found = CatalogueReader.read(paths: [folder.path + "/osa"], caller: CallerVariables(values: values))
    let x = try #require(found.sources["x"])
    #expect(x.kind == .path && x.path?.origin.level == .caller && x.reference == nil)
    #expect(x.blanks[.reference]?.shadowed.map(\.text) == ["mine", sha])
  }

  @Test func anotherNameFollowsItsSource() throws {
    let found = try catalogue([
      "osa/osa-sources.yml": "format: 1\nsources:\n  x: \(Self.git)\n  y: {alias: x}\n  z: {alias: y}\n",
      "openstack_deploy/user_a.yml": "format: 1\nsources: {x: {archive: {url: https://h/x.tgz}}}\n",
    ])
    for name in ["y", "z"] {
      let other = try #require(found.sources[name])
      #expect(other.kind == .archive && other.archives.map(\.url.value) == ["https://h/x.tgz"])
      #expect(other.repository == nil)
    }
    #expect(found.codes().isEmpty)
  }

  /// Contradictions within one document; one finding for each.
  @Test(arguments: [
    "git: https://o/x, release: '1.0'", "archive: {url: https://h/x}, commit: \(sha)", "path: /x, tag: v1",
    "path: /x, release: '1.0'", "alias: y, branch: main", "archive: {url: https://h/x}, change: refs/changes/1/2/3",
  ])
  func oneDocumentSaysOneKind(members: String) throws {
    let found = try catalogue(["osa/osa-sources.yml": "format: 1\nsources: {y: \(Self.git), x: {\(members)}}\n"])
    #expect(found.codes().filter { $0 != .sameRepository } == [.exclusiveKeys])
  }

  @Test(arguments: [("'1.0'", true), ("V1.0-RC.1+local_2", true), ("not a version", false), ("'{{ v }}'", false)])
  func aReleaseIsAVersion(text: String, isOne: Bool) throws {
    let found = try catalogue([
      "osa/osa-sources.yml": "format: 1\nvariables: {v: latest}\nsources: {x: {release: \(text)}}\n"
    ])
    #expect(found.codes() == (isOne ? [] : [.wrongType]))
    #expect(found.sources["x"]?.kind == .index)
  }

  @Test func aPluginHasAName() throws {
    let found = try catalogue([
      "osa/osa-sources.yml":
        "format: 1\nsources: {x: {git: https://o/x, tag: v1, plugins: [{path: a, package: ''}, {path: b}]}}\n"
    ])
    #expect(found.codes() == [.wrongType, .missingKey])
  }

  /// Null and empty texts hide what is below them, and it can be seen where.
  @Test func whatIsSetToNothingSaysWhere() throws {
    let found = try catalogue([
      "roles/os_x/defaults/main.yml": "x_git_repo: https://o/x\nx_git_install_branch: master\n",
      "openstack_deploy/user_x.yml": "x_git_install_branch:\n",
    ])
    let x = try #require(found.sources["x"])
    #expect(x.reference == nil)
    let origin = try #require(x.origin(of: .reference))
    #expect(origin.location.file.path == "user_x.yml" && origin.location.line == 1)
    #expect(origin.shadowed.map(\.text) == ["master"])
  }
}
