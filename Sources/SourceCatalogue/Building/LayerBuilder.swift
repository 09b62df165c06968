import Diagnostics
import TextFiles

/// The constraint layers that a deployment declares, highest first: what the structured format names, the pins file,
/// and upper-constraints of the pinned requirements source.
struct LayerBuilder {
  /// The order of the usual names; others stand between `service` and `pins`, by name.
  private static let usual = ["user", "service", "pins", "upper"]

  let resolver: VariableResolver
  let pins: [FileReference]
  let sources: [String: Source]
  private(set) var diagnostics: [Diagnostic] = []

  init(resolver: VariableResolver, pins: [FileReference], sources: [String: Source]) {
    self.resolver = resolver
    self.pins = pins
    self.sources = sources
  }

  mutating func build(structured keys: [String]) -> [ConstraintLayerDefinition] {
    var layers: [String: ConstraintLayerDefinition] = [:]
    for file in pins {
      let origin = Origin(
        location: Location(file: file), variable: "global-requirement-pins.txt", level: Level(.playVars))
      layers["pins"] = ConstraintLayerDefinition(name: "pins", content: .file(file), origin: origin)
    }
    if let upper = upperConstraints() { layers["upper"] = upper }
    for key in keys.inByteOrder() {
      if let layer = structured(key) { layers[layer.name] = layer }
    }
    return layers.values.sorted { Self.rank($0.name) < Self.rank($1.name) }
  }

  private static func rank(_ name: String) -> Rank {
    Rank(place: usual.firstIndex(of: name).map { $0 < 2 ? $0 : $0 + 1 } ?? 2, name: name)
  }

  private struct Rank: Comparable {
    let place: Int
    let name: String

    static func < (a: Self, b: Self) -> Bool { a.place != b.place ? a.place < b.place : bytewise(a.name, b.name) }
  }

  private func upperConstraints() -> ConstraintLayerDefinition? {
    if let found = resolver.decide("requirements_git_url", from: Viewpoint()), case .text(let url) = found.outcome {
      return ConstraintLayerDefinition(
        name: "upper", content: .url(Located(url, origin: found.origin)), origin: found.origin)
    }
    guard let source = sources["requirements"], let origin = source.reference?.origin ?? source.repository?.origin
    else {
      return nil
    }
    return ConstraintLayerDefinition(
      name: "upper", content: .source(name: "requirements", path: "upper-constraints.txt"), origin: origin)
  }

  // MARK: The structured format

  private mutating func structured(_ key: String) -> ConstraintLayerDefinition? {
    guard let found = resolver.decide(key, from: Viewpoint()), case .value(let value) = found.outcome else {
      return nil
    }
    let before = diagnostics.count
    guard let content = content(value, found.origin) else { return nil }
    let adjustments = adjustments(value["adjust"], found.origin)
    return ConstraintLayerDefinition(
      name: String(key.dropFirst("layers.".utf8.count)), content: content, origin: found.origin,
      adjustments: adjustments, isUnresolved: diagnostics.count > before)
  }

  /// nil for a layer with nothing in it, which is a finding about its shape.
  private mutating func content(_ value: VariableValue, _ origin: Origin) -> ConstraintLayerDefinition.Content? {
    if let file = text("file", of: value, origin) { return .file(origin.location.file.beside(file.value)) }
    if let source = text("source", of: value, origin) {
      return .source(name: source.value, path: text("path", of: value, origin)?.value ?? "upper-constraints.txt")
    }
    if let lines = value["lines"] { return lines.list.map { .lines(texts($0, "lines", origin)) } }
    return text("url", of: value, origin).map { .url($0) }
  }

  private mutating func adjustments(_ value: VariableValue?, _ origin: Origin) -> ConstraintAdjustments {
    var result = ConstraintAdjustments()
    result.remove = texts(value?["remove"]?.list ?? [], "adjust.remove", origin)
    result.replace = texts(value?["replace"]?.list ?? [], "adjust.replace", origin)
    result.relax = texts(value?["relax"]?.list ?? [], "adjust.relax", origin)
    return result
  }

  private mutating func text(_ member: String, of layer: VariableValue, _ origin: Origin) -> Located<String>? {
    layer[member].flatMap { texts([$0], member, origin).first }
  }

  /// What cannot be resolved stays as written, with a finding.
  private mutating func texts(_ entries: [VariableValue], _ member: String, _ origin: Origin) -> [Located<String>] {
    let texts = StructuredTexts(resolver: resolver)
    return entries.compactMap { texts.read($0, of: origin, member: member, &diagnostics) }
  }
}
