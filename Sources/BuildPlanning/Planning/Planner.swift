import Diagnostics
import SourceCatalogue

/// Makes the plan of a catalogue. The same input gives the same plan, byte by byte.
package struct Planner {
  private let catalogue: Catalogue
  private let request: PlanRequest
  private var selection: VenvSelection
  private var plan: Plan
  /// Sources to obtain, as the selection sees them, and what for.
  private var needed: [String: (source: Source, purposes: Set<FetchStep.Purpose>)] = [:]
  /// Sources that the selected hosts see differently, each told once.
  private var divided: Set<String> = []

  private init(_ catalogue: Catalogue, _ request: PlanRequest) {
    self.catalogue = catalogue
    self.request = request
    selection = VenvSelection(request)
    plan = Plan(request)
  }

  package static func plan(_ catalogue: Catalogue, _ request: PlanRequest) -> Plan {
    var planner = Planner(catalogue, request)
    planner.decide()
    return planner.plan
  }

  /// The steps that obtain the named sources, or every one that is switched on, whether a venv installs it or not.
  package static func fetching(_ names: Set<String>?, of catalogue: Catalogue, _ request: PlanRequest) -> Plan {
    var planner = Planner(catalogue, request)
    for name in catalogue.sourceNames {
      guard let source = catalogue.sources[name], names?.contains(name) ?? source.hasPlace else { continue }
      planner.need(name, for: .checkout)
      planner.takeReference(of: name, from: catalogue.venvNames)
      if names != nil { planner.explain(name) }
    }
    planner.fetch()
    return planner.plan.with([])
  }

  private mutating func decide() {
    let venvs = selection.choose(from: catalogue)
    plan.diagnostics += selection.diagnostics
    let bareNames = BareNames(catalogue)
    let perTarget = request.targets.map { target in
      venvs.map {
        VenvPlanning(venv: $0, target: target, request: request, catalogue: catalogue, bareNames: bareNames)
      }
    }
    for planning in perTarget.joined() { collect(planning) }
    var layers = ConstraintPlanning(catalogue, request)
    for venv in venvs {
      for name in layers.sources(of: venv) {
        need(name, for: .constraints)
        checkHosts(of: name, for: venv)
      }
    }
    fetch()
    if let files = request.sourceFiles { layers.read(files, of: venvs, fetch: plan.fetch) }
    for (target, plannings) in zip(request.targets, perTarget) { build(target, plannings, layers) }
    plan.rewriteAddresses()
    plan = plan.with([])
  }

  // MARK: What is needed

  private mutating func collect(_ planning: VenvPlanning) {
    for requirement in planning.requirements() {
      guard let source = requirement.source else { continue }
      need(source, for: .wheel)
      checkHosts(of: source, for: planning.venv)
      takeReference(of: source, from: [planning.venv.name])
    }
    // A role's variables that only name another source: the role takes its files as they are (noVNC).
    guard let role = planning.venv.role else { return }
    for name in catalogue.sourceNames {
      guard let source = catalogue.sources[name], source.alias != nil, source.enabled?.value != false,
        source.reference?.origin.level.role == role || source.repository?.origin.level.role == role
      else { continue }
      need(name, for: .checkout)
    }
  }

  private mutating func need(_ name: String, for purpose: FetchStep.Purpose) {
    let original = catalogue.original(of: name)
    guard let source = catalogue.sources[original], source.enabled?.value != false else { return }
    if needed[original] == nil {
      needed[original] = (selection.seen(source), [])
      if selection.groups == nil, let scope = source.scopes.first {
        plan.diagnostics.append(.scopedSource(original, scope))
      }
    }
    needed[original]?.purposes.insert(purpose)
  }

  /// What a venv's own entry takes a source at: the only thing that says it where the source's variables do not.
  private mutating func takeReference(of name: String, from venvs: [String]) {
    let original = catalogue.original(of: name)
    guard let source = needed[original]?.source, source.kind == .git, source.reference == nil else { return }
    for venv in venvs where needed[original]?.source.reference == nil {
      needed[original]?.source.reference = catalogue.venvs[venv].flatMap { catalogue.reference(of: original, in: $0) }
    }
  }

  /// One step cannot be right for hosts that install different commits.
  private mutating func checkHosts(of name: String, for venv: Venv) {
    let original = catalogue.original(of: name)
    guard let source = catalogue.sources[original], !source.scopes.isEmpty, !divided.contains(original),
      let hosts = selection.hosts(of: venv), let parts = selection.disagreement(on: source, among: hosts)
    else { return }
    divided.insert(original)
    plan.diagnostics.append(.dividedSource(original, parts))
  }

  /// Why nothing is fetched of a source that was asked for by its name.
  private mutating func explain(_ name: String) {
    guard let source = catalogue.sources[catalogue.original(of: name)] else { return }
    if let enabled = source.enabled, !enabled.value {
      let reason = Diagnostic.switchedOff(source.name, at: enabled.origin.location)
      plan.diagnostics.append(reason)
      plan.missing.append(MissingSource(name: source.name, kind: source.kind, architecture: nil, reason: reason))
    } else if source.kind == .index {
      plan.diagnostics.append(.releaseOfIndex(source.name, at: source.reference?.origin.location))
    } else if source.kind == .path {
      plan.diagnostics.append(.folderOfMachine(source.name, at: source.path?.origin.location))
    }
  }

  private mutating func fetch() {
    var planning = FetchPlanning(rewrites: request.rewrites, commits: request.commits, targets: request.targets)
    for name in needed.keys.inByteOrder() {
      guard let (source, purposes) = needed[name] else { continue }
      plan.fetch += planning.steps(of: source, for: FetchStep.Purpose.allCases.filter(purposes.contains))
    }
    plan.diagnostics += planning.diagnostics
    let given = GivenCommits(commits: request.commits, catalogue: catalogue)
    plan.diagnostics += given.diagnostics { needed[$0.name]?.source ?? selection.seen($0) }
    plan.missing += planning.missing
  }

  // MARK: Per target

  private mutating func build(_ target: Target, _ plannings: [VenvPlanning], _ layers: ConstraintPlanning) {
    let lists = plannings.map { ($0, $0.requirements()) }
    var wheels = WheelPlanning(target: target, request: request)
    for (planning, requirements) in lists {
      for name in requirements.compactMap(\.source) {
        if let source = needed[name]?.source { wheels.want(source, for: planning) }
      }
    }
    wheels.finish(fetch: plan.fetch) { layers.buildConstraints(python: $0, on: target) }
    for (planning, requirements) in lists {
      let built = requirements.compactMap(\.source)
      var digests: [String: String] = [:]
      for name in built { digests[name] = wheels.digest(of: name, python: planning.python) }
      var decided = layers.constraints(of: planning, built: built, fetch: plan.fetch)
      decided.set.built = wheels.built(built, python: planning.python)
      plan.diagnostics += decided.diagnostics + planning.pipArguments().diagnostics
      plan.diagnostics += planning.diagnostics(of: requirements)
      let buildConstraints = layers.buildConstraints(python: planning.python, on: target)
      let step = planning.step(
        requirements, wheels: digests, constraints: decided.set, buildConstraints: buildConstraints,
        hosts: selection.hosts(of: planning.venv))
      plan.venvs.append(step)
      guard request.allWheels else { continue }
      wheels.addDependencies(
        of: step, packages: TargetLists(target).packages(planning.venv.distroPackages.build),
        buildConstraints: buildConstraints)
    }
    plan.wheels += wheels.steps
  }
}

extension Source {
  /// Whether somebody says where it comes from, rather than what else it is called or at what it is pinned.
  fileprivate var hasPlace: Bool { alias == nil && (repository != nil || !archives.isEmpty || path != nil) }
}

extension Catalogue {
  fileprivate func reference(of key: String, in venv: Venv) -> Located<Reference>? {
    let entries =
      venv.requirements + venv.optional.keys.inByteOrder().flatMap { venv.optional[$0] ?? [] } + venv.user
    for entry in entries where entry.source.map(original) == key && !entry.isUnresolved {
      if let written = Installation.address(in: entry.text.value)?.ref {
        return entry.text.map { _ in Reference(flat: written) }
      }
    }
    return nil
  }

  /// The source that a name leads to through aliases.
  func original(of name: String) -> String {
    var name = name
    var seen: Set<String> = []
    while let alias = sources[name]?.alias, seen.insert(name).inserted { name = alias }
    return name
  }
}
