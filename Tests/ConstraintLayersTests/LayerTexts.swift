import TextFiles

@testable import ConstraintLayers

/// Layers from texts, highest first.
func layers(_ texts: [(name: String, text: String)]) -> [ConstraintLayer] {
  texts.map { name, text in
    let reader = ConstraintLayerReader { _, reference throws(ReadFailure) in
      TextFile(reference: reference, bytes: Array(text.utf8))
    }
    return reader.read(name, file: FileReference(root: 0, path: "\(name).txt"))
  }
}

extension EffectiveConstraints {
  /// Its lines, as pip would read them.
  var texts: [String] { constraints.map(\.text) }
}
