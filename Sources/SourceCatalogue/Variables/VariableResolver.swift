import Diagnostics
import TextFiles

/// Resolves variable references with the definitions of the files and of the caller. Remembers what it resolved;
/// finds cycles; bounded in depth and in the length of a result.
///
/// One thread uses it at a time; another takes a fork.
package final class VariableResolver: @unchecked Sendable {
  /// What became of a value.
  package enum Outcome: Hashable, Sendable {
    case text(String)
    /// A list, a mapping, null or an encrypted value, as it is.
    case value(VariableValue)
    case undefined(String)
    case unresolved(Failure)

    var isUnresolved: Bool {
      switch self {
      case .text, .value: false
      case .undefined, .unresolved: true
      }
    }
  }

  /// Why a value stays as it is written.
  package enum Failure: Hashable, Sendable {
    case undefined(variable: String)
    case unsupported(expression: String)
    case cycle([String])
    case notText(variable: String, kind: String)
    /// The play itself gives the variable and cannot template it.
    case untemplated(variable: String)
    case tooLarge
    case tooDeep
  }

  /// One variable, decided and resolved.
  package struct Decision: Sendable {
    package let outcome: Outcome
    package let origin: Origin
    package let definition: Definition
    /// The unquoted scalar whose text YAML changed, where it went into the value: the definition's own, or that of a
    /// variable that it refers to.
    package let retyped: VariableValue?

    var isUnresolved: Bool { outcome.isUnresolved }
  }

  /// What a value comes to: numbers and booleans are still what they are, since conditions ask for that.
  struct Evaluated {
    var outcome: Outcome
    var retyped: VariableValue?

    init(_ outcome: Outcome, retyped: VariableValue? = nil) {
      self.outcome = outcome
      self.retyped = retyped
    }

    /// The value of a variable that needs no resolving.
    init(finished value: VariableValue, retyped: VariableValue? = nil) {
      if case .string(let text) = value.content { outcome = .text(text) } else { outcome = .value(value) }
      self.retyped = retyped ?? (value.isRetyped ? value : nil)
    }

    var isUnresolved: Bool { outcome.isUnresolved }

    /// Whatever has a text as text.
    var plain: Outcome {
      if case .value(let value) = outcome, let text = value.text { return .text(text) }
      return outcome
    }
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
  private var known: [Key: Evaluated] = [:]
  private var explained: [String: Bool] = [:]
  /// The texts that could not be resolved, each once, in the order met.
  private(set) var undecided: [Undecided] = []
  private var isUndecided: Set<Undecided> = []
  private var inProgress: [Key] = []
  /// With these names of a play, whose values are not known yet, every branch of an expression is looked at: whichever
  /// the values choose, its undecided texts are among those told. nil where values are known.
  private let surveyed: Set<String>?

  package init(_ table: VariableTable, surveying names: Set<String>? = nil) {
    self.table = table
    surveyed = names
  }

  /// A resolver of the same variables for another thread, with what is known so far.
  func fork() -> VariableResolver {
    let fork = VariableResolver(table.fork(), surveying: surveyed)
    fork.known = known
    fork.explained = explained
    fork.undecided = undecided
    fork.isUndecided = isUndecided
    return fork
  }

  /// Adds the texts that a fork could not resolve.
  func take(undecided others: [Undecided]) {
    for other in others where isUndecided.insert(other).inserted { undecided.append(other) }
  }

  /// Adds all that a fork has found out.
  func take(_ fork: VariableResolver) {
    table.take(fork.table)
    known.merge(fork.known) { mine, _ in mine }
    explained.merge(fork.explained) { mine, _ in mine }
    take(undecided: fork.undecided)
  }

  // MARK: Variables

  /// The decided value of a variable, with its provenance; nil where nothing defines it.
  ///
  /// A value from the caller that equals what the files decide keeps the file's place: the play merely templated it.
  package func decide(_ name: String, from viewpoint: Viewpoint) -> Decision? {
    let choice = table.choice(of: name, from: viewpoint)
    guard let given = table.caller.value(of: name) else {
      return choice.map { decision(of: $0.winner, shadowing: $0.shadowed, from: viewpoint) }
    }
    guard let choice else { return decision(ofGiven: given, name, shadowing: []) }
    switch standing(of: given, name, against: choice.winner, from: viewpoint) {
    case .winner:
      let found = decision(of: choice.winner, shadowing: choice.shadowed, from: viewpoint)
      guard found.isUnresolved, table.caller.values[name] != nil else { return found }
      let value = Evaluated(finished: given.placed(like: choice.winner.value))
      return Decision(
        outcome: value.plain, origin: found.origin, definition: choice.winner, retyped: found.retyped ?? value.retyped)
    case .explained: return decision(of: choice.winner, shadowing: choice.shadowed, from: viewpoint)
    case .decides where choice.winner.level.step == .caller:
      // The structured shape says one member; the flat variable is what it overrides.
      let definition = Definition(variable: name, value: given, level: .caller, order: 0)
      return decision(of: choice.winner, shadowing: [definition] + choice.shadowed, from: viewpoint)
    case .decides: return decision(ofGiven: given, name, shadowing: [choice.winner] + choice.shadowed)
    }
  }

  /// The decision where the caller gives a value that stands in no file: it counts above every file, alternatives of a
  /// role included. nil where the caller gives nothing, or what a file says.
  package func decidedByCaller(_ name: String, from viewpoint: Viewpoint) -> Decision? {
    guard table.caller.value(of: name) != nil, let found = decide(name, from: viewpoint), found.origin.level == .caller
    else { return nil }
    return found
  }

  /// The decision of some of a variable's definitions, as if a play loaded no other file.
  func decide(among definitions: [Definition], from viewpoint: Viewpoint) -> Decision? {
    VariableTable.choice(among: definitions, from: viewpoint).map {
      decision(of: $0.winner, shadowing: $0.shadowed, from: viewpoint)
    }
  }

  private func decision(ofGiven given: VariableValue, _ name: String, shadowing others: [Definition]) -> Decision {
    let definition = Definition(variable: name, value: given, level: .caller, order: 0)
    return decision(of: definition, shadowing: others, from: Viewpoint())
  }

  private func decision(of winner: Definition, shadowing others: [Definition], from viewpoint: Viewpoint) -> Decision {
    let found = evaluate(winner.value, from: viewpoint.entering(winner.level))
    let isFinished = winner.value.isUnsafe
    let template = winner.value.text.flatMap { !isFinished && Template.mayHoldTemplate($0) ? $0 : nil }
    let origin = Origin(
      location: winner.location, variable: winner.variable, level: winner.level, template: template,
      shadowed: others.map { $0.asShadowed() })
    return Decision(outcome: found.plain, origin: origin, definition: winner, retyped: found.retyped)
  }

  private func evaluate(_ name: String, from viewpoint: Viewpoint) -> Evaluated {
    let key = Key(name: name, viewpoint: viewpoint)
    if let found = known[key] { return found }
    if let start = inProgress.firstIndex(where: { $0.name == name }) {
      return Evaluated(.unresolved(.cycle(inProgress[start...].map(\.name) + [name])))
    }
    guard inProgress.count < Self.depthLimit else { return Evaluated(.unresolved(.tooDeep)) }
    inProgress.append(key)
    let found = evaluateUnknown(name, from: viewpoint)
    inProgress.removeLast()
    // What a cycle cut short is only true for where it was entered.
    if case .unresolved(.cycle) = found.outcome, !inProgress.isEmpty { return found }
    if case .unresolved(.tooDeep) = found.outcome { return found }
    known[key] = found
    return found
  }

  private func evaluateUnknown(_ name: String, from viewpoint: Viewpoint) -> Evaluated {
    let winner = table.winner(of: name, from: viewpoint)
    guard let given = table.caller.value(of: name) else {
      guard let winner else {
        // The play's own value will be a finished one.
        return Evaluated(surveyed?.contains(name) == true ? .text(name) : .undefined(name))
      }
      return evaluate(winner.value, from: viewpoint.entering(winner.level))
    }
    guard let winner else { return evaluate(given, name, from: viewpoint) }
    switch standing(of: given, name, against: winner, from: viewpoint) {
    case .explained: return evaluate(winner.value, from: viewpoint.entering(winner.level))
    case .decides where winner.level.step == .caller: return evaluate(winner.value, from: viewpoint)
    case .decides: return evaluate(given, name, from: viewpoint)
    case .winner:
      let written = evaluate(winner.value, from: viewpoint.entering(winner.level))
      guard written.isUnresolved, table.caller.values[name] != nil else { return written }
      let finished = evaluate(given, from: viewpoint)
      return Evaluated(finished.outcome, retyped: written.retyped ?? finished.retyped)
    }
  }

  /// A value that the caller decides. What a play could not finish, nobody can.
  private func evaluate(_ given: VariableValue, _ name: String, from viewpoint: Viewpoint) -> Evaluated {
    let found = evaluate(given, from: viewpoint)
    guard found.isUnresolved, table.caller.values[name] == nil, !table.caller.views.isEmpty else { return found }
    return Evaluated(.unresolved(.untemplated(variable: name)))
  }

  // MARK: The caller's values

  /// What a value from the caller is beside what the files say.
  private enum Standing {
    /// The deciding definition's own value.
    case winner
    /// What the play's host sees of the files: another definition decides for whom the catalogue speaks.
    case explained
    /// A value that no file explains.
    case decides
  }

  private func standing(
    of given: VariableValue, _ name: String, against winner: Definition, from viewpoint: Viewpoint
  ) -> Standing {
    if isWritten(given, as: winner, from: viewpoint) || isMeant(given, name, by: winner, from: viewpoint) {
      return .winner
    }
    // The play has loaded another one of the files of which it loads one.
    let peers = winner.alternative == nil ? [] : table.definitions(of: name).filter { $0.level == winner.level }
    if peers.contains(where: { isWritten(given, as: $0, from: viewpoint) }) { return .explained }
    return isExplained(given, name) ? .explained : .decides
  }

  private func isExplained(_ given: VariableValue, _ name: String) -> Bool {
    if let known = explained[name] { return known }
    let candidates = table.caller.explanations(of: name, among: table.definitions(of: name))
    let found = candidates.contains { isWritten(given, as: $0, from: Viewpoint(of: $0.level)) }
    explained[name] = found
    return found
  }

  /// Whether the caller's value is what this definition gives: the same text before templating where the caller
  /// tells it, or else the same value after.
  private func isWritten(_ given: VariableValue, as definition: Definition, from viewpoint: Viewpoint) -> Bool {
    if let written = table.caller.written[definition.variable] { return written.means(definition.value) }
    return agree(given, definition.value, from: viewpoint.entering(definition.level))
  }

  /// Whether a value that is written otherwise comes to what the deciding definition gives (`set_fact` of itself).
  private func isMeant(
    _ given: VariableValue, _ name: String, by winner: Definition, from viewpoint: Viewpoint
  ) -> Bool {
    guard table.caller.written[name] != nil, let finished = table.caller.values[name] else { return false }
    return agree(finished, winner.value, from: viewpoint.entering(winner.level))
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

  // MARK: Values

  /// Resolves the references in a value. Lists and mappings stay as they are: their entries resolve one by one.
  package func resolve(_ value: VariableValue, from viewpoint: Viewpoint) -> Outcome {
    evaluate(value, from: viewpoint).plain
  }

  /// What a variable comes to, as a template that names it would see it.
  func resolve(variable name: String, from viewpoint: Viewpoint) -> Outcome { evaluate(name, from: viewpoint).plain }

  /// Resolves the references in a text.
  package func resolve(_ text: String, from viewpoint: Viewpoint) -> Outcome {
    evaluate(text: text, from: viewpoint).plain
  }

  /// The same, with the unquoted scalar whose text YAML changed and that went into the value.
  package func resolution(
    of value: VariableValue, from viewpoint: Viewpoint
  ) -> (outcome: Outcome, retyped: VariableValue?) {
    let found = evaluate(value, from: viewpoint)
    return (found.plain, found.retyped)
  }

  private func evaluate(_ value: VariableValue, from viewpoint: Viewpoint) -> Evaluated {
    guard case .string(let text) = value.content, !value.isUnsafe else { return Evaluated(finished: value) }
    let found = evaluate(text: text, from: viewpoint)
    switch found.outcome {
    case .text, .value, .unresolved(.cycle), .unresolved(.tooDeep): return found
    case .undefined, .unresolved: break
    }
    let undecided = Undecided(role: viewpoint.role, text: text)
    if let templated = table.caller.templated[undecided] {
      return Evaluated(
        finished: templated.placed(like: value),
        retyped: templated.isRetyped ? templated : retyped(in: text, viewpoint, templated))
    }
    if isUndecided.insert(undecided).inserted { self.undecided.append(undecided) }
    return found
  }

  /// The scalar that YAML changed, of a variable that an expression names and whose changed text came out of it.
  private func retyped(in text: String, _ viewpoint: Viewpoint, _ templated: VariableValue) -> VariableValue? {
    guard let result = templated.text.map({ Array($0.utf8) }) else { return nil }
    for name in TemplateWords.names(in: text) where table.winner(of: name, from: viewpoint) != nil {
      let found = evaluate(name, from: viewpoint)
      guard let scalar = found.retyped, case .text(let changed) = found.plain, !changed.isEmpty else { continue }
      let sought = Array(changed.utf8)
      if result.indices.contains(where: { result[$0...].starts(with: sought) }) { return scalar }
    }
    return nil
  }

  /// What decides a variable in a role, as it is written; nil where the caller gives it or nothing does.
  func written(_ name: String, role: String?) -> VariableValue? {
    guard table.caller.values[name] == nil else { return nil }
    return table.winner(of: name, from: Viewpoint(role: role))?.value
  }

  private func evaluate(text: String, from viewpoint: Viewpoint) -> Evaluated {
    guard Template.mayHoldTemplate(text) else { return Evaluated(.text(text)) }
    let template = Template(parsing: text)
    if let whole = template.wholeExpression { return evaluate(whole, from: viewpoint) }
    return join(template.segments) { segment in
      switch segment {
      case .literal(let literal): return Evaluated(.text(literal))
      case .unsupported(let expression): return Evaluated(.unresolved(.unsupported(expression: expression)))
      case .expression(let expression): return asText(evaluate(expression, from: viewpoint), of: expression)
      }
    }
  }

  /// One text of several parts; the first part that is none is the result.
  private func join<Part>(_ parts: [Part], _ text: (Part) -> Evaluated) -> Evaluated {
    var result = ""
    var retyped: VariableValue?
    for part in parts {
      let found = text(part)
      guard case .text(let piece) = found.outcome else { return found }
      result += piece
      retyped = retyped ?? found.retyped
      guard result.utf8.count <= Self.lengthLimit else { return Evaluated(.unresolved(.tooLarge)) }
    }
    return Evaluated(.text(result), retyped: retyped)
  }

  private func evaluate(_ expression: TemplateExpression, from viewpoint: Viewpoint) -> Evaluated {
    switch expression {
    case .string(let text): return Evaluated(.text(text))
    case .emptyList: return Evaluated(.value(VariableValue(.list([]), at: Location(file: .caller))))
    case .name(let name): return evaluate(name, from: viewpoint)
    case .concatenation(let parts): return join(parts) { asText(evaluate($0, from: viewpoint), of: $0) }
    case .fallback(let value, let other, let boolean):
      survey(other, from: viewpoint)
      let found = evaluate(value, from: viewpoint)
      switch found.outcome {
      case .undefined: return evaluate(other, from: viewpoint)
      case .text(let text) where boolean && text.isEmpty: return evaluate(other, from: viewpoint)
      case .value(let value) where boolean && value.isFalsy: return evaluate(other, from: viewpoint)
      default: return found
      }
    case .defined(let name, let isNegated):
      switch evaluate(name, from: viewpoint).outcome {
      case .undefined: return Self.flag(isNegated)
      case .unresolved(let failure): return Evaluated(.unresolved(failure))
      case .text, .value: return Self.flag(!isNegated)
      }
    case .ternary(let condition, let yes, let no):
      survey(yes, from: viewpoint)
      survey(no, from: viewpoint)
      switch evaluate(condition, from: viewpoint).outcome {
      case .text(let text): return evaluate(text.isEmpty ? no : yes, from: viewpoint)
      case .value(let value) where value.content != .opaque: return evaluate(value.isFalsy ? no : yes, from: viewpoint)
      case let other: return Self.noCondition(other)
      }
    case .truth(let value):
      switch evaluate(value, from: viewpoint).outcome {
      case .text(let text): return Self.flag(Self.yes.contains(text.lowercased()))
      case .value(let value):
        if case .scalar(let text) = value.content { return Self.flag(text == "1" || text == "1.0") }
        if case .bool(let flag) = value.content { return Self.flag(flag) }
        return value.content == .null ? Self.flag(false) : Self.noCondition(.value(value))
      case let other: return Self.noCondition(other)
      }
    }
  }

  /// What an expression comes to only for some values of the play.
  private func survey(_ expression: TemplateExpression, from viewpoint: Viewpoint) {
    if surveyed != nil { _ = evaluate(expression, from: viewpoint) }
  }

  /// The words that Ansible's `bool` takes for yes; all else is no.
  private static let yes: Set<String> = ["yes", "on", "1", "true"]

  private static func flag(_ flag: Bool) -> Evaluated {
    Evaluated(.value(VariableValue(.bool(flag), at: Location(file: .caller))))
  }

  private static func noCondition(_ outcome: Outcome) -> Evaluated {
    switch outcome {
    case .undefined(let name): Evaluated(.unresolved(.undefined(variable: name)))
    case .value(let value): Evaluated(.unresolved(.notText(variable: "", kind: value.kindName)))
    case .text, .unresolved: Evaluated(outcome)
    }
  }

  /// What an expression contributes to a longer text: only text will do there.
  private func asText(_ found: Evaluated, of expression: TemplateExpression) -> Evaluated {
    switch found.plain {
    case .text(let text): Evaluated(.text(text), retyped: found.retyped)
    case .undefined(let name): Evaluated(.unresolved(.undefined(variable: name)))
    case .value(let value):
      Evaluated(.unresolved(.notText(variable: expression.referenced ?? "", kind: value.kindName)))
    case .unresolved: found
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
      return placed(at: other.location)
    }
    return VariableValue(.list(zip(mine, theirs).map { $0.placed(like: $1) }), at: other.location)
  }

  /// The same value and all in it at one place.
  private func placed(at location: Location) -> VariableValue {
    switch content {
    case .list(let entries):
      VariableValue(.list(entries.map { $0.placed(at: location) }), at: location, isUnsafe: isUnsafe)
    case .mapping(let entries):
      VariableValue(
        .mapping(
          entries.map { .init(key: $0.key, keyLocation: location, value: $0.value.placed(at: location)) }),
        at: location, isUnsafe: isUnsafe)
    // By the caller's place it is known that YAML changed it.
    case .bool, .scalar: isRetyped ? self : VariableValue(content, at: location, isUnsafe: isUnsafe)
    case .null, .string, .opaque: VariableValue(content, at: location, isUnsafe: isUnsafe)
    }
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

extension VariableResolver {
  /// An entry of a document's list: one that comes to a list stands for that list's entries, since several variables of
  /// one list are one in a document.
  func spliced(_ entry: VariableValue, from viewpoint: Viewpoint) -> [VariableValue] {
    guard let text = entry.text, !entry.isUnsafe, Template.mayHoldTemplate(text),
      case .value(let value) = resolve(entry, from: viewpoint), let entries = value.list
    else { return [entry] }
    return entries
  }

  /// Whether an unresolved text stands in place of a list, and is none of its entries.
  package func isWhole(_ value: Located<String>) -> Bool {
    Template.mayHoldTemplate(value.value)
      && table.definitions(of: value.origin.variable).contains {
        $0.location == value.origin.location && $0.value.text != nil
      }
  }
}
