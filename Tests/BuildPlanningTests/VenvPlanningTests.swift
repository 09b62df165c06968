import ConstraintLayers
import SourceCatalogue
import TestSupport
import Testing

@testable import BuildPlanning

@Suite struct VenvPlanningTests {
  private func nova(_ members: String, sources: String = "", _ change: (inout PlanRequest) -> Void = { _ in }) throws
    -> VenvStep
  {
    let text = """
      layers:
        pins: {lines: ['a==1; python_version<"3.12"', 'a==2; python_version>="3.12"', 'nova==3']}
      sources:
        nova: {git: 'https://h/nova', commit: \(commit), extras: [osprofiler]}
      \(sources)
      venvs:
        nova: {\(members)}

      """
    return try #require(try plan(text, change).venvs.first)
  }

  @Test func argumentsStandInOrder() throws {
    let step = try nova(
      "install: ['z>=1', nova, 'm[x]; python_version>\"3\"'], user: [mine], optional: {b: [b], a: [a]}"
    ) {
      $0.optional = ["all"]
    }
    #expect(
      step.arguments == [
        "install", "--find-links", "wheels", "--constraint", "constraints.txt", "z>=1", "nova[osprofiler]",
        "m[x]; python_version>\"3\"", "a", "b", "mine",
      ])
    #expect(step.requirements.map(\.set) == [nil, nil, nil, "a", "b", nil])
    #expect(step.chosenSets == ["a", "b"] && step.optionalSets == ["a", "b"])
    #expect(step.wheels.keys.sorted() == ["nova"])
  }

  @Test func optionsOfTheDeployerStandFirst() throws {
    let plain = try nova("install: [nova]")
    let step = try nova("install: [nova], pip_arguments: \"--cert '/etc/a b.pem' -i https://u:p@h/simple\"")
    #expect(
      step.arguments == [
        "install", "--cert", "/etc/a b.pem", "-i", "https://u:p@h/simple", "--find-links", "wheels", "--constraint",
        "constraints.txt", "nova[osprofiler]",
      ])
    #expect(step.pipArguments == Array(step.arguments[1...4]))
    #expect(plain.digest != step.digest && plain.pipArguments.isEmpty)
    let password = try nova("install: [nova], pip_arguments: \"--cert '/etc/a b.pem' -i https://u:q@h/simple\"")
    #expect(password.digest == step.digest)
    #expect(try nova("install: [nova], pip_arguments: ''").digest == plain.digest)
  }

  @Test func sdistsOfTheIndexAreBuiltWithTheSameTools() throws {
    let text = "layers:\n  pins: {lines: [setuptools==80.1, a==1]}\nvenvs:\n  x: {install: [a]}\n"
    let step = try #require(try plan(text).venvs.first)
    #expect(step.buildConstraints == ["setuptools==80.1"])
    #expect(
      step.arguments == [
        "install", "--build-constraint", "build-constraints.txt", "--find-links", "wheels", "--constraint",
        "constraints.txt", "a",
      ])
  }

  @Test(arguments: ["--cert '/a", "--cert \\", "--cert {{ nobody }}"])
  func optionsThatNoShellCouldSplitAreAFinding(line: String) throws {
    let quoted = line.replacing("'", with: "''")
    let made = try plan(
      "sources:\n  nova: {git: 'https://h/nova', commit: \(commit)}\nvenvs:\n  nova: {install: [nova], pip_arguments: '\(quoted)'}\n"
    )
    #expect(made.codes.contains(.unreadablePipArguments))
    #expect(
      made.venvs.first?.arguments == [
        "install", "--find-links", "wheels", "--constraint", "constraints.txt", "nova",
      ])
  }

  @Test func constraintsAreThoseOfThePython() throws {
    #expect(try nova("install: [nova]").constraints.lines == ["a==1"])
    #expect(try nova("install: [nova], python: /opt/bin/python3.13").constraints.lines == ["a==2"])
    #expect(try nova("install: [nova], environment: {python_version: '3.12'}").constraints.lines == ["a==2"])
    let unknown = try nova("install: [x]") {
      $0.targets = [Target(distribution: "gentoo", version: "2", architecture: "x86_64")]
    }
    #expect(unknown.python == nil)
    #expect(unknown.constraints.lines.count == 3)
  }

  @Test func whatIsBuiltFromSourceIsNotConstrained() throws {
    #expect(try nova("install: [nova]").constraints.lines == ["a==1"])
    #expect(try nova("install: [x]").constraints.lines == ["a==1", "nova==3"])
  }

  /// The version is the wheel's: the plan says which wheel it is, for the venv and for its dependencies.
  @Test func whatIsBuiltIsPinnedToItsWheel() throws {
    let text = """
      sources:
        nova: {git: 'https://h/nova', commit: \(commit), distribution: Open.Nova}
        lib: {git: 'https://h/lib', commit: \(commit)}
        released: {release: '1.0'}
        off: {git: 'https://h/off', commit: \(commit), enabled: false}
      venvs:
        nova: {install: [nova, lib, 'nova[x]', released, off, six], optional: {more: [lib]}}
        six: {install: [six]}

      """
    let made = try plan(text) { $0.allWheels = true }
    let wheels = Dictionary(
      uniqueKeysWithValues: made.wheels.filter { $0.kind == .source }.map { ($0.name, $0.digest) })
    let pins = try [("Open.Nova", "nova"), ("lib", "lib")].map {
      ConstraintSet.Built(name: $0.0, wheel: try #require(wheels[$0.1]))
    }
    let venv = try #require(made.venvs.first)
    #expect(venv.constraints.built == pins && venv.constraints.lines == [])
    #expect(
      venv.arguments.starts(with: [
        "install", "--find-links", "wheels", "--no-index", "--constraint", "constraints.txt",
      ]))
    let dependencies = try #require(made.wheels.first { $0.kind == .dependencies && $0.name == "nova" })
    #expect(dependencies.constraints.built == pins && dependencies.arguments.contains("constraints.txt"))
    let other = try #require(made.venvs.last)
    #expect(other.constraints.built == [] && !other.arguments.contains("--constraint"))
  }

  /// A source whose entry is known in part is installed with what is known, and the rest is told.
  @Test func extrasThatAreKnownAreKept() throws {
    let folder = try TemporaryFolder([
      "osa/inventory/group_vars/x_all/s.yml": "x_git_repo: https://h/x\nx_git_install_branch: \(commit)\n",
      "roles/os_x/defaults/main.yml": """
      extras: [mysql, "{{ a == b }}"]
      x_pip_packages:
        - "x[{{ extras | unique | join(',') }}]@git+{{ x_git_repo }}@{{ x_git_install_branch }}"
        - "git+{{ x_git_repo }}@{{ nobody }}#egg=x"
        - "{{ cache_backend }}"
      """,
    ])
    let made = Planner.plan(
      CatalogueReader.read(paths: ["/osa", "/roles"].map { folder.path + $0 }), PlanRequest(targets: [debian]))
    let step = try #require(made.venvs.first)
    #expect(step.requirements.map(\.argument) == ["x[mysql]", "x", "{{ cache_backend }}"])
    #expect(step.requirements.map(\.isUnresolved) == [true, true, true])
    #expect(step.arguments.suffix(2) == ["x[mysql]", "x"])
    let entry = "git+{{ x_git_repo }}@{{ nobody }}#egg=x"
    #expect(step.requirements.map { $0.leftOut.map(\.value) } == [["{{ a == b }}"], [entry], []])
    let told = made.diagnostics.filter { $0.code == .partlyResolvedRequirement }
    #expect(told.map(\.location?.line) == [3, 4] && told.first?.related.map(\.location.line) == [1])
    #expect(told.first?.message.contains("`{{ a == b }}`") == true)
  }

  @Test func bothNamesOfASourceAreFree() throws {
    let step = try nova(
      "install: [a, 'git+https://h/b@v1#egg=a-b'], constraints: ['a-b==1', 'b==2', 'c==3']", sources: "")
    #expect(step.constraints.lines.contains("c==3") && !step.constraints.lines.contains("a-b==1"))
  }

  @Test func packagesAreThoseOfTheTarget() throws {
    let members =
      "install: [nova], distro_packages: {runtime: {any: [git], debian: [d], debian-12: [d12], redhat: [r]}}, system_packages: [python3-libvirt]"
    let step = try nova(members)
    #expect(step.packages.names == ["git", "d12"] && step.systemPackages.names == ["python3-libvirt"])
    let rocky = try nova(members) { $0.targets = [Target(distribution: "rocky", version: "9", architecture: "x86_64")] }
    #expect(rocky.packages.names == ["git", "r"])
  }

  /// What only a host's facts decide is told apart from names, and told once.
  @Test func packagesThatOnlyAHostCanNameAreApart() throws {
    let text = { (package: String) in
      "\"{{ (ansible_facts['architecture'] == 'x86_64') | ternary('\(package)', '') }}\""
    }
    let folder = try TemporaryFolder([
      "osa/inventory/group_vars/x_all/s.yml": "x_git_repo: https://h/x\nx_git_install_branch: \(commit)\n",
      "roles/os_x/defaults/main.yml": "x_pip_packages: ['git+{{ x_git_repo }}@{{ x_git_install_branch }}#egg=x']\n",
      "roles/os_x/vars/debian.yml": """
      x_distro_packages: [a, \(text("r")), b, \(text("r"))]
      x_devel_distro_packages: [\(text("d")), c]
      x_packages_to_symlink: [\(text("s"))]
      """,
    ])
    let catalogue = CatalogueReader.read(paths: ["/osa", "/roles"].map { folder.path + $0 })
    let made = Planner.plan(catalogue, PlanRequest(targets: [debian])).with(catalogue.diagnostics)
    let (step, wheel) = (try #require(made.venvs.first), try #require(made.wheels.first))
    #expect(step.packages.names == ["a", "b"] && step.systemPackages.names == [] && wheel.packages.names == ["c"])
    let unresolved = [step.packages, step.systemPackages, wheel.packages].map(\.unresolved)
    #expect(unresolved.map(\.count) == [1, 1, 1])
    // The second one of two that are the same is told by the catalogue alone.
    #expect(made.codes == [.unresolvedPackage, .unresolvedVariable, .unresolvedPackage, .unresolvedPackage])
  }

  /// What only `vars/distro_install.yml` speaks of would put a second agent beside the one of the venv.
  @Test func packagesOfAnInstallationWithoutAVenvAreNotNeeded() throws {
    let folder = try TemporaryFolder([
      "roles/os_x/defaults/main.yml": "x_pip_packages: [x]\n",
      "roles/os_x/vars/debian.yml": """
      x_distro_packages: [libx]
      x_agent_distro_packages: [x-agent]
      x_extra_distro_packages: {kvm: [x-kvm]}
      x_shared_distro_packages: [shared]
      x_service_distro_packages: [python3-x]
      x_apparmor_distro_packages: [apparmor]
      """,
      "roles/os_x/vars/distro_install.yml": """
      # x_apparmor_distro_packages
      x_package_list: |-
        {% set packages = x_distro_packages + x_shared_distro_packages %}
        {% set _ = packages.extend(x_agent_distro_packages + x_extra_distro_packages['kvm']) %}
        {{ packages }}
      """,
      "roles/os_x/vars/source_install.yml": "x_package_list: \"{{ x_distro_packages }}\"\n",
      "roles/os_x/vars/main.yml": "x_common: [\"{{ x_shared_distro_packages }}\"]\n",
    ])
    let catalogue = CatalogueReader.read(paths: [folder.path + "/roles"])
    let step = try #require(Planner.plan(catalogue, PlanRequest(targets: [debian])).venvs.first)
    #expect(step.packages.names == ["apparmor", "libx", "shared"])
    let venv = try #require(catalogue.venvs["x"])
    #expect(venv.distroPackages.serviceVariables == ["x_agent_distro_packages", "x_extra_distro_packages"])
    #expect(
      venv.distroPackages.runtime["debian"]?.filter(venv.isService).map(\.value) == ["x-agent", "x-kvm", "python3-x"])
  }

  @Test func aLayerThatIsNotAtHandGoesToPipAsItIs() throws {
    let sources = "  requirements: {git: 'https://h/r', commit: \(otherCommit)}\n"
    let text = { (more: String) in
      "layers:\n  upper: {source: requirements, path: upper-constraints.txt}\n  pins: {lines: [a==1]}\nsources:\n  nova: {git: 'https://h/nova', commit: \(commit)}\n\(sources)venvs:\n  nova: {install: [nova]\(more)}\n"
    }
    let made = try plan(text(""))
    let step = try #require(made.venvs.first)
    #expect(step.constraints.lines == ["a==1"])
    #expect(step.constraints.unread.map(\.argument) == ["sources/requirements/upper-constraints.txt"])
    #expect(step.arguments.contains("sources/requirements/upper-constraints.txt"))
    #expect(made.fetched("requirements")?.purposes == [.constraints])
    #expect(made.wheels.map(\.name) == ["nova"])

    let sameFile = ", constraints: ['--constraint https://releases.example/constraints/upper/\(otherCommit)']"
    #expect(try plan(text(sameFile)).venvs.first?.constraints == step.constraints)
    let own = try plan(text(", constraints: ['--constraint https://u:p@h/own.txt']"))
    #expect(own.venvs.first?.constraints.unread.map(\.argument) == ["https://u:p@h/own.txt"])
    #expect(own.venvs.first?.constraints.unread.map(\.identity) == ["h/own.txt"])
    #expect(own.fetched("requirements") == nil)

    let given = try plan(text("")) { $0.layers = [GivenLayer(name: "upper", content: .lines(["b===2", "a===9"]))] }
    #expect(given.venvs.first?.constraints.lines == ["a==1", "b===2"])
    #expect(given.venvs.first?.constraints.unread == [])
    #expect(given.fetched("requirements") == nil)
  }

  @Test func alternativesAreThoseThatAPlayLoads() throws {
    let entries = [
      ("all", nil), ("deb", "debian"), ("deb12", "debian-12"), ("red", "redhat"), ("src", "source_install"),
      ("dist", "distro_install"), ("rest", "main"),
    ]
    .map { name, alternative in
      Venv.Requirement(
        text: Located(name, origin: Origin(location: .init(file: .caller), variable: "", level: .caller)),
        source: nil, name: name, isUnresolved: false, alternative: alternative)
    }
    #expect(
      TargetLists(debian).entries(entries, empty: ["redhat", "debian"]).map(\.text.value) == ["all", "deb12", "src"])
    let others = entries.filter { !["debian", "debian-12"].contains($0.alternative) }
    #expect(TargetLists(debian).entries(others, empty: []).map(\.text.value) == ["all", "src", "rest"])
    #expect(TargetLists(debian).entries(others, empty: ["debian"]).map(\.text.value) == ["all", "src"])
    #expect(TargetLists(debian).entries(entries, empty: ["debian-12"]).map(\.text.value).last == "src")
    let packages = Dictionary(
      grouping: entries.map { ($0.alternative ?? "any", $0.text) }, by: \.0
    ).mapValues { $0.map(\.1) }
    #expect(TargetLists(debian).packages(packages).names == ["all", "deb12", "src"])
    let few = packages.filter { !$0.key.hasPrefix("debian") }
    #expect(TargetLists(debian).packages(few).names == ["all", "rest", "src"])
  }

  @Test(arguments: [("debian: {install: []}", ["all"]), ("suse: {install: []}", ["all", "rest"])])
  func aSystemsEmptyListIsEmpty(empty: String, wanted: [String]) throws {
    let found = try plan(
      "venvs:\n  x:\n    install: [all]\n    alternatives:\n      \(empty)\n      main: {install: [rest]}\n")
    #expect(found.venvs.first?.requirements.map(\.argument) == wanted)
  }
}
