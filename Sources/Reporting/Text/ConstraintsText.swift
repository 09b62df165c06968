import ConstraintLayers
import PythonPackaging
import TextFiles

/// Effective constraints as a constraint file for pip and uv, with each line's origin behind it.
package struct ConstraintsText {
  private let set: EffectiveConstraints
  private let venv: String?

  package init(_ set: EffectiveConstraints, venv: String?) {
    self.set = set
    self.venv = venv
  }

  package func render() -> String {
    var text =
      "# Effective constraints\(venv.map { " of venv \(Self.plain($0))" } ?? ""), made by osa-sources; do not edit.\n"
    text +=
      "# Layers, highest first: "
      + set.layers.map { Self.plain($0.name) + ($0.isGiven ? "" : " (not given)") }.joined(separator: ", ")
    text += "\n# For \(environment).\n"
    for built in set.built {
      text += "# \(built.canonicalName) is built from source \(Self.plain(built.source))\n"
    }
    for layer in set.layers {
      for removed in layer.removed {
        let line = removed.line
        text += "# \(line.canonicalName) is removed from \(Self.plain(layer.name)) \(Self.place(line.location))"
        text += " (\(Self.plain(line.text(marker: line.marker)))), as asked for at \(Self.place(removed.location))\n"
      }
    }
    for constraint in set.constraints { text += constraint.text + "  # " + origin(constraint) + "\n" }
    return text
  }

  private var environment: String {
    guard let environment = set.environment else {
      let known = Marker.Variable.allCases.compactMap { variable in
        set.known[variable].map { "\(variable.rawValue) \(Self.plain($0))" }
      }
      return known.isEmpty ? "every environment" : "every environment with \(known.joined(separator: ", "))"
    }
    return "Python \(environment.values[.pythonFullVersion] ?? "")"
  }

  private func origin(_ constraint: EffectiveConstraint) -> String {
    var winner = place(constraint.line, constraint.layer)
    if let relaxation = constraint.line.relaxation {
      winner += ", relaxed from \(Self.plain(relaxation.stated.requirement))"
      winner += " as asked for at \(Self.place(relaxation.location))"
    }
    if set.layers[constraint.layer].isReplacement { winner += ", a replacement" }
    let losers = constraint.shadowed.map { "\(place($0.line, $0.layer)) (\(Self.plain($0.line.requirement)))" }
    return losers.isEmpty ? winner : "\(winner), over \(losers.joined(separator: ", "))"
  }

  private func place(_ line: ConstraintLine, _ layer: Int) -> String {
    "\(Self.plain(set.layers[layer].name)) \(Self.place(line.location))"
  }

  private static func place(_ location: Location) -> String { "\(plain(location.file.path)):\(location.line)" }

  /// One line of text, whatever a file is called.
  private static func plain(_ text: String) -> String { TerminalText.escaped(URLText.redacted(text)) }
}
