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

  func build(structured keys: [String]) -> [ConstraintLayerDefinition] {
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

  private func structured(_ key: String) -> ConstraintLayerDefinition? {
    guard let found = resolver.decide(key, from: Viewpoint()), case .value(let value) = found.outcome else {
      return nil
    }
    let name = String(key.dropFirst("layers.".count))
    func text(_ member: String) -> Located<String>? {
      guard let entry = value[member], case .text(let text) = resolver.resolve(entry, from: Viewpoint()) else {
        return nil
      }
      return Located(text, origin: found.origin.moved(to: entry.location))
    }
    let content: ConstraintLayerDefinition.Content
    if let file = text("file") {
      content = .file(found.origin.location.file.beside(file.value))
    } else if let source = text("source") {
      content = .source(name: source.value, path: text("path")?.value ?? "upper-constraints.txt")
    } else if let lines = value["lines"]?.list {
      content = .lines(
        lines.compactMap { line in
          line.text.map { Located($0, origin: found.origin.moved(to: line.location)) }
        })
    } else if let url = text("url") {
      content = .url(url)
    } else {
      return nil
    }
    return ConstraintLayerDefinition(
      name: name, content: content, origin: found.origin, adjustments: adjustments(value["adjust"], found.origin))
  }

  private func adjustments(_ value: VariableValue?, _ origin: Origin) -> ConstraintAdjustments {
    func texts(_ member: String) -> [Located<String>] {
      (value?[member]?.list ?? []).compactMap { entry in
        guard case .text(let text) = resolver.resolve(entry, from: Viewpoint()) else { return nil }
        return Located(text, origin: origin.moved(to: entry.location))
      }
    }
    var result = ConstraintAdjustments()
    result.remove = texts("remove")
    result.replace = texts("replace")
    result.relax = texts("relax")
    return result
  }
}
