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
    _ given: [String: String], finished: [String: VariableValue.Content] = [:],
    written: [String: VariableValue.Content] = [:], in files: [String: String] = files, groups: [String]? = nil,
    roles: [String] = [], extra: [String] = [], overrides: VariableValue? = nil
  ) throws -> Catalogue {
    let folder = try TemporaryFolder(files)
    var values = finished.mapValues(value)
    for (name, text) in given { values[name] = self.text(text) }
    values[CatalogueReader.overridesVariable] = overrides
    let views = groups.map { [CallerVariables.View(host: "one", groups: Set($0), roles: Set(roles))] } ?? []
    let present = ["osa", "roles", "openstack_deploy"].filter { name in files.keys.contains { $0.hasPrefix(name + "/") }
    }
    return CatalogueReader.read(
      paths: present.map { folder.path + "/" + $0 },
      caller: CallerVariables(
        values: values, written: written.mapValues { VariableValue($0, at: Location(file: .caller)) }, views: views,
        extraVariables: Set(extra)))
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

  /// Everything that a caller gives has one place: only the document's own `format` may be missing.
  @Test func whatIsMissingInOverridesIsTold() throws {
    let place = Location(file: .caller)
    func object(_ key: String, _ value: VariableValue) -> VariableValue {
      VariableValue(.mapping([.init(key: key, keyLocation: place, value: value)]), at: place)
    }
    let track = object("track", VariableValue(.mapping([]), at: place))
    let found = try asked([:], overrides: object("sources", object("nova", track)))
    #expect(found.codes(.error) == [.missingKey])
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

  // MARK: Lists

  private static let lists = [
    "osa/inventory/group_vars/nova_all/git.yml":
      "nova_git_repo: https://h/nova\nnova_git_install_branch: v1\nversion: 1.10\n"
      + "packages: [pa, \"pb=={{ version }}\"]\nnova_optional_x_pip_packages: \"{{ packages }}\"\n",
    "roles/os_nova/defaults/main.yml":
      "nova_git_install_branch: master\n"
      + "nova_pip_packages: [\"git+{{ nova_git_repo }}@{{ nova_git_install_branch }}#egg=nova\"]\n",
  ]

  /// A host outside the group sees the role's default; the catalogue speaks for those that install.
  @Test(arguments: [["nova_all"], ["other"]])
  func aListComesToTheSameOnEveryHost(groups: [String]) throws {
    let seen = groups == ["nova_all"] ? "v1" : "master"
    let found = try asked(
      ["nova_git_repo": "https://h/nova", "nova_git_install_branch": seen],
      finished: [
        "nova_pip_packages": .list([text("git+https://h/nova@\(seen)#egg=nova")]),
        "nova_optional_x_pip_packages": .list([text("pa"), text("pb==1.1")]),
      ],
      written: [
        "nova_pip_packages": .list([text("git+{{ nova_git_repo }}@{{ nova_git_install_branch }}#egg=nova")]),
        "nova_optional_x_pip_packages": .string("{{ packages }}"),
      ], in: Self.lists, groups: groups, roles: ["os_nova"])
    let venv = try #require(found.venvs["nova"])
    #expect(venv.requirements.map(\.source) == ["nova"] && found.sourceNames == ["nova"])
    #expect(venv.requirements.map(\.text.value) == ["git+https://h/nova@v1#egg=nova"])
    #expect(venv.optional["x"]?.map(\.text.origin.location.line) == [4, 4])
    // What YAML changed is refused, whatever the play made of it.
    #expect(venv.optional["x"]?.last?.isUnresolved == true && found.codes().contains(.retypedValue))
  }

  /// What only Ansible evaluates may give out a number that somebody wrote as text.
  @Test func whatYAMLChangedIsRefusedBehindAnyExpression() throws {
    let text = "{{ (1 > 0) | ternary(version, version) }}"
    let folder = try TemporaryFolder([
      "osa/inventory/group_vars/nova_all/git.yml":
        "version: 2023.10\nnova_git_repo: https://h/nova\nnova_git_install_branch: \"\(text)\"\n"
    ])
    let caller = CallerVariables(templated: [Undecided(role: nil, text: text): value(.string("2023.1"))])
    let found = CatalogueReader.read(paths: [folder.path + "/osa"], caller: caller)
    #expect(found.sources["nova"]?.reference?.value.kind == .unresolved && found.codes() == [.retypedValue])
    #expect(found.diagnostics.first?.location?.line == 1)
  }

  /// Releases of Ansible differ in what a backslash or a leading zero is.
  @Test(arguments: ["'a\\\\nb'", "'a\\\\'b'", "05"])
  func aLiteralThatReleasesReadDifferentlyIsLeftToAnsible(literal: String) throws {
    let found = try catalogue([
      "roles/os_x/defaults/main.yml": "x_git_repo: https://h/x\nx_git_install_branch: \"{{ \(literal) }}\"\n"
    ])
    #expect(found.sources["x"]?.reference?.value.kind == .unresolved)
  }

  @Test func aVariableSetToItselfKeepsItsPlace() throws {
    let found = try asked(
      ["base": "https://h"], finished: ["nova_git_repo": .string("https://h/nova")],
      written: ["nova_git_repo": .string("https://h/nova")], groups: ["nova_all"])
    let origin = try #require(found.sources["nova"]?.repository?.origin)
    #expect(origin.level.name == "group_vars/nova_all" && origin.location.line == 1)
  }

  @Test func whatThePlayCannotTemplateIsAnErrorWhereverItIsUsed() throws {
    let found = try asked([:], written: ["base": .string("{{ nothing }}")], groups: ["nova_all"])
    let fault = try #require(found.diagnostics.first { $0.code == .unresolvedVariable })
    #expect(fault.severity == .error)
    #expect(
      fault.message == "`nova_git_repo` stays as it is written: the play gives `base` a value that it cannot template")
  }

  @Test func namesInOverridesMeanSources() throws {
    let sources = VariableValue.Content.mapping([
      member(
        "new",
        .mapping([
          member("git", .string("https://h/new")), member("tag", .string("v3")),
        ]))
    ])
    let venvs = VariableValue.Content.mapping([
      member(
        "nova",
        .mapping([
          member("install", .list([text("nova"), text("new[x]"), text("new[]")]))
        ]))
    ])
    let overrides = value(.mapping([member("sources", sources), member("venvs", venvs)]))
    let found = try asked([:], groups: ["nova_all"], overrides: overrides)
    #expect(found.venvs["nova"]?.requirements.map(\.source) == ["nova", "new", nil])
  }

  private func value(_ content: VariableValue.Content) -> VariableValue {
    VariableValue(content, at: Location(file: .caller), isUnsafe: true)
  }

  private func text(_ text: String) -> VariableValue { value(.string(text)) }

  private func member(_ key: String, _ content: VariableValue.Content) -> VariableValue.Entry {
    VariableValue.Entry(key: key, keyLocation: Location(file: .caller), value: value(content))
  }
}
