import Diagnostics
import PythonPackaging
import SourceCatalogue

/// One venv on one target: what pip installs, in order, and what decides it.
struct VenvPlanning {
  let venv: Venv
  let target: Target
  let request: PlanRequest
  let catalogue: Catalogue
  let bareNames: BareNames

  /// The version of the venv's interpreter: what its name says, else the target's.
  var python: String? {
    let name = executable.split(separator: "/").last.map(String.init) ?? executable
    let version = name.hasPrefix("python") ? String(name.dropFirst("python".utf8.count)) : ""
    return Target.isPython(version) ? version : target.python
  }

  /// What markers are asked about; nil where nobody says which Python: constraints then hold for every one, with markers.
  var environment: MarkerEnvironment? {
    var environment = target.markerEnvironment(python: python)
    for (name, value) in venv.environment {
      if let variable = Marker.Variable(rawValue: name) { environment?.values[variable] = value.value }
    }
    return environment
  }

  /// Whether pip passes over an entry on the target, for certain: of a machine's kernel nothing is known here.
  private func isSkipped(_ marker: Marker?) -> Bool {
    guard let marker, var environment else { return false }
    for unknown in [Marker.Variable.platformRelease, .platformVersion] where environment.values[unknown] == "" {
      environment.values[unknown] = nil
    }
    return (try? marker.evaluate(in: environment)) == false
  }

  var executable: String { venv.python?.value ?? "python3" }

  /// The wheel that a source's requirement installs; nil for what pip takes from the index.
  func wheel(of key: String) -> Source? {
    let source = catalogue.sources[catalogue.original(of: key)]
    guard let source, source.kind != .index, source.enabled?.value != false else { return nil }
    return source
  }

  func requirements() -> [VenvStep.Requirement] {
    let lists = TargetLists(target)
    func entries(_ path: String, _ all: [Venv.Requirement], set: String? = nil) -> [VenvStep.Requirement] {
      lists.entries(all, empty: venv.emptyAlternatives(of: path)).map { requirement($0, set: set) }
    }
    var found = entries("install", venv.requirements)
    for set in optionalSets.names { found += entries("optional." + set, optionalSets.entries(of: set), set: set) }
    return found + entries("user", venv.user)
  }

  private var optionalSets: OptionalSets { OptionalSets(of: venv, request) }

  private func requirement(_ entry: Venv.Requirement, set: String?) -> VenvStep.Requirement {
    let source = (entry.source ?? bareNames.source(of: entry)).map(catalogue.original)
    func made(_ argument: String, isSkipped: Bool = false) -> VenvStep.Requirement {
      let source = isSkipped ? nil : source.flatMap { wheel(of: $0)?.name }
      let isPartial = entry.isUnresolved && source != nil
      let parts = entry.partialExtras?.unresolved ?? []
      return VenvStep.Requirement(
        argument: argument, source: source, set: set, isUnresolved: entry.isUnresolved,
        leftOut: isPartial ? parts.isEmpty ? [entry.text] : parts : [], origin: entry.text.origin)
    }
    guard let key = source, let source = catalogue.sources[key],
      let installation = catalogue.installation(of: entry, source: key)
    else { return made(entry.text.value) }
    var argument = installation.nameWithExtras
    if source.kind == .index, let reference = source.reference { argument += "==" + reference.value.value }
    if let marker = installation.marker { argument += "; \(marker)" }
    return made(argument, isSkipped: isSkipped(installation.marker))
  }

  /// What is left out since it cannot be resolved: of entries whose source is known, and of packages.
  func diagnostics(of requirements: [VenvStep.Requirement]) -> [Diagnostic] {
    let lists = TargetLists(target)
    var packages = [lists.runtimePackages(of: venv), lists.packages(venv.systemPackages)]
    if request.allWheels || requirements.contains(where: { $0.source != nil }) {
      packages.append(lists.packages(venv.distroPackages.build))
    }
    return requirements.filter { !$0.leftOut.isEmpty }.map { .partlyResolved($0, of: venv.name) }
      + optionalSets.undecided.map { .undecidedSet($0, of: venv, files: optionalSets.files(of: $0)) }
      + packages.flatMap(\.unresolved).map { .unresolvedPackage($0, of: venv.name) }
  }

  // MARK: Options of the deployer

  /// The words of the venv's options for pip, or why there are none: no shell could split the line, or it is not known.
  func pipArguments() -> (words: [String], diagnostics: [Diagnostic]) {
    guard let line = venv.pipArguments else { return ([], []) }
    let place = line.origin.location
    guard !Template.mayHoldTemplate(line.value) else {
      return ([], [.unreadablePipArguments(venv.name, because: "still holds a variable", at: place)])
    }
    do throws(ShellWords.Fault) {
      let words = try ShellWords.split(line.value)
      return request.isOffline ? reachable(words, at: place) : (words, [])
    } catch {
      return ([], [.unreadablePipArguments(venv.name, because: "has " + error.message, at: place)])
    }
  }

  // MARK: The step

  func step(
    _ requirements: [VenvStep.Requirement], wheels: [String: String], constraints: ConstraintSet,
    buildConstraints: [String], hosts: [String]?
  ) -> VenvStep {
    let lists = TargetLists(target)
    let systemPackages = lists.packages(venv.systemPackages)
    let environment = venv.environment.mapValues(\.value)
    let pipArguments = pipArguments().words
    let passing = BuildConstraintPassing(buildConstraints, python: python)
    return VenvStep(
      name: venv.name, role: venv.role, target: target, executable: executable, python: python,
      requirements: requirements, wheels: wheels, constraints: constraints, chosenSets: optionalSets.chosen,
      optionalSets: optionalSets.available,
      packages: lists.runtimePackages(of: venv), systemPackages: systemPackages, environment: environment,
      groups: venv.groups.map(\.value), hosts: hosts, pipArguments: pipArguments,
      arguments: arguments(pipArguments + passing.arguments, requirements, constraints),
      buildConstraints: buildConstraints, pipEnvironment: passing.environment,
      digest: digest(requirements, wheels, constraints, systemPackages, environment, buildConstraints, pipArguments))
  }

  private func arguments(
    _ first: [String], _ requirements: [VenvStep.Requirement], _ constraints: ConstraintSet
  ) -> [String] {
    var arguments = ["install"] + first + ["--find-links", PlanPaths.wheels]
    if request.allWheels || request.isOffline { arguments.append("--no-index") }
    return arguments + constraints.arguments + requirements.filter(\.isGiven).map(\.argument)
  }

  private func digest(
    _ requirements: [VenvStep.Requirement], _ wheels: [String: String], _ constraints: ConstraintSet,
    _ systemPackages: PackageNames, _ environment: [String: String], _ buildConstraints: [String],
    _ pipArguments: [String]
  ) -> String {
    var digest = Digest("venv/1")
    digest.fact("target", target.name)
    digest.fact("python", [executable, python ?? ""])
    for requirement in requirements {
      let wheel = requirement.source.flatMap { wheels[$0] }
      digest.fact(requirement.isGiven ? "requirement" : "unresolved", [requirement.argument, wheel ?? ""])
    }
    digest.constraints(constraints)
    if !buildConstraints.isEmpty { digest.fact("build_constraints", buildConstraints) }
    digest.fact("system_packages", systemPackages.names + systemPackages.unresolved.map(\.value))
    for name in environment.keys.inByteOrder() { digest.fact("environment", [name, environment[name] ?? ""]) }
    // A password decides nothing, and a digest is printed.
    if !pipArguments.isEmpty { digest.fact("pip_arguments", URLText.identity(ofOptions: pipArguments)) }
    return digest.value
  }
}

extension VenvStep.Requirement {
  /// Whether pip gets it: a source is known by its name even where its extras are not.
  package var isGiven: Bool { !isUnresolved || source != nil }
}

extension Digest {
  mutating func constraints(_ constraints: ConstraintSet) {
    fact("constraints", constraints.lines)
    for layer in constraints.unread { fact("unread", [layer.layer, layer.identity]) }
  }
}

/// Where whoever carries a plan out puts what pip's arguments name, below a folder of the venv's own.
package enum PlanPaths {
  package static let wheels = "wheels"
  package static let constraints = "constraints.txt"
  package static let buildConstraints = "build-constraints.txt"
  package static let sources = "sources"
}
