import Diagnostics
import TextFiles

/// Checks a value of the structured format against its shape.
package struct ShapeChecking {
  package private(set) var diagnostics: [Diagnostic] = []
  /// Of each finding the path that it is about.
  private(set) var paths: [String] = []

  package init() {}

  private mutating func report(_ diagnostic: Diagnostic, at path: String) {
    diagnostics.append(diagnostic)
    paths.append(path)
  }

  package mutating func check(_ value: VariableValue, _ shape: Shape, path: String) {
    switch (shape, value.content) {
    case (.any, _): checkSpelling(value, path: path)
    case (.anyOf(let shapes), _): checkAny(value, shapes, shape, path: path)
    case (.record(let members, let oneOf, let needs), .mapping(let entries)):
      checkRecord(entries, members, oneOf, of: value, path: path)
      if !needs.isEmpty, !entries.contains(where: { needs.contains($0.key) }) {
        report(.noneOfKeys(path, needs, at: value.location), at: path)
      }
    case (.map(let shape), .mapping(let entries)):
      for entry in entries { check(entry.value, shape, path: path + "." + entry.key) }
    case (.named(let pattern, let shape), .mapping(let entries)):
      for entry in entries {
        if !pattern.accepts(entry.key) {
          report(
            .wrongName(entry.key, in: path, wanted: pattern.description, at: entry.keyLocation),
            at: path + "." + entry.key)
        }
        check(entry.value, shape, path: path + "." + entry.key)
      }
    case (.list(let shape), .list(let entries)):
      for (index, entry) in entries.enumerated() { check(entry, shape, path: "\(path)[\(index)]") }
    case (.text(let pattern), .string(let text)):
      if let pattern, !pattern.accepts(text), !Template.mayHoldTemplate(text) {
        report(.wrongText(path, wanted: pattern.description, found: text, at: value.location), at: path)
      }
    case (.text, .scalar), (.text, .bool):
      let written = value.retypedFrom ?? value.text ?? ""
      report(.unquotedText(path, written: written, seen: value.text ?? "", at: value.location), at: path)
    case (.boolean, .bool), (.null, .null): break
    // JSON Schema knows one kind of number: 1.0 is 1.
    case (.integer(let wanted), .scalar(let text)) where text == String(wanted) || text == "\(wanted).0": break
    case (.word(let words), .string(let text)) where words.contains(text): break
    case (.count(let least), .scalar(let text)) where Int(text).map({ $0 >= least }) ?? false: break
    case (.integer, .scalar(let text)), (.count, .scalar(let text)):
      report(.wrongText(path, wanted: shape.wanted, found: text, at: value.location), at: path)
    default: report(.wrongShape(path, wanted: shape.wanted, found: value), at: path)
    }
  }

  /// Numbers and dates that YAML spells in another way than somebody did.
  private mutating func checkSpelling(_ value: VariableValue, path: String) {
    switch value.content {
    case .scalar where value.isRetyped:
      let written = value.retypedFrom ?? value.text ?? ""
      report(.unquotedText(path, written: written, seen: value.text ?? "", at: value.location), at: path)
    case .list(let entries):
      for (index, entry) in entries.enumerated() { checkSpelling(entry, path: "\(path)[\(index)]") }
    case .mapping(let entries):
      for entry in entries { checkSpelling(entry.value, path: path + "." + entry.key) }
    case .null, .bool, .scalar, .string, .opaque: break
    }
  }

  private mutating func checkAny(_ value: VariableValue, _ shapes: [Shape], _ whole: Shape, path: String) {
    var fewest: ShapeChecking?
    for shape in shapes {
      var attempt = ShapeChecking()
      attempt.check(value, shape, path: path)
      if attempt.diagnostics.isEmpty { return }
      // A fault inside is told apart from a value of the wrong kind altogether.
      let isInside = attempt.diagnostics.contains { $0.location != value.location || $0.code == .missingKey }
      if isInside, attempt.diagnostics.count < fewest?.diagnostics.count ?? .max { fewest = attempt }
    }
    guard let fewest else { return report(.wrongShape(path, wanted: whole.wanted, found: value), at: path) }
    diagnostics += fewest.diagnostics
    paths += fewest.paths
  }

  private mutating func checkRecord(
    _ entries: [VariableValue.Entry], _ members: [Shape.Member], _ oneOf: [[String]], of value: VariableValue,
    path: String
  ) {
    let prefix = path.isEmpty ? "" : path + "."
    for entry in entries {
      if let member = members.first(where: { $0.name.utf8.elementsEqual(entry.key.utf8) }) {
        check(entry.value, member.shape, path: prefix + entry.key)
      } else {
        let known = members.map(\.name)
        report(.unknownKey(prefix + entry.key, known: known, at: entry.keyLocation), at: path)
      }
    }
    for member in members where member.isRequired && !entries.contains(where: { $0.key == member.name }) {
      report(.missingKey(prefix + member.name, at: value.location), at: path)
    }
    for exclusive in oneOf {
      let present = entries.filter { exclusive.contains($0.key) }
      if let first = present.first, let second = present.dropFirst().first {
        report(
          .exclusiveKeys(second.key, first.key, at: second.keyLocation, other: first.keyLocation), at: path)
      }
    }
  }
}

extension Diagnostic {
  static func unknownKey(_ path: String, known: [String], at location: Location) -> Diagnostic {
    let key = path.split(separator: ".").last.map(String.init) ?? path
    let suggestion = Spelling.suggestion(for: key, among: known)
    return Diagnostic(
      .unknownKey, "unknown key `\(path)`", at: location,
      hint: suggestion.map { "did you mean `\($0)`?" }
        ?? "known here: \(known.map { "`\($0)`" }.joined(separator: ", "))")
  }

  /// Where no known name is near, the text may be meant for ssh, which takes it for a host's short name.
  static func unknownHost(_ name: String, of path: String, known: [String], at location: Location) -> Diagnostic {
    let suggestion = Spelling.suggestion(for: name, among: known)
    return Diagnostic(
      .unknownHost, "`\(path)` begins with `\(name):`, which is none of `hosts`", at: location,
      hint: suggestion.map { "did you mean `\($0):`?" } ?? "add it to `hosts`, or write `ssh://\(name)/` for ssh",
      severity: suggestion == nil ? .warning : nil)
  }

  static func wrongName(_ key: String, in path: String, wanted: String, at location: Location) -> Diagnostic {
    Diagnostic(.wrongType, "the key `\(key)` in `\(path)` is not \(wanted)", at: location)
  }

  static func missingKey(_ path: String, at location: Location) -> Diagnostic {
    Diagnostic(.missingKey, "the key `\(path)` is missing", at: location)
  }

  static func noneOfKeys(_ path: String, _ keys: [String], at location: Location) -> Diagnostic {
    Diagnostic(
      .missingKey, "`\(path)` has none of " + keys.map { "`\($0)`" }.joined(separator: ", "), at: location)
  }

  static func exclusiveKeys(_ key: String, _ other: String, at location: Location, other place: Location) -> Diagnostic
  {
    Diagnostic(
      .exclusiveKeys, "`\(key)` and `\(other)` exclude each other", at: location,
      related: [Related("`\(other)` is here", at: place)], hint: "keep one of them")
  }

  static func wrongShape(_ path: String, wanted: String, found: VariableValue) -> Diagnostic {
    Diagnostic(
      .wrongType, "\(path.isEmpty ? "the document" : "`\(path)`") is \(found.kindName), not \(wanted)",
      at: found.location)
  }

  static func wrongText(_ path: String, wanted: String, found: String, at location: Location) -> Diagnostic {
    Diagnostic(.wrongType, "`\(path)` is `\(found)`, not \(wanted)", at: location)
  }

  static func unquotedText(_ path: String, written: String, seen: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .retypedValue,
      written == seen
        ? "`\(path)` is a number, boolean or date to YAML, not text"
        : "`\(path)` is written `\(written)`, but YAML reads `\(seen)`",
      at: location, hint: "quote it: '\(written)'")
  }
}
