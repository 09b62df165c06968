import ConstraintLayers
import Diagnostics
import SourceCatalogue
import TextFiles

/// What checks look at; what only some of them need is read when the first one asks.
package final class CheckContext {
  package let reading: CatalogueReading
  /// nil where none is given.
  package let inventory: Inventory?
  private let looksAtTexts: Bool
  let givenLayers: [GivenLayer]
  /// Constraint files that belong together with nothing else: only they themselves are looked at.
  let looseLayers: [GivenLayer]

  /// Without `looksAtTexts` nothing but the catalogue itself says what is read.
  package init(
    _ reading: CatalogueReading, inventory: Inventory? = nil, layers: [GivenLayer] = [],
    looseLayers: [GivenLayer] = [], looksAtTexts: Bool = true
  ) {
    self.reading = reading
    self.inventory = inventory
    givenLayers = layers
    self.looseLayers = looseLayers
    self.looksAtTexts = looksAtTexts
  }

  package var catalogue: Catalogue { reading.catalogue }

  /// Sources in the order of their names.
  package lazy var sources: [Source] = catalogue.sourceNames.compactMap { catalogue.sources[$0] }

  /// Task files, handlers and templates below the PATHs.
  package lazy var taskFiles = TaskFiles(paths: reading.paths)

  /// Every file that was read, for snippets.
  package var files: [TextFile] {
    var seen: Set<FileReference> = []
    let all =
      catalogue.files + taskFiles.files.map(\.text) + constraints.layers.flatMap(\.files)
      + loose.flatMap { $0.layers.flatMap(\.files) }
    return all.filter { seen.insert($0.reference).inserted }
  }

  /// What the constraint layers of the deployment as a whole come to, for every environment.
  package lazy var constraints: EffectiveConstraints = {
    var question = ConstraintQuestion()
    question.catalogue = catalogue
    question.given = givenLayers
    return question.answer()
  }()

  /// Each loose file by itself.
  package lazy var loose: [EffectiveConstraints] = looseLayers.map { layer in
    var question = ConstraintQuestion()
    question.given = [layer]
    return question.answer()
  }

  /// The source and venv variables that any file reads.
  package lazy var uses: NameUses = {
    var uses = NameUses()
    guard looksAtTexts else { return uses }
    for file in catalogue.files { uses.add(file.bytes, as: .variables) }
    for file in taskFiles.files { uses.add(file.text.bytes, as: file.kind.text) }
    return uses
  }()

  /// Whether a play or task gives the variable another value than the role's own default.
  package func isReplacedByPlays(_ origin: Origin) -> Bool {
    origin.level.role != nil && uses.defined.contains(origin.variable)
  }

  /// Every requirement of every venv with its list.
  package lazy var requirements: [Venv.Requirement] = catalogue.venvNames.flatMap { name in
    catalogue.venvs[name].map(Self.requirements) ?? []
  }

  private static func requirements(of venv: Venv) -> [Venv.Requirement] {
    venv.requirements + venv.user + venv.host + sets(venv.optional) + sets(venv.proprietary)
  }

  private static func isWholeExpression(_ entry: Venv.Requirement) -> Bool {
    entry.isUnresolved && entry.text.value.hasPrefix("{{")
  }

  private static func sets(_ sets: [String: [Venv.Requirement]]) -> [Venv.Requirement] {
    sets.keys.inByteOrder().flatMap { sets[$0] ?? [] }
  }

  /// Roles that are here as a whole, so that what their files do not say is not said: the PATH is the role or above it.
  package lazy var wholeRoles: Set<String> = {
    var roles: Set<String> = []
    for file in catalogue.files {
      let parts = pathParts(file.reference.path)
      guard let index = parts.dropLast().lastIndex(where: { $0 == "defaults" || $0 == "vars" }) else { continue }
      if index > 0 {
        roles.insert(String(parts[index - 1]))
      } else if reading.paths.indices.contains(file.reference.root) {
        let path = FileReading.absolutePath(reading.paths[file.reference.root])
        if let role = pathParts(path).last { roles.insert(String(role)) }
      }
    }
    return roles
  }()

  /// Whether only single files are looked at, as a hook does with those that changed, or a deployer's overrides alone:
  /// what they do not define may well be defined elsewhere.
  package lazy var isPartial: Bool =
    reading.paths.allSatisfy { !((try? FileReading.isDirectory($0)) ?? false) } || isOverridesAlone

  /// No file of a release or of a role is among the PATHs.
  private lazy var isOverridesAlone: Bool = {
    let levels = reading.names(where: SourceNaming.matches).flatMap { reading.definitions(of: $0) }.map(\.level.step)
    return !levels.isEmpty && levels.allSatisfy(\.isDeployers)
  }()

  /// Files that hold at least one source as a whole.
  lazy var filesOfSources: Set<FileReference> = Set(
    sources.compactMap { source in
      guard let repository = source.repository, let reference = source.reference else { return nil }
      let file = repository.origin.location.file
      return file == reference.origin.location.file ? file : nil
    })

  /// Variables whose prefix is a slip of another's.
  lazy var slips: [UnknownPrefix.Slip] = UnknownPrefix.found(in: self)

  /// Whether the deployment is a release in which most sources are fixed: only there is a branch a fault.
  package lazy var isPinned: Bool = {
    let chosen = sources.filter { !$0.isRoleDefaultOnly && !$0.isInline && $0.alias == nil }
    let kinds = chosen.compactMap { $0.reference?.value.kind }
    let fixed = kinds.count { $0 == .commit || $0 == .tag || $0 == .release }
    return fixed > kinds.count { $0 == .branch }
  }()

  /// Whether anything installs the source or reads its variables, as far as the PATHs hold the readers.
  package func isRead(_ source: Source) -> Bool {
    if source.isInline || readByModel.contains(source.name) { return true }
    let prefix = flatPrefix(source.name)
    return [SourceField.repository, .reference, .destination, .distribution, .plugins, .path].contains { field in
      field.flatSuffix.map { uses.reads(prefix + $0) } ?? false
    }
  }

  /// Sources that a venv installs or that a constraint layer is taken from.
  private lazy var readByModel: Set<String> = {
    var names = Set(requirements.compactMap(\.source))
    // What a list comes to that only Ansible can compute may be the source of the venv's own name.
    for venv in catalogue.venvs.values where venv.requirements.contains(where: Self.isWholeExpression) {
      names.insert(venv.name)
    }
    for layer in catalogue.layers {
      if case .source(let name, _) = layer.content { names.insert(name) }
    }
    return names
  }()
}

/// A structured name as the prefix of flat variables.
func flatPrefix(_ name: String) -> String {
  String(decoding: name.utf8.map { $0 == 0x2D || $0 == 0x2E ? 0x5F : $0 }, as: UTF8.self)
}
