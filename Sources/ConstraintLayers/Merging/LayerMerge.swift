import Diagnostics
import PythonPackaging

/// Ordered layers to one effective set.
///
/// pip (since 20.3) and uv apply every constraint file at once: there is no precedence, and two pins of one name are an
/// error. So precedence is computed here, before any resolver runs.
package enum LayerMerge {
  /// - Parameters:
  ///   - layers: highest first.
  ///   - built: names that a source provides, by canonical name; no layer speaks for them.
  ///   - environment: nil for a set with markers that holds for every environment.
  ///   - known: without an environment, variables that have one value all the same.
  package static func merge(
    _ layers: [ConstraintLayer], built: [String: BuiltName] = [:], environment: MarkerEnvironment? = nil,
    known: [Marker.Variable: String] = [:]
  ) -> EffectiveConstraints {
    var result = EffectiveConstraints(layers: layers, environment: environment)
    result.diagnostics = layers.flatMap(\.diagnostics)
    let isPartial = environment == nil && !known.isEmpty
    if isPartial { result.known = known }
    let names = NameLines.all(isPartial ? specialised(layers, known, &result.inapplicable) : layers)
    var space = environment == nil ? MergeSpace.shared(by: names) : nil
    for name in names {
      if let source = built[name.canonicalName] {
        result.drop(name, for: source)
        continue
      }
      let merged = NameMerge(name, layers: layers, environment: environment, space: &space)
      result.constraints += merged.constraints
      result.inapplicable += merged.inapplicable
      result.diagnostics += merged.diagnostics
    }
    return result
  }

  private static func specialised(
    _ layers: [ConstraintLayer], _ known: [Marker.Variable: String], _ inapplicable: inout Int
  ) -> [ConstraintLayer] {
    var specialisation = MarkerSpecialisation(known)
    return layers.map { $0.specialised(&specialisation, inapplicable: &inapplicable) }
  }
}

extension EffectiveConstraints {
  fileprivate mutating func drop(_ name: NameLines, for built: BuiltName) {
    self.built.append(
      Built(
        source: built.source, distribution: built.distribution, canonicalName: name.canonicalName,
        dropped: name.entries.map(\.line), layers: name.entries.map(\.layer)))
    // Whoever pins what is built from source by hand means something that does not happen.
    for entry in name.entries where layers.indices.contains(entry.layer) && layers[entry.layer].name != "upper" {
      diagnostics.append(.constrainedSource(entry.line, source: built.source))
    }
  }
}
