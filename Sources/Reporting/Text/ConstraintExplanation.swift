import ConstraintLayers
import PythonPackaging
import TextFiles

/// Who constrains one package, in which order; and for each environment who speaks first, which lines fall silent under
/// it, and why.
package struct ConstraintExplanation {
  private let set: EffectiveConstraints
  private let style: Style

  package init(_ set: EffectiveConstraints, style: Style) {
    self.set = set
    self.style = style
  }

  /// nil where no layer speaks, or spoke, of the package.
  package func render(_ name: String) -> String? {
    let canonical = PackageName.canonical(name)
    let subject = ExplainedPackage(set, canonical)
    guard !subject.isUnknown else { return nil }
    return style.bold(canonical) + "\n" + stated(subject) + removed(subject) + answer(subject)
  }

  // MARK: Layers

  private func stated(_ subject: ExplainedPackage) -> String {
    var text = "  layers, highest first\n"
    for (index, layer) in set.layers.enumerated() {
      let name = "    " + layerName(index)
      if !layer.isGiven { text += "\(name)  not at hand: what it says is unknown\n" }
      for line in subject.lines where line.layer == index {
        text += "\(name)  \(whole(line.line))  \(style.dim(place(line.line.location)))\(change(line))\n"
      }
    }
    return text
  }

  private func change(_ line: ExplainedPackage.Line) -> String {
    if let relaxation = line.line.relaxation {
      return "  relaxed from \(whole(relaxation.stated)), as \(asked(relaxation.location))"
    }
    return set.layers[line.layer].isReplacement
      ? "  replaces what the layers below say, as \(asked(line.line.location))" : ""
  }

  private func removed(_ subject: ExplainedPackage) -> String {
    guard !subject.removed.isEmpty else { return "" }
    let lines = subject.removed.map { found in
      let line = found.removed.line
      return "    \(layerName(found.layer))  \(whole(line))  \(style.dim(place(line.location)))"
        + "  as \(asked(found.removed.location))\n"
    }
    return "  removed, so that they speak nowhere\n" + lines.joined()
  }

  private func asked(_ location: Location) -> String {
    location.file == .caller ? "asked for" : "asked for at \(place(location))"
  }

  // MARK: Environments

  private func answer(_ subject: ExplainedPackage) -> String {
    if let built = subject.built {
      let made = built.distribution.map { $0 == subject.name ? "" : ", which makes `\($0)`" } ?? ""
      let source = TerminalText.escaped(built.source)
      return "  everywhere\n    no layer counts: `\(subject.name)` is built from source `\(source)`\(made)\n"
    }
    var text = ""
    for winner in subject.winners {
      text += "  \(environment(winner.marker))\n"
      text += "    \(requirement(winner.line)) speaks first: \(origin(winner.line, winner.layer))\n"
      for line in subject.silent(under: winner) {
        text += "    \(requirement(line.line)) is silent: \(reason(line, winner, subject)); "
        text += origin(line.line, line.layer) + "\n"
      }
    }
    switch subject.free {
    case .never: break
    case .always: text += "  \(environment(nil))\n    nothing constrains `\(subject.name)`\n"
    case .marker(let marker): text += "  \(environment(marker))\n    nothing constrains `\(subject.name)`\n"
    }
    for line in subject.lines where !subject.counts(line) {
      text += "  nowhere\n    \(whole(line.line)) counts: \(nowhere(line)); \(origin(line.line, line.layer))\n"
    }
    return text
  }

  private func environment(_ marker: Marker?) -> String {
    if let marker { return "where \(marker)" }
    guard let environment = set.environment else {
      let known = Marker.Variable.allCases.compactMap { variable in
        set.known[variable].map { "\(variable.rawValue) \(TerminalText.escaped($0))" }
      }
      return known.isEmpty ? "everywhere" : "everywhere with \(known.joined(separator: ", "))"
    }
    return "for Python \(TerminalText.escaped(environment.values[.pythonFullVersion] ?? ""))"
  }

  private func reason(
    _ line: ExplainedPackage.Line, _ winner: EffectiveConstraint, _ subject: ExplainedPackage
  ) -> String {
    var text: String
    if line.layer == winner.layer {
      text = "line \(winner.line.location.line) of layer `\(layerName(winner.layer))` comes before it"
    } else if set.layers[winner.layer].isReplacement {
      text = "it is replaced"
    } else {
      text = "layer `\(layerName(winner.layer))` is above `\(layerName(line.layer))`"
    }
    if winner.line.conflicts(with: line.line) { text += ", and pip finds no version for both" }
    return text
  }

  private func nowhere(_ line: ExplainedPackage.Line) -> String {
    set.environment == nil ? "no environment fits its marker" : "its marker does not hold"
  }

  // MARK: Words

  private func layerName(_ index: Int) -> String { TerminalText.escaped(set.layers[index].name) }

  private func whole(_ line: ConstraintLine) -> String {
    TerminalText.escaped(URLText.redacted(line.text(marker: line.marker)))
  }

  private func requirement(_ line: ConstraintLine) -> String {
    TerminalText.escaped(URLText.redacted(line.requirement))
  }

  private func origin(_ line: ConstraintLine, _ layer: Int) -> String {
    "layer `\(layerName(layer))`, \(style.dim(place(line.location)))"
  }

  private func place(_ location: Location) -> String {
    "\(TerminalText.escaped(location.file.displayPath)):\(location.line):\(location.column)"
  }
}
