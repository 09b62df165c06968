import Diagnostics
import PythonPackaging
import TextFiles

/// A change of one name in a stack of layers; it is a finding where no layer constrains the name.
package enum Adjustment: Sendable {
  /// No layer speaks for the name.
  case remove(String)
  /// The line speaks instead of every layer, where its marker holds.
  case replace(ConstraintLine)
  /// Only lower bounds are kept: `==1.2` becomes `>=1.2`.
  case relax(String)

  /// - Returns: the layers, and what matched nothing.
  static func apply(_ adjustments: [Adjustment], to layers: inout [ConstraintLayer]) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    var replaced = ConstraintLayer(name: "replaced")
    for adjustment in adjustments {
      switch adjustment {
      case .remove(let name):
        let found = change(name, &layers) { _ in nil }
        if !found { diagnostics.append(.unmatchedAdjustment("remove", name, at: Location(file: .caller))) }
      case .relax(let name):
        let found = change(name, &layers) { $0.relaxed }
        if !found { diagnostics.append(.unmatchedAdjustment("relax", name, at: Location(file: .caller))) }
      case .replace(let line):
        let found = layers.contains { $0.lines.contains { $0.canonicalName == line.canonicalName } }
        if found { replaced.lines.append(line) }
        if !found { diagnostics.append(.unmatchedAdjustment("replace", line.name, at: line.location)) }
      }
    }
    if !replaced.lines.isEmpty { layers.insert(replaced, at: 0) }
    return diagnostics
  }

  /// Whether a line was there to be changed.
  private static func change(
    _ name: String, _ layers: inout [ConstraintLayer], _ transform: (ConstraintLine) -> ConstraintLine?
  ) -> Bool {
    let canonical = PackageName.canonical(name)
    var found = false
    for index in layers.indices where layers[index].lines.contains(where: { $0.canonicalName == canonical }) {
      found = true
      layers[index].lines = layers[index].lines.compactMap { $0.canonicalName == canonical ? transform($0) : $0 }
    }
    return found
  }
}

extension ConstraintLine {
  /// Lower bounds alone; the hashes of one version say nothing about the next. An address stays what it is.
  fileprivate var relaxed: ConstraintLine {
    guard url == nil else { return self }
    let bounds = specifiers.specifiers.compactMap { specifier -> Specifier? in
      switch specifier.operator {
      case .greaterOrEqual, .greater: return specifier
      case .equal, .arbitrary, .compatible:
        // `>=` takes neither a wildcard nor a local version.
        guard let version = specifier.version else { return nil }
        return Specifier(">=\(version.public)")
      case .less, .lessOrEqual, .notEqual: return nil
      }
    }
    return ConstraintLine(Requirement(name: name, specifiers: SpecifierSet(bounds), marker: marker), at: location)
  }
}
