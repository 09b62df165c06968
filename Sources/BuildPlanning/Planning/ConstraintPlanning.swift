import ConstraintLayers
import Diagnostics
import PythonPackaging
import SourceCatalogue

/// Constraint layers to what a step is given.
struct ConstraintPlanning {
  /// Counts for building alone.
  static let buildLayer = "build"

  private let catalogue: Catalogue
  private let request: PlanRequest

  init(_ catalogue: Catalogue, _ request: PlanRequest) {
    self.catalogue = catalogue
    self.request = request
  }

  // MARK: Venvs

  /// The effective set of a venv for the machines and the Python that it is made with.
  func constraints(
    of planning: VenvPlanning, built: [String], fetch: [FetchStep]
  ) -> (set: ConstraintSet, diagnostics: [Diagnostic]) {
    let layers = layers(of: planning.venv).filter { $0.name != Self.buildLayer }
    var names = BuiltNames()
    for key in built { names.add(source: key, asked: nil, in: catalogue) }
    let entries = [planning.venv.requirements, planning.venv.user] + planning.venv.optional.values
    names.add(entries.joined().filter { $0.source.map(built.contains) ?? false }, in: catalogue)
    let merged = LayerMerge.merge(layers, built: names.names, environment: environment(of: planning))
    let unread = layers.filter { !$0.isGiven }.compactMap { self.unread($0.name, of: planning.venv, fetch: fetch) }
    // What pip gets as a file is not left out.
    let findings = merged.diagnostics.filter { $0.code != .layerNotGiven } + unread.map(Diagnostic.unreadLayer)
    return (ConstraintSet(lines: merged.constraints.map(\.text), unread: unread), findings)
  }

  private func layers(of venv: Venv?) -> [ConstraintLayer] {
    LayerStack(catalogue, venv: venv, given: request.layers).read(catalogue)
  }

  /// nil where nobody says which Python: the set then holds for every one, with markers.
  private func environment(of planning: VenvPlanning) -> MarkerEnvironment? {
    var environment = environment(planning.python, planning.target)
    for (name, value) in planning.venv.environment {
      if let variable = Marker.Variable(rawValue: name) { environment?.values[variable] = value.value }
    }
    return environment
  }

  private func environment(_ python: String?, _ target: Target) -> MarkerEnvironment? {
    var environment = python.flatMap { MarkerEnvironment(python: $0) }
    environment?.values[.platformMachine] = target.architecture
    return environment
  }

  // MARK: Layers that are not at hand

  private enum Place {
    case source(name: String, path: String)
    case address(String)
  }

  /// Sources whose repositories hold layers of the venv that the plan could not read.
  func sources(of venv: Venv) -> [String] {
    layers(of: venv).filter { !$0.isGiven }.compactMap { layer in
      if case .source(let name, _) = place(of: layer.name, venv) { name } else { nil }
    }
  }

  private func unread(_ layer: String, of venv: Venv, fetch: [FetchStep]) -> ConstraintSet.Unread? {
    switch place(of: layer, venv) {
    case .source(let name, let path):
      let original = catalogue.original(of: name)
      let digest = fetch.first { $0.name == original }?.digest ?? original
      return ConstraintSet.Unread(
        layer: layer, argument: [PlanPaths.sources, original, path].joined(separator: "/"),
        identity: digest + " " + path)
    case .address(let address):
      return ConstraintSet.Unread(layer: layer, argument: address, identity: RepositoryURL.identity(of: address))
    case nil: return nil
    }
  }

  /// The venv's own `--constraint ADDRESS` is its upper layer. The address of the pinned requirements commit is the same
  /// file as in that source, which can be fetched, mirrored and verified.
  private func place(of layer: String, _ venv: Venv) -> Place? {
    let declared = catalogue.layers.first { $0.name == layer }?.content
    if layer == "upper", let address = Self.address(of: venv) {
      if case .source(let name, let path)? = declared,
        let commit = catalogue.sources[name]?.reference?.value, commit.kind == .commit,
        address.hasSuffix("/constraints/upper/" + commit.value)
      {
        return .source(name: name, path: path)
      }
      return .address(address)
    }
    switch declared {
    case .source(let name, let path): return .source(name: name, path: path)
    case .url(let url): return .address(url.value)
    case .file, .lines, nil: return nil
    }
  }

  private static func address(of venv: Venv) -> String? {
    guard let option = venv.constraints.last(where: { $0.kind == .file })?.text.value else { return nil }
    let words = option.split(whereSeparator: { $0 == " " || $0 == "=" || $0 == "\t" }).map(String.init)
    guard words.count >= 2, let start = option.firstIndex(where: { $0 == " " || $0 == "=" || $0 == "\t" }) else {
      return nil
    }
    return String(option[start...].drop { $0 == " " || $0 == "=" || $0 == "\t" })
  }

  // MARK: Building

  /// What constrains the tools that build: the layer `build` where there is one, else what every layer says of them.
  func buildConstraints(python: String?, on target: Target) -> [String] {
    let all = layers(of: nil).filter(\.isGiven)
    let own = all.filter { $0.name == Self.buildLayer }
    let merged = LayerMerge.merge(own.isEmpty ? all : own, environment: environment(python, target))
    return merged.constraints.filter { !own.isEmpty || BuildTools.holds($0.line.canonicalName) }.map(\.text)
  }
}
