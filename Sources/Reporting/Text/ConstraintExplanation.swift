import ConstraintLayers
import PythonPackaging
import TextFiles

/// Who constrains one package, in which order, and what comes of it for which environment.
package struct ConstraintExplanation {
  private let set: EffectiveConstraints
  private let style: Style

  package init(_ set: EffectiveConstraints, style: Style) {
    self.set = set
    self.style = style
  }

  /// nil where no layer speaks of the package.
  package func render(_ name: String) -> String? {
    let canonical = PackageName.canonical(name)
    let lines = set.layers.enumerated().flatMap { index, layer in
      layer.lines.filter { $0.canonicalName == canonical }.map { (layer: index, line: $0) }
    }
    guard !lines.isEmpty else { return nil }
    let winners = set.constraints.filter { $0.line.canonicalName == canonical }
    var text = style.bold(canonical) + "\n  layers, highest first\n"
    for (layer, line) in lines {
      text += "    \(layerName(layer))  \(TerminalText.escaped(line.text(marker: line.marker)))  "
      text += style.dim(place(line.location)) + "  \(verdict(line, layer, winners, canonical))\n"
    }
    text += "  effective\n"
    if winners.isEmpty { text += "    nothing\n" }
    for winner in winners {
      text += "    \(TerminalText.escaped(winner.text))  \(style.dim("from \(layerName(winner.layer))"))\n"
    }
    return text
  }

  private func layerName(_ index: Int) -> String { TerminalText.escaped(set.layers[index].name) }

  private func place(_ location: Location) -> String {
    "\(TerminalText.escaped(location.file.displayPath)):\(location.line):\(location.column)"
  }

  /// What becomes of one line.
  private func verdict(
    _ line: ConstraintLine, _ layer: Int, _ winners: [EffectiveConstraint], _ name: String
  ) -> String {
    if let built = set.built.first(where: { $0.canonicalName == name }) {
      return "dropped: built from source `\(TerminalText.escaped(built.source))`"
    }
    let shadows = winners.filter { winner in
      winner.shadowed.contains { $0.layer == layer && $0.line.location == line.location }
    }
    let by = shadows.map { "`\(layerName($0.layer))`" }
    var unique: [String] = []
    for name in by where !unique.contains(name) { unique.append(name) }
    let names = unique.joined(separator: " and ")
    if let winner = winners.first(where: { $0.layer == layer && $0.line.location == line.location }) {
      if shadows.isEmpty { return "speaks" }
      return "speaks where \(winner.marker?.description ?? "nothing else does"), silent under \(names)"
    }
    if !shadows.isEmpty { return "silent under \(names)" }
    let isSpoken = winners.contains { $0.layer == layer }
    return isSpoken
      ? "silent: an earlier line of the layer speaks, or its marker does not hold" : "silent: its marker does not hold"
  }
}
