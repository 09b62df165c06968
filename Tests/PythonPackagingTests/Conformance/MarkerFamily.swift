import TestSupport

@testable import PythonPackaging

/// `marker.*`
struct MarkerFamily: ConformanceFamily {
  let kinds = ["marker.*"]

  static let exceptions = ["marker.parse", "marker.and", "marker.or", "requirement.parse"].map { kind in
    ConformanceException(
      kind: kind, rule: "packaging prints a text that does not read back as the same", decision: 36
    ) { vector in
      let expect = vector.expect as? [String: Any]
      guard let printed = vector.expect as? String ?? expect?["marker"] as? String ?? expect?["str"] as? String,
        let mine = MarkerFamily.marker(of: vector), let again = try? Marker(parsing: mine.description)
      else { return false }
      return again == mine && (try? Marker(parsing: printed)) != mine
    }
  }

  /// What the vector's text says, by this reader.
  private static func marker(of vector: Vector) -> Marker? {
    func read(_ key: String) -> Marker? { (vector.input[key] as? String).flatMap { try? Marker(parsing: $0) } }
    switch vector.kind {
    case "marker.and": return read("left").flatMap { left in read("right").map { left.and($0) } }
    case "marker.or": return read("left").flatMap { left in read("right").map { left.or($0) } }
    case "marker.parse": return read("marker")
    default: return (try? Requirement(parsing: vector.input["requirement"] as? String ?? ""))?.marker
    }
  }

  func mismatch(_ vector: Vector) -> String? {
    switch vector.kind {
    case "marker.parse": return parse(vector)
    case "marker.evaluate": return evaluate(vector)
    case "marker.and", "marker.or": return join(vector)
    case "marker.equal": return compare(vector) { $0.description == $1.description }
    case "marker.disjoint": return compare(vector) { $0.isDisjoint(with: $1) }
    case "marker.equivalent": return compare(vector) { $0.isEquivalent(to: $1) }
    case "marker.negation": return compare(vector, "marker", "negation") { $0.isNegation(of: $1) }
    case "marker.always": return decide(vector, \.isAlways)
    case "marker.never": return decide(vector, \.isNever)
    default: return "unknown kind \(vector.kind)"
    }
  }

  private func marker(_ vector: Vector, _ key: String) -> Marker? {
    (vector.input[key] as? String).flatMap { try? Marker(parsing: $0) }
  }

  private func parse(_ vector: Vector) -> String? {
    guard let text = vector.input["marker"] as? String, let expect = vector.expect as? [String: Any] else {
      return "unreadable vector"
    }
    do {
      let marker = try Marker(parsing: text)
      guard expect["valid"] as? Bool == true else { return "accepted" }
      let again = try? Marker(parsing: marker.description)
      guard again == marker else { return "printed as \(marker), which reads back differently" }
      return expect["str"] as? String == marker.description ? nil : "printed as \(marker)"
    } catch {
      return expect["valid"] as? Bool == false ? nil : "refused: \(error)"
    }
  }

  private func evaluate(_ vector: Vector) -> String? {
    guard let marker = marker(vector, "marker") else { return "refused" }
    let context = (vector.input["context"] as? String).flatMap(MarkerContext.init) ?? .metadata
    do {
      let holds = try marker.evaluate(in: environment(vector), context: context)
      return vector.expect as? Bool == holds ? nil : "\(holds)"
    } catch MarkerFault.undefinedName {
      return (vector.expect as? [String: Any])?["error"] as? String == "UndefinedEnvironmentName"
        ? nil : "undefined name"
    } catch {
      return (vector.expect as? [String: Any])?["error"] as? String == "UndefinedComparison" ? nil : "undefined"
    }
  }

  func environment(_ vector: Vector) -> MarkerEnvironment {
    var environment = MarkerEnvironment([:])
    for (name, value) in vector.environment ?? [:] {
      guard let variable = Marker.Variable(rawValue: name) else {
        environment.others[name] = value as? String
        continue
      }
      if let text = value as? String { environment.values[variable] = text }
      if let names = value as? [String], variable == .extras { environment.extras = Set(names) }
      if let names = value as? [String], variable == .dependencyGroups { environment.dependencyGroups = Set(names) }
    }
    return environment
  }

  private func join(_ vector: Vector) -> String? {
    guard let left = marker(vector, "left"), let right = marker(vector, "right") else { return "refused" }
    let joined = vector.kind == "marker.and" ? left.and(right) : left.or(right)
    return vector.expect as? String == joined.description ? nil : "\(joined)"
  }

  private func compare(
    _ vector: Vector, _ first: String = "left", _ second: String = "right", _ test: (Marker, Marker) -> Bool
  ) -> String? {
    guard let left = marker(vector, first), let right = marker(vector, second) else { return "refused" }
    return verdict(vector, test(left, right))
  }

  private func decide(_ vector: Vector, _ test: (Marker) -> Bool) -> String? {
    guard let marker = marker(vector, "marker") else { return "refused" }
    return verdict(vector, test(marker))
  }

  /// A text says that `packaging` gives another value somewhere, or none: then the answer has to be no.
  private func verdict(_ vector: Vector, _ answer: Bool) -> String? {
    if let expected = vector.expect as? Bool { return expected == answer ? nil : "\(answer)" }
    return answer ? "\(answer)" : nil
  }
}
