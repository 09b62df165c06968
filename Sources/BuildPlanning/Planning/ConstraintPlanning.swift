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
  /// Of layers in sources, where they are at hand.
  private var texts = SourceTexts()
  private let memo = LayerMemo()

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
    let merged = LayerMerge.merge(layers, built: names.names, environment: planning.environment)
    let unread = layers.filter { !$0.isGiven }.compactMap { self.unread($0.name, of: planning.venv, fetch: fetch) }
    let given = unread.filter { !request.isOffline || !$0.isRemote }
    // What pip gets as a file is not left out.
    let findings =
      merged.diagnostics.filter { $0.code != .layerNotGiven }
      + unread.map { layer in
        given.contains(layer) ? .unreadLayer(layer) : .unreachableLayer(layer)
      }
    return (ConstraintSet(lines: merged.constraints.map(\.text), unread: given), findings)
  }

  private func stack(of venv: Venv?) -> LayerStack {
    LayerStack(catalogue, venv: venv, given: request.layers, texts: texts)
  }

  private func layers(of venv: Venv?) -> [ConstraintLayer] { stack(of: venv).read(catalogue, memo: memo) }

  // MARK: Layers in sources

  /// Sources whose repositories hold layers of the venv. A folder of this machine is not fetched.
  func sources(of venv: Venv) -> [String] {
    stack(of: venv).sourcePlaces.map(\.source).filter { name in
      catalogue.sources[catalogue.original(of: name)]?.kind != .path
    }
  }

  /// Takes the texts of layers out of sources that were fetched before.
  mutating func read(_ files: SourceFiles, of venvs: [Venv], fetch: [FetchStep]) {
    for place in ([stack(of: nil)] + venvs.map(stack)).flatMap(\.sourcePlaces) where texts[place] == nil {
      let original = catalogue.original(of: place.source)
      guard let step = fetch.first(where: { $0.name == original }) else { continue }
      texts[place] = files.text(of: place.path, in: step)
    }
  }

  // MARK: Layers that are not at hand

  private func unread(_ layer: String, of venv: Venv, fetch: [FetchStep]) -> ConstraintSet.Unread? {
    switch stack(of: venv).place(of: layer) {
    case .source(let name, let path):
      let original = catalogue.original(of: name)
      let digest = fetch.first { $0.name == original }?.digest ?? original
      return ConstraintSet.Unread(
        layer: layer, argument: [PlanPaths.sources, original, path].joined(separator: "/"),
        identity: digest + " " + path)
    case .url(let address):
      return ConstraintSet.Unread(
        layer: layer, argument: AddressRewrite.apply(request.rewrites, inside: address.value),
        identity: RepositoryURL.identity(of: address.value))
    case .file, .lines, nil: return nil
    }
  }

  // MARK: Building

  /// What constrains the tools that build: the layer `build` where there is one, else what every layer says of them.
  func buildConstraints(python: String?, on target: Target) -> [String] {
    let all = layers(of: nil).filter(\.isGiven)
    let own = all.filter { $0.name == Self.buildLayer }
    let merged = LayerMerge.merge(own.isEmpty ? all : own, environment: target.markerEnvironment(python: python))
    return merged.constraints.filter { !own.isEmpty || BuildTools.holds($0.line.canonicalName) }.map(\.text)
  }
}
