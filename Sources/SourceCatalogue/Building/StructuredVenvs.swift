import Diagnostics

/// Venvs of the structured format on top of those of flat variables, member by member.
struct StructuredVenvs {
  let resolver: VariableResolver
  private(set) var reader: RequirementReader
  private(set) var diagnostics: [Diagnostic] = []

  init(resolver: VariableResolver, reader: RequirementReader) {
    self.resolver = resolver
    self.reader = reader
  }

  /// `keys` are the definitions' keys below `venvs.`.
  mutating func apply(_ keys: [String], to venvs: inout [String: Venv]) {
    for key in keys.sorted(by: bytewise) {
      let parts = key.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
      guard parts.count >= 2 else { continue }
      var venv = venvs[parts[1]] ?? Venv(name: parts[1])
      if parts.count == 3, let found = resolver.decide(key, from: Viewpoint()) { set(parts[2], found, in: &venv) }
      venvs[parts[1]] = venv
    }
  }

  private mutating func set(_ path: String, _ found: VariableResolver.Decision, in venv: inout Venv) {
    let parts = path.split(separator: ".", maxSplits: 1).map(String.init)
    let rest = parts.count > 1 ? parts[1] : ""
    switch parts.first {
    case "groups": venv.groups = texts(found, replacing: venv.groups)
    case "python": venv.python = texts(found, replacing: venv.python.map { [$0] } ?? []).first
    case "install": venv.requirements = requirements(found, venv.name, replacing: venv.requirements)
    case "user": venv.user = requirements(found, venv.name, replacing: venv.user)
    case "optional" where !rest.isEmpty:
      venv.optional[rest] = requirements(found, venv.name, replacing: venv.optional[rest] ?? [])
    case "constraints":
      venv.constraints = texts(found, replacing: venv.constraints.map(\.text)).map(Self.constraint)
    case "adjust": setAdjustments(rest, found, in: &venv)
    case "system_packages":
      venv.systemPackages = ["any": texts(found, replacing: venv.systemPackages.values.flatMap { $0 })]
    case "environment" where !rest.isEmpty: venv.environment[rest] = texts(found).first
    case "distro_packages": setPackages(rest, found, in: &venv)
    default: break
    }
  }

  private func setAdjustments(_ path: String, _ found: VariableResolver.Decision, in venv: inout Venv) {
    switch path {
    case "remove": venv.adjustments.remove = texts(found)
    case "replace": venv.adjustments.replace = texts(found)
    case "relax": venv.adjustments.relax = texts(found)
    default: break
    }
  }

  private mutating func setPackages(_ path: String, _ found: VariableResolver.Decision, in venv: inout Venv) {
    let parts = path.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return }
    var packages = venv.distroPackages
    if parts[0] == "build" {
      packages.build[parts[1]] = texts(found, replacing: packages.build[parts[1]] ?? [])
    } else if parts[0] == "runtime" {
      packages.runtime[parts[1]] = texts(found, replacing: packages.runtime[parts[1]] ?? [])
    }
    venv.distroPackages = packages
  }

  private mutating func requirements(
    _ found: VariableResolver.Decision, _ venv: String, replacing flat: [Venv.Requirement]
  ) -> [Venv.Requirement] {
    guard case .value(let value) = found.outcome, let entries = value.list else { return flat }
    let read = entries.compactMap {
      reader.read($0, of: found.origin, venv: venv, from: Viewpoint(), namesAreSources: true)
    }
    let isHigher = Self.isHigher(found, than: flat.map(\.text))
    let (winners, hidden) = isHigher ? (read, flat) : (flat, read)
    return winners.map { winner in
      var winner = winner
      winner.text = winner.text.hiding(hidden.map(\.text))
      return winner
    }
  }

  private func texts(_ found: VariableResolver.Decision, replacing flat: [Located<String>]) -> [Located<String>] {
    let read = texts(found)
    let (winners, hidden) = Self.isHigher(found, than: flat) ? (read, flat) : (flat, read)
    return winners.map { $0.hiding(hidden) }
  }

  /// Whether the definition counts against what flat variables say: a `user_*.yml` is above it, a role below.
  private static func isHigher(_ found: VariableResolver.Decision, than flat: [Located<String>]) -> Bool {
    flat.map(\.origin.level).max().map { $0 < found.origin.level } ?? true
  }

  /// A bare name is a layer; anything with a specifier, a URL or an option is a line or a file.
  private static func constraint(_ text: Located<String>) -> Venv.Constraint {
    if text.value.hasPrefix("-") { return Venv.Constraint(kind: .file, text: text) }
    let isName = text.value.utf8.allSatisfy {
      ($0 >= 0x30 && $0 <= 0x39) || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || $0 == 0x5F || $0 == 0x2D
    }
    return Venv.Constraint(kind: isName ? .layer : .line, text: text)
  }

  private func texts(_ found: VariableResolver.Decision) -> [Located<String>] {
    if case .text(let text) = found.outcome { return [Located(text, origin: found.origin)] }
    guard case .value(let value) = found.outcome, let entries = value.list else { return [] }
    return entries.compactMap { entry in
      let origin = found.origin.moved(to: entry.location)
      switch resolver.resolve(entry, from: Viewpoint()) {
      case .text(let text): return Located(text, origin: origin)
      case .value, .undefined, .unresolved: return entry.text.map { Located($0, origin: origin) }
      }
    }
  }
}
