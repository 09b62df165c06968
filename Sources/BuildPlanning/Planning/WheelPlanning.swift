import SourceCatalogue

/// Wheels of sources, one per source, target and Python; and of what venvs take from the index, where that is asked for.
struct WheelPlanning {
  private struct Key: Hashable {
    let source: String
    let python: String?
  }

  let target: Target
  let request: PlanRequest
  private(set) var steps: [WheelStep] = []
  private var wanted: [Key: (source: Source, venvs: [String], packages: PackageNames)] = [:]

  init(target: Target, request: PlanRequest) {
    self.target = target
    self.request = request
  }

  /// A venv installs the source.
  mutating func want(_ source: Source, for venv: VenvPlanning) {
    let key = Key(source: source.name, python: venv.python)
    var entry = wanted[key] ?? (source, [], PackageNames())
    if !entry.venvs.contains(venv.venv.name) { entry.venvs.append(venv.venv.name) }
    entry.packages.add(TargetLists(target).packages(venv.venv.distroPackages.build))
    wanted[key] = entry
  }

  /// Makes the wanted wheels, in the order of their sources and Pythons.
  mutating func finish(fetch: [FetchStep], buildConstraints: (_ python: String?) -> [String]) {
    let keys = wanted.keys.sorted { a, b in
      a.source != b.source ? bytewise(a.source, b.source) : bytewise(a.python ?? "", b.python ?? "")
    }
    for key in keys {
      guard let entry = wanted[key], let obtained = fetch.first(where: { $0.serves(key.source, on: target) }) else {
        continue
      }
      steps.append(step(entry.source, obtained, entry.venvs, entry.packages, key.python, buildConstraints(key.python)))
    }
  }

  /// The digest of the wheel that a venv of this Python installs.
  func digest(of source: String, python: String?) -> String? {
    steps.first { $0.kind == .source && $0.name == source && $0.python == python }?.digest
  }

  /// What a venv of this Python installs at the version that it has when it is built, by name.
  func built(_ sources: [String], python: String?) -> [ConstraintSet.Built] {
    let found = steps.filter { $0.kind == .source && $0.python == python && sources.contains($0.name) }
      .map { ConstraintSet.Built(name: $0.distribution ?? $0.name, wheel: $0.digest) }
    return found.sorted { bytewise($0.name, $1.name) }
  }

  private func step(
    _ source: Source, _ obtained: FetchStep, _ venvs: [String], _ packages: PackageNames, _ python: String?,
    _ buildConstraints: [String]
  ) -> WheelStep {
    var digest = Digest("wheel/1")
    digest.fact("fetch", obtained.digest)
    digest.fact("subdirectory", source.subdirectory?.value)
    digest.fact("target", target.name)
    digest.fact("python", python)
    digest.fact("build_constraints", buildConstraints)
    let passing = BuildConstraintPassing(buildConstraints, python: python)
    return WheelStep(
      kind: .source, name: source.name, target: target, python: python, distribution: source.distributionName,
      subdirectory: source.subdirectory?.value, fetch: obtained.digest, requirements: [], constraints: ConstraintSet(),
      buildConstraints: buildConstraints, venvs: venvs.inByteOrder(), packages: packages,
      arguments: arguments(passing, noDependencies: true), pipEnvironment: passing.environment, digest: digest.value)
  }

  /// `--no-deps` leaves everything from the index to pip at install time.
  private func arguments(_ passing: BuildConstraintPassing, noDependencies: Bool) -> [String] {
    var arguments = ["wheel", "--wheel-dir", PlanPaths.wheels]
    if noDependencies { arguments.append("--no-deps") }
    if request.isOffline || !noDependencies { arguments += ["--find-links", PlanPaths.wheels] }
    if request.isOffline { arguments.append("--no-index") }
    return arguments + passing.arguments
  }

  /// The wheels of everything that a venv needs, so that it can be installed without an index.
  mutating func addDependencies(of venv: VenvStep, packages: PackageNames, buildConstraints: [String]) {
    let given = venv.requirements.filter(\.isGiven)
    var digest = Digest("dependencies/1")
    digest.fact("target", target.name)
    digest.fact("python", venv.python)
    for requirement in given {
      let wheel = requirement.source.flatMap { venv.wheels[$0] }
      digest.fact("requirement", [requirement.argument, wheel ?? ""])
    }
    digest.constraints(venv.constraints)
    digest.fact("build_constraints", buildConstraints)
    let passing = BuildConstraintPassing(buildConstraints, python: venv.python)
    let arguments = arguments(passing, noDependencies: false) + venv.constraints.arguments
    steps.append(
      WheelStep(
        kind: .dependencies, name: venv.name, target: target, python: venv.python, distribution: nil,
        subdirectory: nil, fetch: nil, requirements: given.map(\.argument), constraints: venv.constraints,
        buildConstraints: buildConstraints, venvs: [venv.name], packages: packages,
        arguments: arguments + given.map(\.argument), pipEnvironment: passing.environment, digest: digest.value))
  }
}

extension FetchStep {
  /// Whether the step obtains the source for the machines of a target.
  func serves(_ source: String, on target: Target) -> Bool {
    guard name == source else { return false }
    if case .archive(_, _, let architecture?) = content { return architecture == target.architecture }
    return true
  }
}
