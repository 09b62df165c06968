import Diagnostics
import SourceCatalogue
import TextFiles

/// Variables that texts of a catalogue still refer to, with what they refer to in turn: without them a `default` would
/// come into its own, and Ansible could not finish what only it can.
struct ReferredVariables {
  struct Variable {
    let name: String
    /// The value as it is written, in YAML.
    let yaml: String
    /// Where its name stands.
    let location: Location
  }

  /// By name.
  private(set) var all: [Variable]
  /// Those of which others see another value than the one that is kept.
  private(set) var ambiguous: [(variable: Variable, other: Location)] = []
  /// Those that only Ansible can open.
  private(set) var encrypted: [(name: String, location: Location)] = []

  init(_ catalogue: Catalogue, _ records: RoleRecords, _ resolver: VariableResolver) {
    var found: [String: Variable] = [:]
    var seen: Set<Reference> = []
    var pending: [Reference] = []
    func refer(_ text: String, from viewpoint: Viewpoint) {
      pending += TemplateWords.unquotedNames(in: text).map { Reference(name: $0, viewpoint: viewpoint) }
    }
    for value in Self.texts(of: catalogue) + Self.texts(of: records) where Template.mayHoldTemplate(value.value) {
      refer(value.value, from: Viewpoint(of: value.origin.level))
    }
    // Of several values the first in the order of the catalogue is kept.
    var next = 0
    while next < pending.count {
      let reference = pending[next]
      next += 1
      guard seen.insert(reference).inserted, !Self.isMember(reference.name, of: catalogue),
        let winner = resolver.table.choice(of: reference.name, from: reference.viewpoint)?.winner
      else { continue }
      guard let yaml = YAMLScalar.flow(winner.value) else {
        if !encrypted.contains(where: { $0.name == reference.name }) {
          encrypted.append((reference.name, winner.nameLocation))
        }
        continue
      }
      if let known = found[reference.name] {
        if known.yaml != yaml, !ambiguous.contains(where: { $0.variable.name == reference.name }) {
          ambiguous.append((known, winner.nameLocation))
        }
        continue
      }
      found[reference.name] = Variable(name: reference.name, yaml: yaml, location: winner.nameLocation)
      for text in TemplateWords.templates(in: winner.value) { refer(text, from: Viewpoint(of: winner.level)) }
    }
    all = found.values.sorted { bytewise($0.name, $1.name) }
  }

  /// Whether what is written has the variable as a member of a source; the names of venvs' variables refer to nothing
  /// there.
  private static func isMember(_ name: String, of catalogue: Catalogue) -> Bool {
    guard let match = SourceNaming.match(name), case .source = match.meaning,
      let source = catalogue.sources[match.prefix]
    else { return false }
    return !source.isInline && source.pluginOf == nil
  }

  /// What is to be told.
  var diagnostics: [Diagnostic] {
    ambiguous.map { .keptForOthers($0.variable.name, at: $0.variable.location, other: $0.other) }
      + encrypted.map { .keptEncrypted($0.name, at: $0.location) }
  }

  private struct Reference: Hashable {
    let name: String
    let viewpoint: Viewpoint
  }

  private static func texts(of records: RoleRecords) -> [Located<String>] {
    let lists = records.lists + records.roles.keys.inByteOrder().flatMap { records.roles[$0]?.lists ?? [] }
    let packages = records.roles.keys.inByteOrder().flatMap { name -> [Located<String>] in
      let level = Level(.roleDefaults, scope: name)
      let files = records.roles[name]?.distroPackages ?? [:]
      let lists = files.keys.inByteOrder().flatMap { file in
        (files[file] ?? [:]).keys.inByteOrder().compactMap { files[file]?[$0] }
      }
      return lists.flatMap(\.entries).map {
        Located($0.text, origin: Origin(location: $0.location, variable: "", level: level))
      }
    }
    return lists.flatMap { $0.requirements.map(\.text) } + packages + records.requirements
  }

  private static func requirements(of venv: Venv) -> [Venv.Requirement] {
    func sets(_ all: [String: [Venv.Requirement]]) -> [Venv.Requirement] {
      all.keys.inByteOrder().flatMap { all[$0] ?? [] }
    }
    return venv.requirements + venv.user + venv.host + sets(venv.optional) + sets(venv.proprietary)
  }

  private static func texts(of catalogue: Catalogue) -> [Located<String>] {
    let sources = catalogue.sourceNames.compactMap { catalogue.sources[$0] }
    let venvs = catalogue.venvNames.compactMap { catalogue.venvs[$0] }
    return sources.flatMap(texts) + catalogue.layers.flatMap(texts) + venvs.flatMap(texts)
      + (catalogue.series.map { [$0] } ?? [])
  }

  private static func texts(of source: Source) -> [Located<String>] {
    let single = [
      source.repository, source.reference?.map(\.value), source.track?.map { $0?.value ?? "" }, source.fragments,
      source.distribution, source.subdirectory, source.destination, source.path,
    ].compactMap { $0 }
    let archives = source.archives.flatMap { [$0.url] + ($0.sha256.map { [$0] } ?? []) }
    return single + source.mirrors + source.patches + source.extras + source.groups + archives
  }

  private static func texts(of layer: ConstraintLayerDefinition) -> [Located<String>] {
    let own: [Located<String>] =
      switch layer.content {
      case .file(let file): [Located(file.path, origin: layer.origin)]
      case .source(let name, let path): [Located(name + path, origin: layer.origin)]
      case .lines(let lines): lines
      case .url(let url): [url]
      }
    return own + texts(of: layer.adjustments)
  }

  private static func texts(of adjustments: ConstraintAdjustments) -> [Located<String>] {
    adjustments.remove + adjustments.replace + adjustments.relax
  }

  private static func texts(of venv: Venv) -> [Located<String>] {
    func lists(_ all: [String: [Located<String>]]) -> [Located<String>] {
      all.keys.inByteOrder().flatMap { all[$0] ?? [] }
    }
    let distro = venv.distroPackages
    let packages = lists(distro.build) + lists(distro.runtime) + lists(venv.systemPackages)
    let single = [venv.tag, venv.python, venv.upperConstraints, venv.pipArguments].compactMap { $0 }
    let constraints = (venv.constraints + venv.developerConstraints).map(\.text)
    let conditions = requirements(of: venv).compactMap(\.condition)
    return conditions + requirements(of: venv).map(\.text) + packages + single + constraints + venv.groups
      + venv.environment.keys.inByteOrder().compactMap { venv.environment[$0] } + texts(of: venv.adjustments)
  }
}
