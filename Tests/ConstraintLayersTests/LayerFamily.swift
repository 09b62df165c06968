import Diagnostics
import Foundation
import PythonPackaging
import TestSupport
import TextFiles

@testable import ConstraintLayers

/// `constraints.effective`: what layers come to in one environment, what they shadow, and where pip would fail.
struct LayerFamily: ConformanceFamily {
  let kinds = ["constraints.effective"]

  func mismatch(_ vector: Vector) -> String? {
    guard let expect = vector.expect as? [String: Any] else { return "no expectation" }
    let layers = (vector.input["layers"] as? [[String: Any]] ?? []).map(Self.layer)
    let environment = Self.environment(vector.environment ?? [:])
    let found = LayerMerge.merge(layers, environment: environment)
    return effective(found, expect) ?? shadowed(found, expect) ?? duplicates(found, expect) ?? errors(found, expect)
      ?? (found.inapplicable == expect["inapplicable"] as? Int ? nil : "\(found.inapplicable) lines do not apply")
      ?? pip(layers, environment, expect) ?? universal(layers, environment, expect)
  }

  // MARK: Input

  private static func layer(_ object: [String: Any]) -> ConstraintLayer {
    let files = (object["files"] as? [String: Any] ?? [:]).compactMapValues(Vector.bytes)
    let reader = ConstraintLayerReader { path, reference throws(ReadFailure) in
      guard let bytes = files[path] else { throw .notFound }
      return TextFile(reference: reference, bytes: bytes)
    }
    let root = FileReference(root: 0, path: object["root"] as? String ?? "")
    return reader.read(object["name"] as? String ?? "", file: root)
  }

  private static func environment(_ object: [String: Any]) -> MarkerEnvironment {
    var environment = MarkerEnvironment([:])
    for (name, value) in object {
      if let variable = Marker.Variable(rawValue: name) { environment.values[variable] = value as? String }
    }
    return environment
  }

  // MARK: Expectation

  private func effective(_ found: EffectiveConstraints, _ expect: [String: Any]) -> String? {
    let wanted = expect["effective"] as? [String: [String: Any]] ?? [:]
    let mine = Dictionary(found.constraints.map { ($0.line.canonicalName, $0) }, uniquingKeysWith: { $1 })
    guard mine.count == found.constraints.count else { return "a name twice" }
    guard Set(mine.keys) == Set(wanted.keys) else {
      return "names differ: \(Set(mine.keys).symmetricDifference(wanted.keys).sorted())"
    }
    for (name, constraint) in mine {
      let object = wanted[name] ?? [:]
      let line = constraint.line
      let same =
        line.specifiers.description == object["specifier"] as? String && line.url == object["url"] as? String
        && found.layers[constraint.layer].name == object["layer"] as? String
        && line.location.file.path == object["file"] as? String && Int(line.location.line) == object["line"] as? Int
      if !same { return "\(name): \(line.requirement) of line \(line.location.line), not \(object)" }
    }
    return nil
  }

  private func shadowed(_ found: EffectiveConstraints, _ expect: [String: Any]) -> String? {
    var mine: [String] = []
    for constraint in found.constraints {
      for shadowed in constraint.shadowed {
        mine.append(
          Self.key(
            constraint.line.canonicalName, found.layers[shadowed.layer].name, Int(shadowed.line.location.line),
            found.layers[constraint.layer].name, constraint.conflicts(with: shadowed)))
      }
    }
    let wanted = (expect["shadowed"] as? [[String: Any]] ?? []).map { object in
      Self.key(
        object["name"] as? String ?? "", object["layer"] as? String ?? "", object["line"] as? Int ?? 0,
        object["by"] as? String ?? "", object["pip_would_fail"] as? Bool ?? false)
    }
    let difference = Set(mine).symmetricDifference(wanted)
    return difference.isEmpty && mine.count == wanted.count ? nil : "shadowed differ: \(difference.sorted())"
  }

  private static func key(_ name: String, _ layer: String, _ line: Int, _ by: String, _ fails: Bool) -> String {
    "\(name) \(layer):\(line) by \(by)" + (fails ? " fails" : "")
  }

  private func duplicates(_ found: EffectiveConstraints, _ expect: [String: Any]) -> String? {
    let wanted = expect["duplicates"] as? [[String: Any]] ?? []
    let places = wanted.flatMap { object in
      (object["entries"] as? [[Any]] ?? []).dropFirst().map { "\($0[0]):\($0[1])" }
    }
    let mine = found.diagnostics.filter { $0.code == .doubleConstraint }
    let minePlaces = mine.compactMap { $0.location.map { "\($0.file.path):\($0.line)" } }
    guard minePlaces.sorted() == places.sorted() else { return "duplicates at \(minePlaces.sorted()), not \(places)" }
    let firsts = Set(wanted.compactMap { ($0["entries"] as? [[Any]])?.first.map { "\($0[0]):\($0[1])" } })
    let mineFirsts = Set(mine.compactMap { $0.related.first.map { "\($0.location.file.path):\($0.location.line)" } })
    if firsts != mineFirsts { return "first lines at \(mineFirsts), not \(firsts)" }
    let identical = wanted.filter { $0["identical"] as? Bool == true }.count
    // One name may be there several times, some alike: all alike counts as identical.
    let byName = Dictionary(grouping: mine) { $0.related.first?.location }
    let mineIdentical = byName.values.filter { group in group.allSatisfy { $0.severity == .note } }.count
    return mineIdentical >= identical ? nil : "\(mineIdentical) identical, not \(identical)"
  }

  private func errors(_ found: EffectiveConstraints, _ expect: [String: Any]) -> String? {
    let wanted = (expect["errors"] as? [[String: Any]] ?? []).map { "\($0["file"] ?? ""):\($0["line"] ?? 0)" }
    let invalid = found.diagnostics.filter { $0.code == .invalidConstraint }
    let lines = invalid.filter { !$0.message.contains("editable") }
    let mine = lines.compactMap { $0.location.map { "\($0.file.path):\($0.line)" } }
    guard mine == wanted else { return "errors at \(mine), not \(wanted)" }
    let files = (expect["file_errors"] as? [Any] ?? []).count
    return invalid.count - lines.count == files ? nil : "\(invalid.count - lines.count) files refused, not \(files)"
  }

  /// What pip makes of all lines at once, which is what the layers are merged to avoid.
  private func pip(
    _ layers: [ConstraintLayer], _ environment: MarkerEnvironment, _ expect: [String: Any]
  ) -> String? {
    guard let wanted = expect["pip"] as? [String: Any], wanted["error"] == nil else { return nil }
    var specifiers: [String: SpecifierSet] = [:]
    for line in layers.flatMap(\.lines) where (try? line.marker?.evaluate(in: environment)) ?? true {
      specifiers[line.canonicalName] = (specifiers[line.canonicalName] ?? .any).intersection(line.specifiers)
    }
    for (name, value) in wanted {
      guard let object = value as? [String: Any], let unsatisfiable = object["unsatisfiable"] as? Bool else { continue }
      guard specifiers[name]?.isUnsatisfiable() == unsatisfiable else { return "pip on \(name): \(object)" }
    }
    return nil
  }

  // MARK: The universal set

  /// Evaluated in the environment, the set for all environments says the same, and its markers exclude each other.
  private func universal(
    _ layers: [ConstraintLayer], _ environment: MarkerEnvironment, _ expect: [String: Any]
  ) -> String? {
    let found = LayerMerge.merge(layers)
    if found.diagnostics.contains(where: { $0.code == .tooManyMarkers }) { return "too many markers" }
    let speaking = found.constraints.filter { (try? $0.marker?.evaluate(in: environment)) ?? true }
    var universal = found
    universal.constraints = speaking
    return effective(universal, expect).map { "universal: " + $0 }
  }
}
