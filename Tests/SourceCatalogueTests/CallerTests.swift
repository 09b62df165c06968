import Diagnostics
import TestSupport
import TextFiles
import Testing

@testable import SourceCatalogue

/// What a play's variables decide: what its host merely has from a file is no decision for others.
@Suite struct CallerTests {
  private static let files = [
    "osa/inventory/group_vars/all/all.yml": "base: https://h\n",
    "osa/inventory/group_vars/nova_all/git.yml":
      "nova_git_repo: \"{{ base }}/nova\"\nnova_git_install_branch: all-1\n",
    "osa/inventory/group_vars/nova_compute/git.yml": "nova_git_install_branch: compute-1\n",
    "roles/os_nova/defaults/main.yml": "nova_git_install_branch: master\n",
  ]

  private func asked(
    _ given: [String: String], in files: [String: String] = files, groups: [String]? = nil, roles: [String] = [],
    extra: [String] = [], overrides: VariableValue? = nil
  ) throws -> Catalogue {
    let folder = try TemporaryFolder(files)
    var values = given.mapValues { VariableValue(.string($0), at: Location(file: .caller), isUnsafe: true) }
    values[CatalogueReader.overridesVariable] = overrides
    let views = groups.map { [CallerVariables.View(host: "one", groups: Set($0), roles: Set(roles))] } ?? []
    let present = ["osa", "roles", "openstack_deploy"].filter { name in files.keys.contains { $0.hasPrefix(name + "/") }
    }
    return CatalogueReader.read(
      paths: present.map { folder.path + "/" + $0 },
      caller: CallerVariables(values: values, views: views, extraVariables: Set(extra)))
  }

  private func reference(_ catalogue: Catalogue) -> (text: String?, level: String?, scope: String?) {
    let source = catalogue.sources["nova"]
    let scope = source?.scopes.first { $0.group == "nova_compute" }
    return (source?.reference?.value.value, source?.reference?.origin.level.name, scope?.reference?.value.value)
  }

  @Test(arguments: [
    (["nova_all"], "all-1"), (["nova_all", "nova_compute"], "compute-1"), (["nova_compute"], "compute-1"),
  ])
  func whatAHostHasFromItsGroupDecidesForNobodyElse(groups: [String], given: String) throws {
    let found = reference(try asked(["nova_git_install_branch": given], groups: groups))
    #expect(found.text == "all-1")
    #expect(found.level == "group_vars/nova_all")
    #expect(found.scope == "compute-1")
  }

  @Test func anotherValueDecidesForAll() throws {
    let found = reference(try asked(["nova_git_install_branch": "mine"], groups: ["nova_all"]))
    #expect(found.text == "mine" && found.level == "caller" && found.scope == "mine")
  }

  /// A role's default is in sight only inside the role.
  @Test func theDefaultOfARoleDecidesUnlessThePlayIsInTheRole() throws {
    let outside = reference(try asked(["nova_git_install_branch": "master"], groups: ["other"]))
    #expect(outside.text == "master" && outside.level == "caller")
    let inside = reference(
      try asked(["nova_git_install_branch": "master"], groups: ["other"], roles: ["os_nova"]))
    #expect(inside.text == "all-1" && inside.level == "group_vars/nova_all")
  }

  @Test func theCommandLineDecidesWhateverItEquals() throws {
    let given = ["nova_git_install_branch": "compute-1"]
    let explained = reference(try asked(given, groups: ["nova_compute"]))
    #expect(explained.text == "all-1")
    let meant = try asked(given, groups: ["nova_compute"], extra: ["nova_git_install_branch"])
    #expect(reference(meant).text == "compute-1" && reference(meant).level == "caller")
    #expect(meant.sources["nova"]?.reference?.origin.shadowed.map(\.text).contains("all-1") == true)
  }

  @Test func aCallerThatIsNoPlayDecides() throws {
    let found = reference(try asked(["nova_git_install_branch": "master"]))
    #expect(found.text == "master" && found.level == "caller")
    // The same as the files say: they are where it comes from.
    let same = reference(try asked(["nova_git_install_branch": "all-1"]))
    #expect(same.level == "group_vars/nova_all")
  }

  @Test func theStructuredFormatHidesWhatAPlayHasFromItsGroup() throws {
    var files = Self.files
    files["openstack_deploy/osa-sources.yml"] = "format: 1\nsources: {nova: {tag: 30.0.0}}\n"
    let found = reference(try asked(["nova_git_install_branch": "all-1"], in: files, groups: ["nova_all"]))
    #expect(found.text == "30.0.0" && found.level == "structured")
    let meant = reference(try asked(["nova_git_install_branch": "mine"], in: files, groups: ["nova_all"]))
    #expect(meant.text == "mine" && meant.level == "caller")
  }

  @Test(arguments: ["all-1", "mine"]) func overridesHideEvenFlatVariablesOfTheCaller(given: String) throws {
    let place = Location(file: .caller)
    func object(_ key: String, _ value: VariableValue) -> VariableValue {
      VariableValue(.mapping([.init(key: key, keyLocation: place, value: value)]), at: place)
    }
    let tag = VariableValue(.string("9"), at: place, isUnsafe: true)
    let overrides = object("sources", object("nova", object("tag", tag)))
    let found = try asked(["nova_git_install_branch": given], groups: ["nova_all"], overrides: overrides)
    #expect(reference(found).text == "9" && reference(found).level == "caller")
    #expect(found.sources["nova"]?.reference?.origin.shadowed.contains { $0.text == "all-1" } == true)
  }

  /// `group_vars/all` and the deployer's files, from a host that is in no group.
  @Test func whatAHostSeesOfSeveralSteps() {
    func definition(_ step: Level.Step, _ scope: String? = nil) -> Definition {
      let value = VariableValue(.string("\(step)"), at: Location(file: .caller))
      return Definition(variable: "x", value: value, level: Level(step, scope: scope), order: 0)
    }
    let all = [
      definition(.roleDefaults, "r"), definition(.groupVarsAll), definition(.groupVars, "g"),
      definition(.hostVars, "h"),
      definition(.playVars), definition(.includedVars, "r"), definition(.structured), definition(.userVars),
    ]
    func seen(_ view: CallerVariables.View) -> [String] {
      CallerVariables(views: [view]).explanations(of: "x", among: all).map { "\($0.level.step)" }
    }
    #expect(seen(.init()) == ["playVars", "groupVarsAll"])
    #expect(seen(.init(groups: ["g"])) == ["playVars", "groupVars"])
    #expect(seen(.init(host: "h", groups: ["g"])) == ["playVars", "hostVars"])
    #expect(seen(.init(groups: ["g"], roles: ["r"])) == ["includedVars", "playVars", "groupVars"])
    #expect(CallerVariables().explanations(of: "x", among: all).isEmpty)
  }

  @Test func whatThePlayCannotTemplateIsNotTakenFromAFile() throws {
    let folder = try TemporaryFolder(Self.files)
    let written = VariableValue(.string("{{ nothing }}/x"), at: Location(file: .caller))
    let found = CatalogueReader.read(
      paths: [folder.path + "/osa"],
      caller: CallerVariables(written: ["nova_git_repo": written], views: [.init(groups: ["nova_all"])]))
    #expect(found.sources["nova"]?.repository?.value == "{{ nothing }}/x")
    #expect(found.sources["nova"]?.repository?.origin.level == .caller)
    #expect(found.diagnostics.contains { $0.code == .unresolvedVariable && $0.severity == .error })
    // What the file itself says in these words is the file's, resolved as far as it goes.
    let same = VariableValue(.string("{{ base }}/nova"), at: Location(file: .caller))
    let kept = CatalogueReader.read(
      paths: [folder.path + "/osa"], caller: CallerVariables(written: ["nova_git_repo": same]))
    #expect(kept.sources["nova"]?.repository?.value == "https://h/nova")
    #expect(kept.sources["nova"]?.repository?.origin.level.name == "group_vars/nova_all")
  }

  /// A source that only the play knows and that it cannot template is one all the same.
  @Test func aSourceThatOnlyThePlayWritesIsNotLost() throws {
    let folder = try TemporaryFolder(["group_vars/all.yml": "a: b\n"])
    let written = ["own_git_repo": "{{ nowhere }}/own", "own_git_install_branch": "master"].mapValues {
      VariableValue(.string($0), at: Location(file: .caller))
    }
    let found = CatalogueReader.read(paths: [folder.path], caller: CallerVariables(written: written))
    let own = try #require(found.sources["own"])
    #expect(own.repository?.value == "{{ nowhere }}/own")
    #expect(found.codes(.error) == [.unresolvedVariable])
  }
}
