import Foundation
import TestSupport

@testable import PythonPackaging

/// `name.*`, `filename.*` and `egg.valid`: PEP 503, 625, 427 and pip's `#egg=`.
struct NameFamily: ConformanceFamily {
  let kinds = ["name.*", "filename.*", "egg.valid"]

  static let exceptions = [
    ConformanceException(
      kind: "egg.valid", rule: "pip folds letters beyond ASCII, and a line break may end the text", decision: 38
    ) { vector in
      guard vector.expect as? Bool == true, let name = vector.input["fragment"] as? String else { return false }
      let folded = name.unicodeScalars.map {
        "\u{130}\u{131}\u{17F}\u{212A}".unicodeScalars.contains($0) ? "a" : "\($0)"
      }
      let text = folded.joined()
      return text != name || name.hasSuffix("\n") ? PackageName.isValid(text.trimmingCharacters(in: .newlines)) : false
    }
  ]

  func mismatch(_ vector: Vector) -> String? {
    let name = vector.input["name"] as? String ?? ""
    switch vector.kind {
    case "name.canonicalize":
      let validates = vector.input["validate"] as? Bool ?? false
      let mine: Any = validates && !PackageName.isValid(name) ? ["error": "InvalidName"] : PackageName.canonical(name)
      return Comparison.same(mine, vector.expect) ? nil : "\(mine)"
    case "name.is_normalized":
      return PackageName.isCanonical(name) == vector.expect as? Bool ? nil : "\(PackageName.isCanonical(name))"
    case "filename.wheel": return wheel(vector)
    case "filename.sdist": return sdist(vector)
    case "egg.valid":
      let mine = PipLink.isValidEgg(vector.input["fragment"] as? String ?? "")
      return mine == vector.expect as? Bool ? nil : "\(mine)"
    default: return "unknown kind"
    }
  }

  private func wheel(_ vector: Vector) -> String? {
    var mine: [String: Any] = ["valid": false]
    let filename = vector.input["filename"] as? String ?? ""
    do throws(WheelFilename.Fault) {
      let wheel = try WheelFilename(filename, validatesOrder: vector.input["validate_order"] as? Bool ?? false)
      mine = [
        "valid": true, "name": wheel.canonicalName, "version": wheel.version.description,
        "build": wheel.build.map { [VersionFamily.number($0.number), $0.text] as [Any] } ?? [],
        "tags": Set(wheel.tags).sorted(),
      ]
    } catch {
      guard error.start <= error.end else { return "span \(error.start)-\(error.end)" }
    }
    return Comparison.difference(mine, vector.expect, besides: ["message"])
  }

  private func sdist(_ vector: Vector) -> String? {
    var mine: [String: Any] = ["valid": false]
    if let sdist = SdistFilename(vector.input["filename"] as? String ?? "") {
      mine = ["valid": true, "name": sdist.canonicalName, "version": sdist.version.description]
    }
    return Comparison.difference(mine, vector.expect, besides: ["message"])
  }
}
