import Diagnostics
import TextFiles

/// Resolves variable references with the definitions of the files and of the caller. Remembers what it resolved;
/// finds cycles; bounded in depth and in the length of a result.
package final class VariableResolver {
  /// What became of a value.
  package enum Outcome: Hashable, Sendable {
    case text(String)
    /// A list, a mapping, null or an encrypted value, as it is.
    case value(VariableValue)
    case undefined(String)
    case unresolved(Failure)
  }

  /// Why a value stays as it is written.
  package enum Failure: Hashable, Sendable {
    case undefined(variable: String)
    case unsupported(expression: String)
    case cycle([String])
    case notText(variable: String, kind: String)
    case tooLarge
    case tooDeep
  }

  /// One variable, decided and resolved.
  package struct Decision: Sendable {
    package let outcome: Outcome
    package let origin: Origin
    package let definition: Definition
  }

  static let depthLimit = 60
  static let lengthLimit = 1 << 16

  private struct Key: Hashable {
    let name: String
    let viewpoint: Viewpoint

    /// Of the viewpoint only what differs most often.
    func hash(into hasher: inout Hasher) {
      hasher.combine(name)
      if let place = viewpoint.role ?? viewpoint.group { hasher.combine(place) }
    }
  }

  package let table: VariableTable
  private var known: [Key: Outcome] = [:]
  private var inProgress: [Key] = []

  package init(_ table: VariableTable) {
    self.table = table
  }

  // MARK: Variables

  /// The decided value of a variable, with its provenance; nil where nothing defines it.
  ///
  /// A value from the caller that equals what a file says keeps the file's place: the play merely templated it.
  package func decide(_ name: String, from viewpoint: Viewpoint) -> Decision? {
    let choice = table.choice(of: name, from: viewpoint)
    guard let given = table.caller.values[name] else {
      return choice.map { decision(of: $0.winner, shadowing: $0.shadowed, from: viewpoint) }
    }
    let ranked = choice.map { [$0.winner] + $0.shadowed } ?? []
    if let index = ranked.firstIndex(where: { isWritten(given, as: $0, from: viewpoint) }) {
      var others = ranked
      others.remove(at: index)
      let found = decision(of: ranked[index], shadowing: others, from: viewpoint)
      let value = given.placed(like: ranked[index].value)
      return Decision(outcome: outcome(of: value), origin: found.origin, definition: ranked[index])
    }
    let definition = Definition(variable: name, value: given, level: .caller, order: 0)
    let origin = Origin(
      location: given.location, variable: name, level: .caller, shadowed: ranked.map { $0.asShadowed() })
    return Decision(outcome: outcome(of: given), origin: origin, definition: definition)
  }

  /// The decision where the caller gives a value that stands in no file: it counts above every file, alternatives of a
  /// role included. nil where the caller gives nothing, or what a file says.
  package func decidedByCaller(_ name: String, from viewpoint: Viewpoint) -> Decision? {
    guard table.caller.values[name] != nil, let found = decide(name, from: viewpoint), found.origin.level == .caller
    else { return nil }
    return found
  }

  /// Whether the caller's value is what this definition gives: the same text before templating where the caller
  /// tells it, or else the same value after.
  private func isWritten(_ given: VariableValue, as definition: Definition, from viewpoint: Viewpoint) -> Bool {
    if let written = table.caller.written[definition.variable] { return written.means(definition.value) }
    return agree(given, definition.value, from: viewpoint.entering(definition.level))
  }

  private func agree(_ given: VariableValue, _ value: VariableValue, from viewpoint: Viewpoint) -> Bool {
    switch resolve(value, from: viewpoint) {
    case .text(let text): return given.text.map { $0.utf8.elementsEqual(text.utf8) } ?? false
    case .value(let value):
      guard let mine = given.list, let theirs = value.list else { return given.means(value) }
      return mine.count == theirs.count && zip(mine, theirs).allSatisfy { agree($0, $1, from: viewpoint) }
    case .undefined, .unresolved: return false
    }
  }

  private func decision(of winner: Definition, shadowing others: [Definition], from viewpoint: Viewpoint) -> Decision {
    let outcome = resolve(winner.value, from: viewpoint.entering(winner.level))
    let template = winner.value.text.flatMap { Template.mayHoldTemplate($0) ? $0 : nil }
    let origin = Origin(
      location: winner.location, variable: winner.variable, level: winner.level, template: template,
      shadowed: others.map { $0.asShadowed() })
    return Decision(outcome: outcome, origin: origin, definition: winner)
  }

  private func outcome(of finished: VariableValue) -> Outcome { finished.text.map { .text($0) } ?? .value(finished) }

  /// A variable's outcome alone.
  package func outcome(of name: String, from viewpoint: Viewpoint) -> Outcome {
    if let given = table.caller.values[name] { return outcome(of: given) }
    let key = Key(name: name, viewpoint: viewpoint)
    if let outcome = known[key] { return outcome }
    if let start = inProgress.firstIndex(where: { $0.name == name }) {
      return .unresolved(.cycle(inProgress[start...].map(\.name) + [name]))
    }
    guard inProgress.count < Self.depthLimit else { return .unresolved(.tooDeep) }
    guard let choice = table.choice(of: name, from: viewpoint) else { return .undefined(name) }
    inProgress.append(key)
    let outcome = resolve(choice.winner.value, from: viewpoint.entering(choice.winner.level))
    inProgress.removeLast()
    // What a cycle cut short is only true for where it was entered.
    if case .unresolved(.cycle) = outcome, !inProgress.isEmpty { return outcome }
    if case .unresolved(.tooDeep) = outcome { return outcome }
    known[key] = outcome
    return outcome
  }

  // MARK: Values

  /// Resolves the references in a value. Lists and mappings stay as they are: their entries resolve one by one.
  package func resolve(_ value: VariableValue, from viewpoint: Viewpoint) -> Outcome {
    guard let text = value.text else { return .value(value) }
    return value.isUnsafe ? .text(text) : resolve(text, from: viewpoint)
  }

  /// Resolves the references in a text.
  package func resolve(_ text: String, from viewpoint: Viewpoint) -> Outcome {
    guard Template.mayHoldTemplate(text) else { return .text(text) }
    let template = Template(parsing: text)
    if let whole = template.wholeExpression { return evaluate(whole, from: viewpoint) }
    var result = ""
    for segment in template.segments {
      switch segment {
      case .literal(let literal): result += literal
      case .unsupported(let expression): return .unresolved(.unsupported(expression: expression))
      case .expression(let expression):
        switch asText(evaluate(expression, from: viewpoint), of: expression) {
        case .text(let part): result += part
        case let other: return other
        }
      }
      guard result.utf8.count <= Self.lengthLimit else { return .unresolved(.tooLarge) }
    }
    return .text(result)
  }

  private func evaluate(_ expression: TemplateExpression, from viewpoint: Viewpoint) -> Outcome {
    switch expression {
    case .string(let text): return .text(text)
    case .emptyList: return .value(VariableValue(.list([]), at: Location(file: .caller)))
    case .name(let name): return outcome(of: name, from: viewpoint)
    case .concatenation(let parts):
      var result = ""
      for part in parts {
        switch asText(evaluate(part, from: viewpoint), of: part) {
        case .text(let text): result += text
        case let other: return other
        }
        guard result.utf8.count <= Self.lengthLimit else { return .unresolved(.tooLarge) }
      }
      return .text(result)
    case .fallback(let value, let other, let boolean):
      let outcome = evaluate(value, from: viewpoint)
      switch outcome {
      case .undefined: return evaluate(other, from: viewpoint)
      case .text(let text) where boolean && text.isEmpty: return evaluate(other, from: viewpoint)
      case .value(let value) where boolean && value.isFalsy: return evaluate(other, from: viewpoint)
      default: return outcome
      }
    case .defined(let name, let isNegated):
      switch outcome(of: name, from: viewpoint) {
      case .undefined: return .text(isNegated ? "True" : "False")
      case .unresolved(let failure): return .unresolved(failure)
      case .text, .value: return .text(isNegated ? "False" : "True")
      }
    case .ternary(let condition, let yes, let no):
      return choose(evaluate(condition, from: viewpoint)) { evaluate($0 ? yes : no, from: viewpoint) }
    case .truth(let value):
      return choose(evaluate(value, from: viewpoint)) { .text($0 ? "True" : "False") }
    }
  }

  /// Goes on with what a condition is; Ansible's `bool` takes a few words for yes, and all else for no.
  private func choose(_ condition: Outcome, _ next: (Bool) -> Outcome) -> Outcome {
    switch condition {
    case .text(let text): next(["True", "true", "yes", "on", "1"].contains(text))
    case .value(let value) where value.content == .null: next(false)
    case .value(let value): .unresolved(.notText(variable: "", kind: value.kindName))
    case .undefined(let name): .unresolved(.undefined(variable: name))
    case .unresolved: condition
    }
  }

  /// What an expression contributes to a longer text: only text will do there.
  private func asText(_ outcome: Outcome, of expression: TemplateExpression) -> Outcome {
    switch outcome {
    case .text: outcome
    case .undefined(let name): .unresolved(.undefined(variable: name))
    case .value(let value): .unresolved(.notText(variable: expression.referenced ?? "", kind: value.kindName))
    case .unresolved: outcome
    }
  }
}

extension Viewpoint {
  /// From here into a definition's file: its role's own defaults come into view, the group stays.
  func entering(_ level: Level) -> Viewpoint {
    Viewpoint(group: level.group ?? group, host: level.host ?? host, role: level.role ?? role)
  }
}

extension VariableValue {
  /// The same value at the places of a value of the same shape.
  func placed(like other: VariableValue) -> VariableValue {
    guard let mine = list, let theirs = other.list, mine.count == theirs.count else {
      return VariableValue(content, at: other.location, isUnsafe: isUnsafe)
    }
    return VariableValue(.list(zip(mine, theirs).map { $0.placed(like: $1) }), at: other.location)
  }

  /// Whether two values are the same to Ansible, wherever they stand.
  package func means(_ other: VariableValue) -> Bool {
    switch (content, other.content) {
    case (.list(let mine), .list(let theirs)):
      return mine.count == theirs.count && zip(mine, theirs).allSatisfy { $0.means($1) }
    case (.mapping(let mine), .mapping(let theirs)):
      return mine.count == theirs.count
        && zip(mine, theirs).allSatisfy { $0.key.utf8.elementsEqual($1.key.utf8) && $0.value.means($1.value) }
    default: return content == other.content
    }
  }
}
