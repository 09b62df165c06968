import Foundation
import TestSupport

@testable import PythonPackaging

/// `requirement.*`: PEP 508.
struct RequirementFamily: ConformanceFamily {
  let kinds = ["requirement.*"]

  static let exceptions = [
    ConformanceException(
      kind: "requirement.parse", rule: "uv's own spans, where both refuse a text", decision: 22
    ) { vector in
      guard vector.id.hasPrefix("uv-"), let expect = vector.expect as? [String: Any] else { return false }
      return expect["valid"] as? Bool == false && RequirementFamily.isRefused(vector)
    }
  ]

  private static func isRefused(_ vector: Vector) -> Bool {
    (try? Requirement(parsing: vector.input["requirement"] as? String ?? "")) == nil
  }

  func mismatch(_ vector: Vector) -> String? {
    let text = vector.input["requirement"] as? String ?? ""
    switch vector.kind {
    case "requirement.parse": return parse(text, vector)
    case "requirement.equal": return equal(vector)
    case "requirement.redact":
      let mine = (try? Requirement(parsing: text)).map { URLText.redacted($0.description) } ?? "refused"
      return mine == vector.expect as? String ? nil : mine
    case "requirement.unnamed_parse":
      let isValid = UnnamedRequirement.isValid(text)
      let wanted = (vector.expect as? [String: Any])?["valid"] as? Bool
      return isValid == wanted ? nil : "valid: \(isValid)"
    default: return "unknown kind"
    }
  }

  private func parse(_ text: String, _ vector: Vector) -> String? {
    let requirement: Requirement
    do throws(ParseError) {
      requirement = try Requirement(parsing: text)
    } catch {
      return refused(error, vector)
    }
    let mine: [String: Any] = [
      "valid": true, "name": requirement.name, "canonical_name": requirement.canonicalName,
      "extras": requirement.extras, "url": requirement.url ?? NSNull(),
      "specifier": requirement.specifiers.description,
      "specifiers": requirement.specifiers.specifiers.map { [$0.operator.rawValue, $0.versionText] },
      "marker": requirement.marker?.description ?? NSNull(), "str": requirement.description,
    ]
    return Comparison.difference(mine, vector.expect)
  }

  private func refused(_ error: ParseError, _ vector: Vector) -> String? {
    guard let expect = vector.expect as? [String: Any], expect["valid"] as? Bool == false else {
      return "refused: \(error.message)"
    }
    guard let span = expect["span"] as? [Int] else { return nil }
    return [error.start, error.end] == span ? nil : "span \(error.start)-\(error.end), not \(span)"
  }

  private func equal(_ vector: Vector) -> String? {
    guard let left = try? Requirement(parsing: vector.input["left"] as? String ?? ""),
      let right = try? Requirement(parsing: vector.input["right"] as? String ?? "")
    else { return "refused" }
    if left == right && left.hashValue != right.hashValue { return "equal, but of different hashes" }
    return (left == right) == vector.expect as? Bool ? nil : "\(left == right)"
  }
}
