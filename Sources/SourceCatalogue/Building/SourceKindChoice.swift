import TextFiles

/// How a source is obtained: one decision for all of its members, by the highest definition that states one of the kinds
/// (docs/decisions/0091). Members of another kind are hidden with it, whichever definition gives them.
struct SourceKindChoice {
  /// One definition that says of which kind the source is.
  private struct Statement {
    let kind: Source.Kind
    let definition: Definition
    /// Of the members of one document, which exclude each other, a place to get the source from comes before the version.
    let rank: Int

    func isBelow(_ other: Statement) -> Bool {
      if other.definition.hides(definition) { return true }
      return !definition.hides(other.definition) && rank < other.rank
    }
  }

  let kind: Source.Kind
  /// What decides the kind.
  let definition: Definition
  private let statements: [Statement]
  /// The documents that give an archive.
  private let archives: [Definition]

  /// nil where git is the only kind that any definition states, as flat variables do.
  init?(_ variables: [SourceField: String], resolver: VariableResolver, from home: Viewpoint) {
    func all(_ field: SourceField) -> [Definition] {
      variables[field].map { resolver.table.definitions(of: $0) } ?? []
    }
    guard !all(.archive).isEmpty || !all(.path).isEmpty || all(.reference).contains(where: { $0.stated == .release })
    else { return nil }
    func seen(_ field: SourceField) -> [Definition] {
      let given = variables[field].flatMap { resolver.decidedByCaller($0, from: home)?.definition }
      let found = VariableTable.visible(all(field), from: home) + (given.map { [$0] } ?? [])
      return found.filter { Self.saysAnything($0, resolver, home) }
    }
    let archives = seen(.archive)
    let ways =
      seen(.repository).map { Statement(kind: .git, definition: $0, rank: 3) }
      + archives.map { Statement(kind: .archive, definition: $0, rank: 2) }
      + seen(.path).map { Statement(kind: .path, definition: $0, rank: 1) }
    let statements =
      ways
      + seen(.reference).map {
        Statement(kind: Self.kind(ofReference: $0, beside: archives), definition: $0, rank: 0)
      }
    guard let deciding = statements.max(by: { $0.isBelow($1) }) else { return nil }
    (kind, definition) = (deciding.kind, deciding.definition)
    (self.statements, self.archives) = (statements, archives)
  }

  /// Null and an empty text say nothing.
  private static func saysAnything(_ definition: Definition, _ resolver: VariableResolver, _ home: Viewpoint) -> Bool {
    switch resolver.resolve(definition.value, from: home.entering(definition.level)) {
    case .text(let text): !text.isEmpty
    case .value(let value): value.content != .null
    case .undefined, .unresolved: true
    }
  }

  /// A release is that of the archive beside it, or else one of an index; nothing but git has the others.
  private static func kind(ofReference definition: Definition, beside archives: [Definition]) -> Source.Kind {
    guard definition.stated == .release else { return .git }
    return archives.contains { $0.isBeside(definition) } ? .archive : .index
  }

  /// Whether a definition of a member is about the kind that counts.
  func concerns(_ definition: Definition, _ field: SourceField) -> Bool {
    switch field {
    case .repository: kind == .git
    case .archive: kind == .archive
    case .path: kind == .path
    case .reference: Self.kind(ofReference: definition, beside: archives) == kind
    case .mirror, .track: kindSeen(by: definition) == kind
    case .group, .fragments, .distribution, .destination, .plugins, .subdirectory, .extras, .patches, .enabled: true
    }
  }

  /// The kind that a document found when it named mirrors or a branch to follow.
  private func kindSeen(by definition: Definition) -> Source.Kind {
    guard definition.isStructured else { return .git }
    return statements.filter { !$0.definition.hides(definition) }.max { $0.isBelow($1) }?.kind ?? kind
  }

  /// What leaves a member without a value: the definition of the kind, and what it hides.
  func origin(hiding found: VariableResolver.Decision) -> Origin {
    Origin(
      location: definition.location, variable: definition.variable, level: definition.level,
      shadowed: [found.definition.asShadowed()] + found.origin.shadowed)
  }
}

extension Definition {
  /// Whether both stand in one document.
  func isBeside(_ other: Definition) -> Bool { level == other.level && order == other.order }
}
