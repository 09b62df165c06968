import Foundation
import TestSupport

@testable import PythonPackaging

/// `version.*`: PEP 440.
struct VersionFamily: ConformanceFamily {
  let kinds = ["version.*"]

  func mismatch(_ vector: Vector) -> String? {
    let text = vector.input["version"] as? String ?? ""
    switch vector.kind {
    case "version.parse": return parse(text, vector)
    case "version.compare": return compare(vector)
    case "version.canonicalize":
      let strips = vector.input["strip_trailing_zero"] as? Bool ?? true
      let mine = Version(text)?.canonical(strippingTrailingZeros: strips) ?? text
      return mine == vector.expect as? String ? nil : mine
    default: return "unknown kind"
    }
  }

  private func parse(_ text: String, _ vector: Vector) -> String? {
    let version = Version(text)
    var mine: [String: Any] = ["valid": version != nil]
    if let version {
      mine["normalized"] = version.description
      mine["epoch"] = Self.number(version.epoch)
      mine["release"] = version.release.map(Self.number)
      mine["pre"] = version.pre.map { [$0.kind.text, Self.number($0.number)] as [Any] } ?? NSNull()
      mine["post"] = version.post.map(Self.number) ?? NSNull()
      mine["dev"] = version.dev.map(Self.number) ?? NSNull()
      mine["local"] = version.local.map(Version.text) ?? NSNull()
      mine["public"] = version.public.description
      mine["base_version"] = version.base.description
      mine["is_prerelease"] = version.isPrerelease
      mine["is_postrelease"] = version.isPostrelease
      mine["is_devrelease"] = version.isDevrelease
    }
    return Comparison.difference(mine, vector.expect, besides: ["error", "message"])
  }

  /// As JSON holds it: what does not fit is a decimal number.
  static func number(_ number: VersionNumber) -> Any {
    if let small = Int(number.description) { return small }
    return NSDecimalNumber(string: number.description)
  }

  private func compare(_ vector: Vector) -> String? {
    guard let a = Version(vector.input["a"] as? String ?? ""), let b = Version(vector.input["b"] as? String ?? "")
    else {
      return "no version"
    }
    guard let wanted = vector.expect as? Int else { return "no expectation" }
    if (wanted == 0) != (a.hashValue == b.hashValue) && wanted == 0 { return "equal, but of different hashes" }
    return a.compare(b) == wanted && b.compare(a) == -wanted ? nil : "\(a.compare(b)), not \(wanted)"
  }
}

/// Values as JSON reads them.
enum Comparison {
  /// The first member of an expected object that differs.
  static func difference(_ mine: [String: Any], _ expect: Any, besides: Set<String> = []) -> String? {
    guard let wanted = expect as? [String: Any] else { return "no expectation" }
    for (name, value) in wanted where !besides.contains(name) && !same(mine[name], value) {
      return "\(name) is \(mine[name].map { "\($0)" } ?? "missing"), not \(value)"
    }
    return nil
  }

  static func same(_ a: Any?, _ b: Any?) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    if let left = a as? [Any], let right = b as? [Any] {
      return left.count == right.count && zip(left, right).allSatisfy { same($0, $1) }
    }
    // Texts by their code points: canonically equivalent ones are not the same.
    if let left = a as? String, let right = b as? String { return left.utf8.elementsEqual(right.utf8) }
    if let left = a as? NSNumber, let right = b as? NSNumber, left.stringValue == right.stringValue { return true }
    return (a as? NSObject)?.isEqual(b) ?? false
  }
}
