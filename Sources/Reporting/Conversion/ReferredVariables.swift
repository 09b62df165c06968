import SourceCatalogue

/// Variables that texts of a catalogue still refer to, with what they refer to in turn: without them a `default` would
/// come into its own.
struct ReferredVariables {
  /// By name; each as it is written, in YAML. Values that are neither text nor lists of texts are not among them.
  private(set) var all: [(name: String, yaml: String)] = []

  init(_ catalogue: Catalogue, _ resolver: VariableResolver) {
    var values: [String: String] = [:]
    var pending: [(name: String, viewpoint: Viewpoint)] = []
    func refer(_ text: String, _ level: Level) {
      guard Template.mayHoldTemplate(text) else { return }
      let viewpoint = Viewpoint(group: level.group, host: level.host, role: level.role)
      pending += Template(parsing: text).names.map { ($0, viewpoint) }
    }
    for value in Self.texts(of: catalogue) { refer(value.value, value.origin.level) }
    for text in Self.partlyKnown(catalogue) {
      let level = text.origin.level
      let viewpoint = Viewpoint(group: level.group, host: level.host, role: level.role)
      pending += Template(parsing: text.value).words.map { ($0, viewpoint) }
    }
    while let (name, viewpoint) = pending.popLast() {
      guard values[name] == nil, SourceNaming.match(name) == nil,
        let winner = resolver.table.choice(of: name, from: viewpoint)?.winner
      else { continue }
      if let text = winner.value.text {
        values[name] = YAMLScalar.quoted(text)
        refer(text, winner.level)
      } else if let entries = winner.value.list, entries.allSatisfy({ $0.text != nil }) {
        let texts = entries.compactMap(\.text)
        values[name] = "[" + texts.map(YAMLScalar.quoted).joined(separator: ", ") + "]"
        for text in texts { refer(text, winner.level) }
      }
    }
    all = values.map { ($0.key, $0.value) }.sorted { bytewise($0.name, $1.name) }
  }

  /// Entries whose extras are read from the variables in an expression that is not evaluated itself.
  private static func partlyKnown(_ catalogue: Catalogue) -> [Located<String>] {
    catalogue.venvs.values.flatMap(requirements).filter { $0.partialExtras != nil }.map(\.text)
  }

  private static func requirements(of venv: Venv) -> [Venv.Requirement] {
    let sets = Array(venv.optional.values) + Array(venv.proprietary.values)
    return ([venv.requirements, venv.user, venv.host] + sets).flatMap(\.self)
  }

  private static func texts(of catalogue: Catalogue) -> [Located<String>] {
    let whole = catalogue.sources.values.flatMap(texts) + catalogue.layers.flatMap(texts)
    return whole + catalogue.venvs.values.flatMap(texts) + (catalogue.series.map { [$0] } ?? [])
  }

  private static func texts(of source: Source) -> [Located<String>] {
    let single = [
      source.repository, source.reference?.map(\.value), source.track?.map { $0?.value ?? "" }, source.fragments,
      source.distribution, source.subdirectory, source.destination, source.path,
    ].compactMap { $0 }
    let archives = source.archives.flatMap { [$0.url] + ($0.sha256.map { [$0] } ?? []) }
    return single + source.mirrors + source.patches + source.extras + source.groups + archives
  }

  private static func texts(of layer: ConstraintLayerDefinition) -> [Located<String>] {
    let own: [Located<String>] =
      switch layer.content {
      case .file(let file): [Located(file.path, origin: layer.origin)]
      case .source(let name, let path): [Located(name + path, origin: layer.origin)]
      case .lines(let lines): lines
      case .url(let url): [url]
      }
    return own + texts(of: layer.adjustments)
  }

  private static func texts(of adjustments: ConstraintAdjustments) -> [Located<String>] {
    adjustments.remove + adjustments.replace + adjustments.relax
  }

  private static func texts(of venv: Venv) -> [Located<String>] {
    let packages =
      Array(venv.distroPackages.build.values) + Array(venv.distroPackages.runtime.values)
      + Array(venv.systemPackages.values)
    let single = [venv.tag, venv.python, venv.upperConstraints, venv.pipArguments].compactMap { $0 }
    let constraints = (venv.constraints + venv.developerConstraints).map(\.text)
    return requirements(of: venv).map(\.text) + packages.joined() + single + constraints + venv.groups
      + Array(venv.environment.values) + texts(of: venv.adjustments)
  }
}
