import SourceCatalogue
import TextFiles
import Testing

@testable import Reporting

/// The views of repo_build, once as the templates rendered them and once without their faults.
@Suite struct RepoBuildTests {
  private func link(_ name: String, group: String = "nova_all", fragments: String? = nil) -> LegacyLink {
    let url = "https://h/\(name)"
    let egg = String(name.map { $0 == "-" ? "_" : $0 })
    return LegacyLink(
      name: name.lowercased(), version: "abc", fragment: nil, url: url,
      original: LegacyLink.spelling(
        url: url, version: "abc", egg: egg, name: name, group: group, fragments: fragments),
      eggName: egg, projectGroup: group, location: Location(file: FileReference(root: 0, path: "f")))
  }

  private func lists(_ group: LegacyGroup, _ lists: [String: [String]]) -> LegacyDocument.Lists {
    var found = LegacyDocument.Lists()
    found.projectGroup = group
    found.lists = lists
    return found
  }

  private func document() -> LegacyDocument {
    var document = LegacyDocument()
    document.packages = ["Foo-Bar>=1", "futures", "futures;python_version<\"3\"", "nova", "nova-lxd", "pip==9", "tox"]
    document.remotePackageParts = [
      link("nova"), link("nova-lxd"),
      link("rally", group: "utility_all", fragments: "ignorerequirements=True&venvwithindex=true"),
      link("requirements", group: "all"),
    ]
    document.roleRequirements = [
      "os_nova": lists(
        "nova_all",
        [
          "nova_pip_packages": ["nova", "foo-bar>=1"], "nova_requires_pip_packages": ["tox"],
          "nova_lxd_optional_pip_packages": ["nova-lxd"], "nova_other_pip_packages": ["nova"],
        ]),
      "os_rally": lists("utility_all", ["rally_pip_packages": ["rally"]]),
      "os_x": lists("x_all", ["x_pip_packages": ["futures"]]), "galera": lists("all", ["g_pip_packages": ["futures"]]),
    ]
    document.roleRequirementFiles = [
      "default": lists("all", ["txt_file_packages": ["pip==9"]]),
      "global_pins": lists("all", ["pinned_packages": ["pip==9", "foo-bar==1"]]),
    ]
    return document
  }

  private let all = Set(RepoBuild.SelectiveView.allCases)

  private func build(_ change: (inout RepoBuild.Options) -> Void = { _ in }) -> RepoBuild {
    var options = RepoBuild.Options()
    change(&options)
    return RepoBuild(document(), options)
  }

  @Test func addressesAreWheelsAsTheyAreWritten() {
    var document = document()
    let address = "https://h/Foo-Bar-1.0.tar.gz"
    document.packages.append(address)
    document.roleRequirements["os_nova"]?.lists["nova_pip_packages"]?.append(address)
    var options = RepoBuild.Options()
    #expect(RepoBuild(document, options).wheels().map(\.line).contains(address))
    (options.selective, options.populatedGroups) = (all, ["nova_all"])
    #expect(RepoBuild(document, options).wheels().map(\.line).contains(address))
    options.keepsFaults = true
    #expect(RepoBuild(document, options).wheels().map(\.line).contains("https://h/foo_bar_1.0.tar.gz"))
  }

  @Test func wheelsCarryTheVersionOfTheirSource() {
    #expect(
      build().wheels().map(\.line) == [
        "foo_bar>=1", "futures", "futures;python_version<\"3\"", "nova # abc", "nova_lxd # abc", "pip==9", "tox",
      ])
  }

  @Test func selectedWheelsAreThoseOfGroupsWithHosts() {
    let found = build {
      $0.selective = all
      $0.populatedGroups = ["nova_all"]
    }
    #expect(found.wheels().map(\.line) == ["foo_bar>=1", "nova # abc", "nova_lxd # abc", "pip==9", "tox"])
    #expect(found.clones().map(\.name) == ["nova", "nova-lxd"])
    #expect(found.venvs().map(\.role) == ["os_nova"])
  }

  @Test func eachViewHasItsOwnSwitch() {
    func found(_ view: RepoBuild.SelectiveView) -> [Int] {
      let build = build { ($0.selective, $0.populatedGroups) = ([view], ["nova_all"]) }
      return [build.wheels().count, build.clones().count, build.venvs().count]
    }
    #expect(found(.wheels) == [5, 4, 3])
    #expect(found(.clones) == [7, 2, 3])
    #expect(found(.venvs) == [7, 4, 1])
  }

  @Test func theTemplatesClonedOnlyByGroup() {
    let found = build {
      $0.selective = all
      $0.populatedGroups = ["all"]
      $0.keepsFaults = true
    }
    #expect(found.clones().map(\.name) == ["requirements"])
    #expect(found.clones().first?.destination == "/var/www/repo/openstackgit/requirements")
  }

  @Test func constraintsOfIgnoredSourcesAreLeftOutUnlessFaultsAreKept() {
    #expect(build().constraints().git.count == 3)
    let kept = build { $0.keepsFaults = true }.constraints().git
    #expect(kept.count == 4)
    #expect(kept[0] == "git+file:///var/www/repo/openstackgit/nova@abc#egg=nova&gitname=nova&projectgroup=nova_all")
  }

  private let upper = ["Foo-Bar===3.0", "nova===17", "novalxd===1", "pip===9.0.3", "zuul-sphinx===0.1.2"]

  @Test func overridesHideWhatIsBelow() {
    let found = build {
      $0.overrides = ["foo_bar<2"]
      $0.upperConstraints = upper
    }.constraints()
    #expect(found.overrides == ["foo_bar<2"])
    #expect(found.pins == ["pip==9"])
    #expect(found.upper == ["novalxd<=1", "zuul_sphinx<=0.1.2"])
  }

  @Test func theTemplatesKeptPinsAndConstraintsBesideOverrides() {
    let found = build {
      $0.overrides = ["foo-bar<2"]
      $0.upperConstraints = upper
      $0.keepsFaults = true
    }.constraints()
    #expect(found.pins == ["pip==9", "foo-bar==1"])
    #expect(found.upper == ["foo_bar<=3.0", "novalxd<=1", "zuul_sphinx<=0.1.2"])
    #expect(found.lines.count == 4 + 1 + 2 + 3)
  }

  @Test func venvsInstallTheirOwnListsWithTheIndexOnlyWhereItIsAllowed() {
    let found = build().venvs()
    #expect(found.map(\.name) == ["nova", "rally", "x"])
    #expect(found[0].requirements == ["foo-bar>=1", "nova"])
    #expect(found.map(\.isIndexAllowed) == [false, true, false])
    let old = build { $0.keepsFaults = true }.venvs()
    #expect(old[0].requirements == ["foo-bar>=1", "nova", "nova"])
    #expect(old.map(\.isIndexAllowed) == [false, true, true])
  }

  @Test func whatIsNoConstraintOfUpperConstraintsIsNone() {
    let lines = ["# upper", "", "foo==1", "-r other", "Babel===2.9 ", "six===1;python_version<'3'  # why"]
    #expect(
      build { $0.upperConstraints = lines }.constraints().upper == [
        "foo==1", "babel<=2.9", "six<=1;python_version<'3'",
      ])
  }

  @Test func anOverriddenPinIsNoWheelOfItsVersion() {
    let wheels = build { $0.overrides = ["pip>=20"] }.wheels().map(\.line)
    #expect(wheels.contains("pip") && !wheels.contains("pip==9"))
    #expect(build { ($0.overrides, $0.keepsFaults) = (["pip>=20"], true) }.wheels().map(\.line).contains("pip==9"))
  }

  @Test func aListOutsideRolesIsSelectedByItsGroups() {
    var document = document()
    document.packages.append("mine")
    document.otherLists = [.init(groups: ["x_all", "my_all"], requirements: ["mine"])]
    func wheels(_ group: String) -> [String] {
      var options = RepoBuild.Options()
      (options.selective, options.populatedGroups) = (all, [group])
      return RepoBuild(document, options).wheels().map(\.line)
    }
    #expect(wheels("my_all").contains("mine") && !wheels("nova_all").contains("mine"))
  }

  /// The wheel list's name for an address is that of every view.
  @Test func addressesAreTheirDistributionsInEveryView() {
    var document = document()
    let address = "git+https://h/nova@abc#egg=nova"
    document.roleRequirements["os_nova"]?.lists["nova_pip_packages"] = [address, "foo-bar>=1"]
    document.wheelNames = [address: "nova"]
    var options = RepoBuild.Options()
    (options.selective, options.populatedGroups) = (all, ["nova_all"])
    let build = RepoBuild(document, options)
    #expect(build.wheels().map(\.line).contains("nova # abc"))
    #expect(build.venvs().first?.requirements == ["foo-bar>=1", "nova"])
  }

  /// pip knows the distribution: `heat` may be `openstack-heat`, and a wheel called `heat` something else.
  @Test func wheelsAreThoseOfTheDistribution() {
    var document = LegacyDocument()
    var heat = link("heat", group: "heat_all")
    heat.eggName = "openstack_heat"
    document.remotePackageParts = [heat]
    document.packages = ["heat", "openstack-heat"]
    document.roleRequirements = ["os_x": lists("x_all", ["x_pip_packages": ["openstack-heat"]])]
    var options = RepoBuild.Options()
    #expect(RepoBuild(document, options).wheels().map(\.line) == ["heat", "openstack_heat # abc"])
    (options.selective, options.populatedGroups) = (all, ["x_all"])
    #expect(RepoBuild(document, options).clones().map(\.name) == ["heat"])
  }
}
