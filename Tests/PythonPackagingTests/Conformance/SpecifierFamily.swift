import Foundation
import TestSupport

@testable import PythonPackaging

/// `specifier.*` and `specifierset.*`: PEP 440 with the pre-release rules of `packaging` 26.
struct SpecifierFamily: ConformanceFamily {
  let kinds = ["specifier.*", "specifierset.*"]

  static let exceptions = ["specifierset.equal", "requirement.equal"].map { kind in
    ConformanceException(
      kind: kind, rule: "packaging compares sets in the order of their texts, which spelling changes", decision: 37
    ) { vector in
      func normal(_ key: String) -> [String]? {
        let text = vector.input[key] as? String ?? ""
        let set = kind == "specifierset.equal" ? SpecifierSet(text) : (try? Requirement(parsing: text))?.specifiers
        return set?.specifiers.map { "\($0.operator.rawValue)\($0.version?.description ?? $0.text)" }
      }
      guard vector.expect as? Bool == false, let left = normal("left"), let right = normal("right") else {
        return false
      }
      return left != right && left.sorted() == right.sorted()
    }
  }

  func mismatch(_ vector: Vector) -> String? {
    let isSet = vector.kind.hasPrefix("specifierset.")
    switch vector.kind.split(separator: ".").last {
    case "parse": return isSet ? parseSet(vector) : parse(vector)
    case "contains": return contains(vector, isSet)
    case "filter": return filter(vector, isSet)
    case "equal": return equal(vector, isSet)
    case "and": return and(vector)
    case "is_unsatisfiable":
      guard let set = SpecifierSet(text(vector, "spec")) else { return "no specifiers" }
      return check(set.isUnsatisfiable(prereleases: flag(vector, "spec_prereleases")), vector)
    default: return relation(vector)
    }
  }

  private func text(_ vector: Vector, _ name: String) -> String { vector.input[name] as? String ?? "" }
  private func flag(_ vector: Vector, _ name: String) -> Bool? { vector.input[name] as? Bool }

  /// What the call says, then what the specifier was made with.
  private func prereleases(_ vector: Vector) -> Bool? {
    flag(vector, "prereleases") ?? flag(vector, "spec_prereleases")
  }

  private func check(_ mine: Any, _ vector: Vector) -> String? {
    Comparison.same(mine, vector.expect) ? nil : "\(mine), not \(vector.expect)"
  }

  // MARK: Parsing

  private func parse(_ vector: Vector) -> String? {
    let specifier = Specifier(text(vector, "specifier"))
    var mine: [String: Any] = ["valid": specifier != nil]
    if let specifier {
      mine["str"] = specifier.description
      mine["operator"] = specifier.operator.rawValue
      mine["version"] = specifier.versionText
    }
    return Comparison.difference(mine, vector.expect, besides: ["error", "message"])
  }

  private func parseSet(_ vector: Vector) -> String? {
    let set = SpecifierSet(text(vector, "specifiers"))
    var mine: [String: Any] = ["valid": set != nil]
    if let set {
      mine["str"] = set.description
      mine["specifiers"] = set.specifiers.map { [$0.operator.rawValue, $0.versionText] }
    }
    return Comparison.difference(mine, vector.expect, besides: ["error", "message"])
  }

  // MARK: Matching

  private func candidate(_ item: Any?) -> VersionCandidate? {
    if let text = item as? String { return VersionCandidate(text) }
    return ((item as? [String: Any])?["version"] as? String).flatMap { Version($0) }.map { VersionCandidate($0) }
  }

  private func contains(_ vector: Vector, _ isSet: Bool) -> String? {
    guard let candidate = candidate(vector.input["item"]) else { return "no candidate" }
    if isSet {
      guard let set = SpecifierSet(text(vector, "spec")) else { return "no specifiers" }
      return check(
        set.contains(
          candidate, prereleases: prereleases(vector), isInstalled: flag(vector, "installed") ?? false), vector)
    }
    guard let specifier = Specifier(text(vector, "spec")) else { return "no specifier" }
    return check(specifier.contains(candidate, prereleases: prereleases(vector)), vector)
  }

  private func filter(_ vector: Vector, _ isSet: Bool) -> String? {
    let items = vector.input["items"] as? [Any] ?? []
    let candidates = items.compactMap(candidate)
    let found: [VersionCandidate]
    if isSet {
      guard let set = SpecifierSet(text(vector, "spec")) else { return "no specifiers" }
      found = set.filter(candidates, prereleases: prereleases(vector))
    } else {
      guard let specifier = Specifier(text(vector, "spec")) else { return "no specifier" }
      found = specifier.filter(candidates, prereleases: prereleases(vector))
    }
    let wanted = (vector.expect as? [Any] ?? []).compactMap(candidate)
    return found.map(\.text) == wanted.map(\.text) ? nil : "\(found.map(\.text)), not \(wanted.map(\.text))"
  }

  // MARK: Sets

  private func equal(_ vector: Vector, _ isSet: Bool) -> String? {
    if isSet {
      guard let left = SpecifierSet(text(vector, "left")), let right = SpecifierSet(text(vector, "right")) else {
        return "no specifiers"
      }
      if left == right && left.hashValue != right.hashValue { return "equal, but of different hashes" }
      return check(left == right, vector)
    }
    guard let left = Specifier(text(vector, "left")), let right = Specifier(text(vector, "right")) else {
      return "no specifier"
    }
    if left == right && left.hashValue != right.hashValue { return "equal, but of different hashes" }
    return check(left == right, vector)
  }

  /// Whether the two sets were made with pre-release rules that do not go together.
  private func conflicts(_ vector: Vector, unsetDiffers: Bool) -> Bool {
    let left = flag(vector, "left_prereleases")
    let right = flag(vector, "right_prereleases")
    return left != right && (unsetDiffers || (left != nil && right != nil))
  }

  private var error: [String: Any] { ["error": "ValueError"] }

  private func and(_ vector: Vector) -> String? {
    guard let left = SpecifierSet(text(vector, "left")), let right = SpecifierSet(text(vector, "right")) else {
      return "no specifiers"
    }
    if conflicts(vector, unsetDiffers: false) { return check(error, vector) }
    return check(left.intersection(right).description, vector)
  }

  private func relation(_ vector: Vector) -> String? {
    guard let left = SpecifierSet(text(vector, "left")), let right = SpecifierSet(text(vector, "right")) else {
      return "no specifiers"
    }
    if conflicts(vector, unsetDiffers: true) { return check(error, vector) }
    let prereleases = flag(vector, "left_prereleases")
    do throws(SpecifierSet.RelationFault) {
      switch vector.kind {
      case "specifierset.is_subset": return check(try left.isSubset(of: right, prereleases: prereleases), vector)
      case "specifierset.is_superset": return check(try right.isSubset(of: left, prereleases: prereleases), vector)
      case "specifierset.is_disjoint": return check(try left.isDisjoint(from: right, prereleases: prereleases), vector)
      default: return "unknown kind"
      }
    } catch {
      return check(self.error, vector)
    }
  }
}

extension Specifier {
  /// What stands behind the operator.
  var versionText: String { text }
}
