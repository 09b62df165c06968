import Diagnostics
import PythonPackaging

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
    // What only some systems get joins lists that must be there before.
    let sorted = keys.inByteOrder()
    let later = sorted.filter { $0.holds(".alternatives.") }
    for key in sorted.filter({ !$0.holds(".alternatives.") }) + later {
      let parts = key.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
      guard parts.count >= 2 else { continue }
      var venv = venvs[parts[1]] ?? Venv(name: parts[1])
      if parts.count == 3, let found = resolver.decide(key, from: Viewpoint()) { set(parts[2], found, in: &venv) }
      venvs[parts[1]] = venv
    }
    for (name, venv) in venvs where !venv.conditions.isEmpty {
      for list in venv.lists { venvs[name]?[list: list.path] = reader.wanted(list.entries, venv.conditions) }
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
      venv.systemPackages[rest.isEmpty ? "any" : rest] = texts(
        found, replacing: rest.isEmpty ? venv.systemPackages.values.flatMap { $0 } : venv.systemPackages[rest] ?? [])
    // As it is written: the reader of the entries asks what it comes to.
    case "conditions" where !rest.isEmpty:
      venv.conditions[rest] = found.definition.value.text.map { Located($0, origin: found.origin) }
    case "environment" where !rest.isEmpty: venv.environment[rest] = texts(found).first
    case "distro_packages": setPackages(rest, found, in: &venv)
    default: setFlat(parts.first ?? "", rest, found, in: &venv)
    }
  }

  /// What only deployments that were flat once have.
  private mutating func setFlat(
    _ member: String, _ rest: String, _ found: VariableResolver.Decision, in venv: inout Venv
  ) {
    switch member {
    case "host": venv.host = requirements(found, venv.name, replacing: venv.host)
    case "proprietary" where !rest.isEmpty:
      venv.proprietary[rest] = requirements(found, venv.name, replacing: venv.proprietary[rest] ?? [])
    case "role":
      let role = texts(found).first
      (venv.role, venv.roleOrigin) = (role?.value, found.origin)
    case "tag": venv.tag = texts(found, replacing: venv.tag.map { [$0] } ?? []).first
    case "upper_constraints":
      venv.upperConstraints = texts(found, replacing: venv.upperConstraints.map { [$0] } ?? []).first
    case "pip_arguments":
      venv.pipArguments = texts(found, replacing: venv.pipArguments.map { [$0] } ?? []).first
    case "developer_constraints":
      venv.developerConstraints = texts(found, replacing: venv.developerConstraints.map(\.text)).map(Self.constraint)
    case "alternatives": setAlternative(rest, found, in: &venv)
    case "flat_names" where !rest.isEmpty: venv.flatNames[rest] = texts(found).map(\.value)
    case "flat_entries":
      guard let dot = rest.utf8.lastIndex(of: 0x2E) else { break }
      let variable = String(rest[rest.utf8.index(after: dot)...])
      venv.flatEntries[String(rest[..<dot]), default: [:]][variable] = texts(found).map(\.value)
    default: break
    }
  }

  private mutating func setAdjustments(_ path: String, _ found: VariableResolver.Decision, in venv: inout Venv) {
    switch path {
    case "remove": venv.adjustments.remove = texts(found)
    case "replace": venv.adjustments.replace = texts(found)
    case "relax": venv.adjustments.relax = texts(found)
    default: break
    }
  }

  /// `ubuntu-16.04.install`, `debian.optional.ceph`: names of systems may hold points, those of members do not.
  private mutating func setAlternative(
    _ path: String, _ found: VariableResolver.Decision, in venv: inout Venv
  ) {
    for range in [path.firstBytes(of: ".optional."), path.firstBytes(of: ".proprietary.")] {
      guard let range else { continue }
      let list = String(path[path.utf8.index(after: range.lowerBound)...])
      return replace(String(path[..<range.lowerBound]), in: list, of: &venv, by: found)
    }
    for list in ["install", "user", "host"] where path.hasSuffix("." + list) {
      replace(String(path.dropLast(list.utf8.count + 1)), in: list, of: &venv, by: found)
    }
  }

  /// An empty list of a document is one, as is that of a flat file, and the higher of them counts.
  private mutating func replace(
    _ alternative: String, in path: String, of venv: inout Venv, by found: VariableResolver.Decision
  ) {
    let old = venv[list: path].filter { $0.alternative == alternative }
    let note = venv.emptyAlternatives[path]?[alternative]
    if old.isEmpty, let note, note.level > found.origin.level { return }
    let new = requirements(found, venv.name, replacing: old)
    let marked = new.map { entry in
      var entry = entry
      entry.alternative = alternative
      return entry
    }
    venv[list: path] = venv[list: path].filter { $0.alternative != alternative } + marked
    venv.emptyAlternatives[path]?[alternative] = nil
    if new.isEmpty, VenvBuilder.isEmpty(found) { venv.noteEmpty(alternative, of: path, at: found.origin) }
  }

  private mutating func setPackages(_ path: String, _ found: VariableResolver.Decision, in venv: inout Venv) {
    let parts = path.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return }
    var packages = venv.distroPackages
    if parts[0] == "build" {
      packages.build[parts[1]] = texts(found, replacing: packages.build[parts[1]] ?? [])
    } else {
      // The service itself stands among what it needs.
      let old = packages.runtime[parts[1]] ?? []
      let (needed, service) = (old.filter { !venv.isService($0) }, old.filter(venv.isService))
      if parts[0] == "runtime" { packages.runtime[parts[1]] = texts(found, replacing: needed) + service }
      if parts[0] == "service" { packages.runtime[parts[1]] = needed + texts(found, replacing: service) }
    }
    venv.distroPackages = packages
  }

  private mutating func requirements(
    _ found: VariableResolver.Decision, _ venv: String, replacing flat: [Venv.Requirement]
  ) -> [Venv.Requirement] {
    let read: [Venv.Requirement]
    if found.isUnresolved {
      read = reader.readWhole(found, venv: venv, from: Viewpoint()).map { [$0] } ?? []
    } else if case .value(let value) = found.outcome, let entries = value.list {
      read = entries.flatMap { resolver.spliced($0, from: Viewpoint()) }.compactMap {
        reader.read($0, of: found.origin, venv: venv, from: Viewpoint(), namesAreSources: true)
      }
    } else {
      // Whatever else is no list, the document's shape does not allow.
      if let text = found.definition.value.text, Template.mayHoldTemplate(text) {
        let value = if case .value(let value) = found.outcome { value } else { found.definition.value }
        diagnostics.append(.wrongType(found.origin.variable, wanted: "a list", found: value))
      }
      return flat
    }
    let isHigher = Self.isHigher(found, than: flat.map(\.text))
    let (winners, hidden) = isHigher ? (read, flat) : (flat, read)
    return winners.map { winner in
      var winner = winner
      winner.text = winner.text.hiding(hidden.map(\.text))
      return winner
    }
  }

  private mutating func texts(
    _ found: VariableResolver.Decision, replacing flat: [Located<String>]
  ) -> [Located<String>] {
    let (read, findings) = reading(found)
    guard Self.isHigher(found, than: flat) else { return flat.map { $0.hiding(read) } }
    diagnostics += findings
    return read.map { $0.hiding(flat) }
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

  private mutating func texts(_ found: VariableResolver.Decision) -> [Located<String>] {
    let (read, findings) = reading(found)
    diagnostics += findings
    return read
  }

  /// What cannot be resolved stays as written, with a finding of the severity that it has in flat variables.
  private func reading(_ found: VariableResolver.Decision) -> (texts: [Located<String>], findings: [Diagnostic]) {
    let texts = StructuredTexts(resolver: resolver, severity: .note)
    var findings: [Diagnostic] = []
    switch found.outcome {
    case .text(let text): return ([Located(text, origin: found.origin)], [])
    case .value(let value):
      // An entry that comes to nothing is none, as in flat lists.
      let entries = (value.list ?? []).flatMap { resolver.spliced($0, from: Viewpoint()) }.compactMap {
        texts.read($0, of: found.origin, &findings)
      }
      return (entries.filter { !$0.value.isEmpty }, findings)
    case .undefined, .unresolved:
      let text = texts.read(found.definition.value, of: found.origin, &findings)
      return (text.map { [$0] } ?? [], findings)
    }
  }
}
