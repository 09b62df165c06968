import TextFiles

/// Every definition of every variable, and which of them decides from a viewpoint.
package struct VariableTable {
  /// Definitions that a viewpoint chooses from: the winner and what it hides.
  package struct Choice {
    package let winner: Definition
    /// Highest precedence first; every other definition, also those that the viewpoint cannot see.
    package let shadowed: [Definition]
  }

  private let files: VariableFiles
  private let memory: Memory
  package let caller: CallerVariables

  /// The definitions that were asked for, made once: they are compared by their identity.
  private final class Memory {
    var definitions: [String: [Definition]] = [:]
  }

  init(caller: CallerVariables = CallerVariables(), files: VariableFiles = VariableFiles()) {
    self.init(caller: caller, files: files, memory: Memory())
  }

  private init(caller: CallerVariables, files: VariableFiles, memory: Memory) {
    self.caller = caller
    self.files = files
    self.memory = memory
  }

  /// The same table for another thread, with what was asked for so far.
  func fork() -> VariableTable {
    let copy = Memory()
    copy.definitions = memory.definitions
    return VariableTable(caller: caller, files: files, memory: copy)
  }

  /// Adds what another thread has asked for.
  func take(_ fork: VariableTable) {
    memory.definitions.merge(fork.memory.definitions) { mine, _ in mine }
  }

  /// Every definition in a file, in the order the files are read.
  package func definitions(of name: String) -> [Definition] {
    if let known = memory.definitions[name] { return known }
    let found = files.definitions(of: name)
    memory.definitions[name] = found
    return found
  }

  /// Whether the definition that stands there is a list with something in it, or what may come to one.
  func holdsEntries(_ name: String, at location: Location) -> Bool {
    definitions(of: name).contains { definition in
      guard definition.location == location else { return false }
      return definition.value.list.map { !$0.isEmpty } ?? (definition.value.content != .null)
    }
  }

  /// The levels of these definitions, which takes no look at their values.
  func levels(of name: String) -> [Level] {
    memory.definitions[name]?.map(\.level) ?? files.levels(of: name)
  }

  /// The deciding definition among the files'. A variable that only other groups or roles define is taken from them:
  /// a catalogue spans all plays. nil where no file defines it.
  package func choice(of name: String, from viewpoint: Viewpoint) -> Choice? {
    let choice = Self.choice(among: definitions(of: name), from: viewpoint)
    guard let choice, let repeated = files.repeated[name] else { return choice }
    return Choice(winner: choice.winner, shadowed: Self.inOrder(choice.shadowed + repeated))
  }

  /// The deciding definition alone.
  func winner(of name: String, from viewpoint: Viewpoint) -> Definition? {
    Self.winner(among: definitions(of: name), from: viewpoint)
  }

  /// The same of some definitions of one variable.
  static func choice(among all: [Definition], from viewpoint: Viewpoint) -> Choice? {
    guard let winner = winner(among: all, from: viewpoint) else { return nil }
    return Choice(winner: winner, shadowed: all.count == 1 ? [] : inOrder(all.filter { $0 !== winner }))
  }

  private static func winner(among all: [Definition], from viewpoint: Viewpoint) -> Definition? {
    guard all.count > 1 else { return all.first }
    let visible = visible(all, from: viewpoint)
    guard var winner = visible.first else { return nil }
    for candidate in visible.dropFirst() where candidate.hides(winner) { winner = candidate }
    return winner
  }

  /// Highest precedence first, then by place.
  private static func inOrder(_ definitions: [Definition]) -> [Definition] {
    definitions.sorted { $0.hides($1) || (!$1.hides($0) && $0.location < $1.location) }
  }

  /// Those of the definitions that a viewpoint sees.
  static func visible(_ all: [Definition], from viewpoint: Viewpoint) -> [Definition] {
    let seen = all.filter { definition in
      let level = definition.level
      if let group = level.group { return viewpoint.sees(group: group) }
      if let host = level.host { return host == viewpoint.host }
      if let role = level.role { return role == viewpoint.role }
      return true
    }
    // A group's own definition beats a role's default, whichever group that is: the default is no match for a pin that
    // exists, even in another group. What holds for all hosts is no default.
    let foreign = all.filter { $0.level.group.map { !viewpoint.sees(group: $0) } ?? false }
    guard let first = foreign.min(by: { $0.level < $1.level }),
      !seen.contains(where: { $0.level.step > .roleDefaults })
    else { return seen.isEmpty ? nearest(all) : seen }
    return seen + foreign.filter { $0.level.scope == first.level.scope }
  }

  /// Of definitions that are all out of view, those of the highest step, in the first scope by name. What a play loads by
  /// its system counts only where nothing else does.
  private static func nearest(_ all: [Definition]) -> [Definition] {
    let lasting = all.filter { $0.level.step != .includedVars }
    let candidates = lasting.isEmpty ? all : lasting
    guard let step = candidates.map(\.level.step).max() else { return [] }
    let scope = candidates.filter { $0.level.step == step }.map(\.level).min()?.scope
    return candidates.filter { $0.level.step == step && $0.level.scope == scope }
  }
}

extension Level.Step: Comparable {
  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
