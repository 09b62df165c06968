/// The kinds of vectors that belong together, and how one is checked.
public protocol ConformanceFamily: Sendable {
  /// A kind, or with a `*` at the end the beginning of kinds.
  var kinds: [String] { get }

  /// What is wrong; nil where the case holds.
  func mismatch(_ vector: Vector) throws -> String?
}

/// Cases that may differ because the peer is wrong; a predicate, never a list of cases.
public struct ConformanceException: Sendable {
  public let kind: String
  /// What is meant, in words.
  public let rule: String
  /// The number of the page in docs/decisions.
  public let decision: Int
  public let applies: @Sendable (Vector) -> Bool

  public init(kind: String, rule: String, decision: Int, applies: @escaping @Sendable (Vector) -> Bool) {
    self.kind = kind
    self.rule = rule
    self.decision = decision
    self.applies = applies
  }
}

public enum Conformance {
  public struct Report {
    public let file: String
    public var cases = 0
    public var excepted = 0
    public var mismatches: [String] = []

    public var line: String { "\(file): \(cases) cases, \(mismatches.count) mismatches, \(excepted) excepted" }
  }

  /// One report for each file that holds a case of these families. An exception counts only where the case differs.
  public static func run(
    _ families: [any ConformanceFamily], exceptions: [ConformanceException] = []
  ) throws -> [Report] {
    try Vectors.files().compactMap { name, vectors in
      var report = Report(file: name)
      for vector in vectors {
        guard let family = families.first(where: { $0.covers(vector.kind) }) else { continue }
        report.cases += 1
        guard let fault = try family.mismatch(vector) else { continue }
        if exceptions.contains(where: { $0.kind == vector.kind && $0.applies(vector) }) {
          report.excepted += 1
        } else {
          report.mismatches.append("\(vector.id) \(vector.kind): \(fault)\n    \(vector.input)")
        }
      }
      return report.cases > 0 ? report : nil
    }
  }
}

extension ConformanceFamily {
  public func covers(_ kind: String) -> Bool {
    kinds.contains { $0.hasSuffix("*") ? kind.hasPrefix($0.dropLast()) : $0 == kind }
  }
}
