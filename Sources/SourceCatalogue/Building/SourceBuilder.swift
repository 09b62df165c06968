import Diagnostics
import TextFiles

/// Definitions of one source's variables to the source.
struct SourceBuilder {
  let resolver: VariableResolver
  let name: String
  /// The variables that set each member, as far as any file or caller defines them.
  let variables: [SourceField: String]
  private(set) var diagnostics: [Diagnostic] = []
  /// The definitions of what it is and where it comes from.
  private let places: [Definition]
  /// Those of what pins it: the branch that it follows too.
  private let pinning: [Definition]
  /// Where the source's own variables stand: its group, or its role for one that no group_vars define.
  private(set) var home = Viewpoint()
  /// nil for a source that can only be one of git.
  private(set) var choice: SourceKindChoice?

  init(name: String, variables: [SourceField: String], resolver: VariableResolver) {
    self.name = name
    self.variables = variables
    self.resolver = resolver
    func definitions(of field: SourceField) -> [Definition] {
      variables[field].map { resolver.table.definitions(of: $0) } ?? []
    }
    places = [.repository, .reference, .archive, .path].flatMap(definitions)
    pinning = places + definitions(of: .track)
    home = homeViewpoint()
    choice = SourceKindChoice(variables, resolver: resolver, from: home)
  }

  mutating func build() -> Source {
    var source = Source(name: name)
    source.repository = text(.repository)
    source.reference = reference(from: home)
    source.track = track(from: home)
    source.distribution = text(.distribution)
    source.subdirectory = text(.subdirectory)
    source.fragments = text(.fragments)
    source.destination = text(.destination)
    source.path = text(.path)
    source.mirrors = texts(.mirror)
    source.patches = texts(.patches)
    source.extras = texts(.extras)
    source.enabled = flag(.enabled)
    source.archives = archives()
    source.kind = choice?.kind ?? .git
    source.groups = groups()
    source.alias = alias()
    source.isRoleDefaultOnly = isRoleDefaultOnly
    source.scopes = source.kind == .git ? scopes() : []
    source.blanks = blanks(of: source)
    check(source)
    return source
  }

  mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  // MARK: Members

  /// What decides a member, among the definitions that are about the source's kind.
  private func decide(_ field: SourceField, from viewpoint: Viewpoint? = nil) -> VariableResolver.Decision? {
    guard let variable = variables[field], let found = resolver.decide(variable, from: viewpoint ?? home) else {
      return nil
    }
    guard let choice, !choice.concerns(found.definition, field) else { return found }
    let others = resolver.table.definitions(of: variable).filter { choice.concerns($0, field) }
    return resolver.decide(among: others, from: viewpoint ?? home)?.hiding(found)
  }

  private mutating func text(_ field: SourceField, from viewpoint: Viewpoint? = nil) -> Located<String>? {
    decide(field, from: viewpoint).flatMap { text(of: $0, field) }
  }

  private mutating func text(of found: VariableResolver.Decision, _ field: SourceField) -> Located<String>? {
    if found.definition.stated == nil, field != .reference, field != .track, let scalar = found.retyped {
      diagnostics.append(.retyped(found.origin.variable, scalar, at: found.origin.location))
    }
    switch found.outcome {
    case .text(let text): return text.isEmpty ? nil : Located(text, origin: found.origin)
    case .value(let value):
      refuse(value, of: found, wanted: "a string")
      return nil
    case .undefined(let missing): return unresolved(found, .undefined(variable: missing))
    case .unresolved(let failure): return unresolved(found, failure)
    }
  }

  private mutating func refuse(_ value: VariableValue, of found: VariableResolver.Decision, wanted: String) {
    // The structured format says itself what its members may be.
    if value.content != .null, !found.definition.isStructured {
      diagnostics.append(.wrongType(found.origin.variable, wanted: wanted, found: value))
    }
  }

  /// The structured format takes strings alone, and says so itself.
  private mutating func reportRetyped(
    _ scalar: VariableValue?, _ found: VariableResolver.Decision, at location: Location
  ) {
    guard let scalar, !found.definition.isStructured, found.definition.stated == nil else { return }
    diagnostics.append(.retyped(found.origin.variable, scalar, at: location))
  }

  /// Kept as written, with a finding: neither dropped nor guessed.
  private mutating func unresolved(
    _ found: VariableResolver.Decision, _ failure: VariableResolver.Failure
  ) -> Located<String>? {
    // Where the play itself cannot tell, nobody can.
    let severity: Severity? = found.origin.level.step == .caller ? .error : nil
    diagnostics.append(
      .unresolvedVariable(found.origin.variable, because: failure, at: found.origin.location, severity: severity))
    return Located(found.definition.value.text ?? "", origin: found.origin)
  }

  private mutating func texts(_ field: SourceField) -> [Located<String>] {
    guard let found = decide(field) else { return [] }
    switch found.outcome {
    case .text(let text):
      reportRetyped(found.retyped, found, at: found.origin.location)
      return text.isEmpty ? [] : [Located(text, origin: found.origin)]
    case .value(let value):
      guard let entries = value.list else {
        refuse(value, of: found, wanted: "a list")
        return []
      }
      let all = found.definition.isStructured ? entries.flatMap { resolver.spliced($0, from: home) } : entries
      return all.compactMap { part($0, found) }
    case .undefined(let missing): return [unresolved(found, .undefined(variable: missing))].compactMap(\.self)
    case .unresolved(let failure): return [unresolved(found, failure)].compactMap(\.self)
    }
  }

  /// A text within a variable's value; what cannot be resolved stays as written, with a finding.
  private mutating func part(_ value: VariableValue, _ found: VariableResolver.Decision) -> Located<String>? {
    let origin = found.origin.moved(to: value.location)
    let failure: VariableResolver.Failure
    let (outcome, retyped) = resolver.resolution(of: value, from: home)
    reportRetyped(retyped, found, at: origin.location)
    switch outcome {
    case .text(let text): return Located(text, origin: origin)
    case .value(let value):
      if value.content != .null, !found.definition.isStructured {
        diagnostics.append(.wrongEntry(origin.variable, wanted: "text", found: value, at: origin.location))
      }
      return nil
    case .undefined(let missing): failure = .undefined(variable: missing)
    case .unresolved(let reason): failure = reason
    }
    diagnostics.append(.unresolvedVariable(origin.variable, because: failure, at: origin.location))
    return value.text.map { Located($0, origin: origin) }
  }

  private mutating func flag(_ field: SourceField) -> Located<Bool>? {
    guard let found = decide(field) else { return nil }
    switch found.outcome {
    case .value(let value):
      if case .bool(let flag) = value.content { return Located(flag, origin: found.origin) }
    case .text(let text):
      if text == "True" || text == "true" { return Located(true, origin: found.origin) }
      if text == "False" || text == "false" { return Located(false, origin: found.origin) }
    case .undefined, .unresolved: break
    }
    return nil
  }

  private mutating func reference(from viewpoint: Viewpoint) -> Located<Reference>? {
    guard let found = decide(.reference, from: viewpoint) else { return nil }
    if let refused = refused(found) { return Located(Reference(.unresolved, refused), origin: found.origin) }
    guard let text = text(of: found, .reference) else { return nil }
    if case .text = found.outcome {
      checkRelease(text.value, found)
      let reference = found.definition.stated.map { Reference($0, text.value) } ?? Reference(flat: text.value)
      return text.map { _ in reference }
    }
    return text.map { Reference(.unresolved, $0) }
  }

  /// What a template came to is no version more than what is written is, which is told about the document's shape.
  private mutating func checkRelease(_ text: String, _ found: VariableResolver.Decision) {
    guard found.definition.stated == .release, !StructuredFormat.release.accepts(text) else { return }
    let wanted = StructuredFormat.release.description
    report(.wrongText(found.origin.variable, wanted: wanted, found: text, at: found.origin.location))
  }

  /// What is written where a play would see another text, with a finding; nil for a value that can be used.
  private mutating func refused(_ found: VariableResolver.Decision) -> String? {
    // The structured format takes strings alone, and says so itself.
    if found.definition.isStructured {
      guard case .string = found.definition.value.content else { return found.definition.writtenText }
    }
    guard let scalar = found.retyped else { return nil }
    diagnostics.append(.retyped(found.origin.variable, scalar, at: found.origin.location))
    return found.definition.writtenText
  }

  /// `None`, written as text, means "do not follow".
  private mutating func track(from viewpoint: Viewpoint) -> Located<Reference?>? {
    guard let found = decide(.track, from: viewpoint) else { return nil }
    if case .value(let value) = found.outcome, value.content == .null { return Located(nil, origin: found.origin) }
    if let refused = refused(found) { return Located(Reference(.unresolved, refused), origin: found.origin) }
    guard let text = text(of: found, .track) else { return nil }
    if text.value == "None" { return text.map { _ in nil } }
    if case .text = found.outcome { return text.map { Reference(.branch, $0) } }
    return text.map { Reference(.unresolved, $0) }
  }

  private mutating func archives() -> [Source.Archive] {
    guard let found = decide(.archive), case .value(let value) = found.outcome, let entries = value.entries else {
      return []
    }
    let isSingle = value["url"] != nil
    let each = isSingle ? [("any", value)] : entries.map { ($0.key, $0.value) }
    return each.compactMap { architecture, entry in
      guard let url = entry["url"].flatMap({ part($0, found) }) else { return nil }
      return Source.Archive(
        architecture: architecture, url: url, sha256: entry["sha256"].flatMap { part($0, found) })
    }
  }

  /// What leaves members without a value that some definition speaks of.
  private func blanks(of source: Source) -> [SourceField: Origin] {
    var blanks: [SourceField: Origin] = [:]
    for (field, variable) in variables where field != .plugins && source.valueOrigin(of: field) == nil {
      guard let found = resolver.decide(variable, from: home) else { continue }
      blanks[field] = decide(field)?.origin ?? choice?.origin(hiding: found)
    }
    return blanks
  }
}

extension VariableResolver.Decision {
  /// The same where another definition came first and does not count.
  fileprivate func hiding(_ other: VariableResolver.Decision) -> VariableResolver.Decision {
    let others = [other.definition.asShadowed()] + other.origin.shadowed
    let hiding = Origin(
      location: origin.location, variable: origin.variable, level: origin.level, template: origin.template,
      shadowed: others.filter { $0.location != origin.location })
    return VariableResolver.Decision(outcome: outcome, origin: hiding, definition: definition, retyped: retyped)
  }
}

extension Origin {
  /// The same definition, for an entry inside its value.
  func moved(to location: Location) -> Origin {
    Origin(location: location, variable: variable, level: level, template: template, shadowed: shadowed)
  }

  /// The same, as it is written before its variables are resolved.
  func templated(as template: String?) -> Origin {
    guard let template else { return self }
    return Origin(location: location, variable: variable, level: level, template: template, shadowed: shadowed)
  }
}

// MARK: - Where the source belongs

extension SourceBuilder {
  /// The role whose play installs the source: the service's own where that defines it, else the first by name.
  private func homeRole(_ definitions: [Definition]) -> String? {
    let roles = definitions.compactMap(\.level.role)
    return roles.contains("os_" + name) ? "os_" + name : roles.min(by: bytewise)
  }

  /// The group that defines most of the source; `<name>_all` and then the first by name where several do. Where all
  /// hosts have the source, only an own group: what any other says is for that one alone.
  private func homeViewpoint() -> Viewpoint {
    let isOfAll = pinning.contains { $0.level.step == .groupVarsAll || $0.level.step == .deployGroupVarsAll }
    let role = homeRole(pinning)
    var counts: [String: Int] = [:]
    for definition in pinning {
      guard let group = definition.level.group, !isOfAll || isOwn(group, role) else { continue }
      counts[group, default: 0] += 1
    }
    let best = counts.max { a, b in
      if a.value != b.value { return a.value < b.value }
      if (a.key == name + "_all") != (b.key == name + "_all") { return b.key == name + "_all" }
      return bytewise(b.key, a.key)
    }
    return Viewpoint(group: best?.key, role: role)
  }

  /// `nova_all` is the own group of nova, of `nova_lxd`, and of what os_nova defines.
  private func isOwn(_ group: String, _ role: String?) -> Bool {
    if let role, Viewpoint(role: role).sees(group: group) { return true }
    guard group.hasSuffix("_all") else { return false }
    let service = group.utf8.dropLast(4)
    let rest = name.utf8.starts(with: service) ? name.utf8.dropFirst(service.count).first : 0
    return rest == nil || rest == 0x5F
  }

  /// Other groups and hosts that define one of the pinning variables.
  private var otherScopes: [Viewpoint] {
    var found: [Viewpoint] = []
    let levels = pinning.map(\.level).filter { ($0.group != nil && $0.group != home.group) || $0.host != nil }
    for level in levels.sorted() {
      let viewpoint = Viewpoint(group: level.group, host: level.host)
      if !found.contains(viewpoint) { found.append(viewpoint) }
    }
    return found
  }

  private var isRoleDefaultOnly: Bool {
    !places.isEmpty && places.allSatisfy { $0.level.role != nil } && !isFromCaller
  }

  /// Whether the caller gives the repository or the reference.
  private var isFromCaller: Bool {
    [SourceField.repository, .reference].contains { field in
      variables[field].flatMap { resolver.decidedByCaller($0, from: home) } != nil
    }
  }

  /// `*_git_project_group`, else the folder below group_vars, else every host.
  private mutating func groups() -> [Located<String>] {
    let stated = texts(.group)
    if !stated.isEmpty || saysNoGroup { return stated }
    var found: [Located<String>] = []
    for definition in pinning.sorted(by: { $0.level < $1.level }) {
      let group = definition.level.group ?? (definition.level.step <= .deployGroupVarsAll ? "all" : nil)
      guard let group, definition.level.step != .roleDefaults, group == home.group ?? "all" else { continue }
      guard !found.contains(where: { $0.value == group }) else { continue }
      let origin = Origin(location: definition.location, variable: definition.variable, level: definition.level)
      found.append(Located(group, origin: origin))
    }
    if found.isEmpty, !isRoleDefaultOnly, let first = pinsEverywhere {
      let origin = Origin(location: first.location, variable: first.variable, level: first.level)
      found.append(Located("all", origin: origin))
    }
    return found
  }

  /// The definition by which every host may need it.
  private var pinsEverywhere: Definition? {
    if let choice, choice.definition.level.role == nil { return choice.definition }
    return pinning.first { $0.level.role == nil } ?? pinning.first
  }

  /// An empty list says that no group needs it; without a list the files' places say which do.
  private var saysNoGroup: Bool {
    guard let variable = variables[.group], let found = resolver.decide(variable, from: home),
      case .value(let value) = found.outcome
    else { return false }
    return value.list?.isEmpty ?? false
  }

  private mutating func scopes() -> [Source.Scope] {
    otherScopes.compactMap { viewpoint in
      let scope = Source.Scope(
        group: viewpoint.group, host: viewpoint.host, repository: text(.repository, from: viewpoint),
        reference: reference(from: viewpoint), track: track(from: viewpoint))
      return scope
    }
  }

  /// The other source whose repository and reference this one's only refer to.
  private func alias() -> String? {
    guard choice.map({ $0.kind == .git }) ?? true, let repository = referredPrefix(.repository),
      let reference = referredPrefix(.reference), repository == reference,
      repository != name
    else { return nil }
    return repository
  }

  private func referredPrefix(_ field: SourceField) -> String? {
    guard let variable = variables[field], let choice = resolver.table.choice(of: variable, from: home),
      let text = choice.winner.value.text, Template.mayHoldTemplate(text),
      let referred = Template(parsing: text).wholeExpression?.referenced,
      let match = SourceNaming.match(referred), match.meaning == .source(field)
    else { return nil }
    return match.prefix
  }
}
