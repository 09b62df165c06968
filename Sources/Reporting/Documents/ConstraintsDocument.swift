import ConstraintLayers
import Diagnostics
import JSONText
import PythonPackaging
import TextFiles

/// Effective constraints as JSON (docs/reference/schema/constraints.schema.json).
package struct ConstraintsDocument {
  private let set: EffectiveConstraints
  private let venv: String?
  /// Canonical names; nil for all.
  private let selected: Set<String>?

  package init(_ set: EffectiveConstraints, venv: String?, selected: Set<String>? = nil) {
    self.set = set
    self.venv = venv
    self.selected = selected
  }

  package func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("format", 1)
    writer.member("venv", venv, orNull: true)
    environment(to: &writer)
    writer.array("layers", set.layers) { writer, layer in
      writer.beginObject()
      writer.member("name", layer.name)
      writer.member("given", layer.isGiven)
      writer.member("constraints", layer.lines.count)
      writer.array("files", layer.files) { writer, file in
        writer.beginObject()
        writer.member("root", file.reference.root)
        writer.member("file", file.reference.path)
        writer.endObject()
      }
      writer.endObject()
    }
    writer.array("constraints", set.constraints.filter { isSelected($0.line.canonicalName) }) { $0.object($1, in: set) }
    writer.array("built", set.built.filter { isSelected($0.canonicalName) }) { $0.object($1, in: set) }
    let removed = set.layers.flatMap { layer in layer.removed.map { (layer.name, $0) } }
    writer.array("removed", removed.filter { isSelected($0.1.line.canonicalName) }) { $0.removed($1.1, from: $1.0) }
    writer.member("inapplicable", set.inapplicable)
    writer.diagnostics(set.diagnostics)
    writer.endObject()
  }

  private func isSelected(_ name: String) -> Bool { selected?.contains(name) ?? true }

  private func environment(to writer: inout JSONWriter) {
    writer.key("environment")
    guard let values = set.environment?.values ?? (set.known.isEmpty ? nil : set.known) else { return writer.null() }
    writer.beginObject()
    for variable in Marker.Variable.allCases {
      if let value = values[variable] { writer.member(variable.rawValue, value) }
    }
    writer.endObject()
  }
}

extension JSONWriter {
  fileprivate mutating func object(_ constraint: EffectiveConstraint, in set: EffectiveConstraints) {
    beginObject()
    member("name", constraint.line.canonicalName)
    member("constraint", constraint.text)
    line(constraint.line, layer: set.layers[constraint.layer].name)
    member("marker", constraint.marker?.description, orNull: true)
    if !constraint.line.hashes.isEmpty {
      strings("hashes", constraint.line.hashes.map { "\($0.algorithm):\($0.digest)" })
    }
    adjusted(constraint, in: set)
    array("shadowed", constraint.shadowed) { writer, shadowed in
      writer.beginObject()
      writer.line(shadowed.line, layer: set.layers[shadowed.layer].name)
      writer.member("marker", shadowed.line.marker?.description, orNull: true)
      writer.member("whole", shadowed.isWhole)
      writer.member("conflicts", constraint.conflicts(with: shadowed))
      writer.endObject()
    }
    endObject()
  }

  /// What is changed of a layer's own line, and where that is asked for; nothing where it stands as stated.
  private mutating func adjusted(_ constraint: EffectiveConstraint, in set: EffectiveConstraints) {
    if let relaxation = constraint.line.relaxation {
      let stated = relaxation.stated
      object("adjusted") { writer in
        writer.member("change", "relaxed")
        writer.member("stated", URLText.redacted(stated.text(marker: stated.marker)))
        writer.position(relaxation.location)
      }
    } else if set.layers[constraint.layer].isReplacement {
      object("adjusted") { writer in
        writer.member("change", "replaced")
        writer.position(constraint.line.location)
      }
    }
  }

  fileprivate mutating func removed(_ removed: ConstraintLayer.Removed, from layer: String) {
    beginObject()
    member("name", removed.line.canonicalName)
    line(removed.line, layer: layer)
    member("marker", removed.line.marker?.description, orNull: true)
    object("asked") { $0.position(removed.location) }
    endObject()
  }

  fileprivate mutating func object(_ built: EffectiveConstraints.Built, in set: EffectiveConstraints) {
    beginObject()
    member("name", built.canonicalName)
    member("source", built.source)
    member("distribution", built.distribution, orNull: true)
    array("dropped", zip(built.dropped, built.layers)) { writer, dropped in
      writer.beginObject()
      writer.line(dropped.0, layer: set.layers[dropped.1].name)
      writer.member("marker", dropped.0.marker?.description, orNull: true)
      writer.endObject()
    }
    endObject()
  }

  /// What a line says by itself, and where it stands.
  private mutating func line(_ line: ConstraintLine, layer: String) {
    member("requirement", URLText.redacted(line.requirement))
    member("specifier", line.specifiers.description)
    member("url", line.url.map { URLText.redacted($0) }, orNull: true)
    member("layer", layer)
    position(line.location)
  }
}
