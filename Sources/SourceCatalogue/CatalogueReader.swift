import Diagnostics
import PythonPackaging
import TextFiles
import YAMLTree

/// Reads the PATHs of one deployment into its catalogue.
package struct CatalogueReader {
  /// The caller's variable of the structured shape.
  package static let overridesVariable = "osa_sources_overrides"

  private let caller: CallerVariables
  private let files = VariableFiles()
  private var structured = StructuredReader()
  private var catalogue = Catalogue()
  private var pins: [FileReference] = []

  private init(caller: CallerVariables) {
    self.caller = caller
  }

  /// Never fails: what is wrong with the input stands in the catalogue's diagnostics.
  package static func read(paths: [String], caller: CallerVariables = CallerVariables()) -> Catalogue {
    reading(paths: paths, caller: caller).catalogue
  }

  /// The catalogue with everything that it was made from.
  package static func reading(paths: [String], caller: CallerVariables = CallerVariables()) -> CatalogueReading {
    read(paths, caller, surveying: nil)
  }

  private static func read(_ paths: [String], _ caller: CallerVariables, surveying: Set<String>?) -> CatalogueReading {
    var reader = CatalogueReader(caller: caller)
    reader.readFiles(paths)
    let resolver = VariableResolver(reader.table, surveying: surveying)
    let names = reader.files.matchedNames()
    let given = caller.names.filter { SourceNaming.match($0) != nil }
    let flat = FlatNames(given.isEmpty ? names : Array(Set(names + given)))
    let catalogue = reader.build(names, flat, resolver)
    return CatalogueReading(catalogue: catalogue, paths: paths, resolver: resolver, files: reader.files, flat: flat)
  }

  /// The variables that a catalogue of these PATHs reads, so that a play knows what to template: of `candidates`, the
  /// names that the play defines, those that the table knows. And the texts that only Ansible can template, whatever the
  /// values of the play are.
  package static func templates(
    paths: [String], candidates: [String]
  ) -> (names: [String], undecided: [(text: Undecided, variables: [String: VariableValue])]) {
    let reading = read(paths, CallerVariables(), surveying: Set(candidates))
    return (reading.namesRead(besides: candidates), reading.undecided)
  }

  // MARK: Reading

  private mutating func readFiles(_ paths: [String]) {
    let deployment = Deployment(paths: paths)
    catalogue.diagnostics += deployment.diagnostics
    files.reserve(deployment.files.lazy.map(\.content.nameCount).reduce(0, +))
    for (order, (file, content)) in deployment.files.enumerated() { add(file, content: content, order: order) }
    addOverrides(order: deployment.files.count)
    structured.finish()
    files.structured = structured.definitions
    catalogue.takesSourcesByName = structured.takesSourcesByName
    catalogue.documents = structured.files
    (catalogue.hosts, catalogue.shortAddresses) = (structured.hosts, structured.shortAddresses)
    catalogue.diagnostics += structured.diagnostics
    let isOld = deployment.files.contains { file, _ in
      guard case .variables(let level, _) = file.use, level.step == .groupVarsAll || level.step == .groupVars else {
        return false
      }
      return !file.reference.displayPath.holds("inventory/group_vars")
    }
    let isNew = deployment.files.contains { $0.file.reference.displayPath.holds("inventory/group_vars") }
    catalogue.groupVarsOrder = isOld && !isNew ? .groupVarsPath : .inventory
  }

  /// What a play cannot template as a whole is read as it is written: the member that it cannot is then an error.
  private mutating func addOverrides(order: Int) {
    guard let overrides = caller.value(of: Self.overridesVariable) else { return }
    if caller.values[Self.overridesVariable] == nil, let text = overrides.text {
      let failure = VariableResolver.Failure.unsupported(expression: text)
      let error = Diagnostic.unresolvedVariable(
        Self.overridesVariable, because: failure, at: overrides.location, severity: .error)
      catalogue.diagnostics.append(error)
      catalogue.documentErrors.append(error)
      note([overrides.location], about: Catalogue.wholeDocument)
      return
    }
    structured.add(overrides, level: .caller, order: order, isPartial: true)
  }

  private mutating func add(_ file: Deployment.File, content: FileContent, order: Int) {
    switch content {
    case .unread:
      if case .unreadVariables(let reason) = file.use {
        catalogue.diagnostics.append(.unreadVariableFile(file.reference, reason))
      } else {
        catalogue.diagnostics.append(.unreadUserFile(file.reference))
      }
    case .unreadable(let failure):
      if file.use == .pins { pins.append(file.reference) }
      catalogue.diagnostics.append(.unreadable(file.reference, failure))
    case .encrypted:
      if file.use != .perhapsStructured { catalogue.diagnostics.append(.encryptedFile(file.reference)) }
    case .text(let text):
      pins.append(file.reference)
      catalogue.files.append(text)
    case .yaml(let text, let document, let names, let diagnostics):
      catalogue.files.append(text)
      add(document, names: names, diagnostics, of: file, order: order)
    }
  }

  private mutating func add(
    _ document: YAMLDocument?, names: [NameIndex.Name], _ diagnostics: [Diagnostic], of file: Deployment.File,
    order: Int
  ) {
    guard let document, let root = document.root else {
      if file.use != .perhapsStructured { catalogue.diagnostics += diagnostics }
      return
    }
    let level: Level
    var alternative: String?
    switch file.use {
    case .variables(let stated, let name): (level, alternative) = (stated, name)
    default: level = Level(.structured)
    }
    guard root.isMapping else {
      if file.use != .perhapsStructured && !root.isNull {
        catalogue.diagnostics.append(.notAMapping(at: root.location))
      }
      return
    }
    if file.use == .structured || mayBeStructured(root, names, file.use) {
      let value = VariableValue(root)
      if file.use == .structured || StructuredReader.isStructured(value) {
        catalogue.diagnostics += diagnostics
        structured.add(value, level: level.step == .userVars ? level : Level(.structured), order: order)
        return
      }
    }
    guard file.use != .perhapsStructured else { return }
    catalogue.diagnostics += diagnostics
    files.add(document, names: names, level: level, order: order, alternative: alternative)
  }

  /// A variable file's names were hashed when it was read: nearly all are told apart without a look at their keys.
  private func mayBeStructured(_ root: YAMLNode, _ names: [NameIndex.Name], _ use: FileUse) -> Bool {
    if case .variables = use, !names.contains(where: \.mayBeFormat) { return false }
    return root.hasKey("format")
  }

  // MARK: Building

  private var table: VariableTable { VariableTable(caller: caller, files: files) }

  private mutating func build(_ names: [String], _ flat: FlatNames, _ resolver: VariableResolver) -> Catalogue {
    let fields = structuredFields(names, flat: flat)
    let naming = VenvNaming(anchors: flat.venvAnchors(roles: files.roles))
    let readings = buildSources(fields, resolver, VenvReadings(variables: flat.venvs, naming: naming))
    buildVenvs(readings, names.filter { $0.hasPrefix("venvs.") }, resolver)
    let layerKeys = names.filter { $0.hasPrefix("layers.") }
    var layers = LayerBuilder(resolver: resolver, pins: pins, sources: catalogue.sources)
    catalogue.layers = layers.build(structured: layerKeys)
    catalogue.diagnostics += layers.diagnostics
    if let series = resolver.decide(StructuredReader.seriesKey, from: Viewpoint()) {
      let texts = StructuredTexts(resolver: resolver)
      catalogue.series = texts.read(series.definition.value, of: series.origin, &catalogue.diagnostics)
    }
    for (name, places) in structured.faults { note(places, about: name) }
    catalogue.sourceErrors.merge(structured.sourceErrors) { $1 }
    catalogue.documentErrors += structured.documentErrors
    checkHidden(flat, resolver)
    checkRepositories()
    catalogue.diagnostics += NameCollisions.findings(in: catalogue, written: structured.sourceNames)
    finishDiagnostics()
    return catalogue
  }

  /// Members that only the structured format can say join those of the flat variables.
  private func structuredFields(_ names: [String], flat: FlatNames) -> [String: [SourceField: String]] {
    var fields = flat.sources
    for key in names where key.hasPrefix("sources.") {
      let parts = key.split(separator: ".", omittingEmptySubsequences: false)
      guard parts.count == 3, let field = SourceField(rawValue: String(parts[2])) else { continue }
      fields[String(parts[1]), default: [:]][field] = key
    }
    return fields
  }

  /// Returns the venvs' variables as each role sees them, which are found at the same time.
  private mutating func buildSources(
    _ fields: [String: [SourceField: String]], _ resolver: VariableResolver, _ venvs: VenvReadings
  ) -> [VenvBuilder.Reading] {
    let built = SourceBuilding(fields: fields, resolver: resolver).build { venvs.all(seenBy: $0) }
    for one in built.sources {
      catalogue.sources[one.source.name] = one.source
      for plugin in one.plugins { catalogue.sources[plugin.name] = plugin }
      catalogue.diagnostics += one.diagnostics
      note(one.diagnostics.compactMap(\.location), about: one.source.name)
      guard let error = one.diagnostics.first(where: { $0.severity == .error }) else { continue }
      for source in [one.source] + one.plugins { catalogue.sourceErrors[source.name] = error }
    }
    return built.other
  }

  private mutating func note(_ places: [Location], about name: String) {
    if !places.isEmpty { catalogue.findingPlaces[name, default: []] += places }
  }

  private mutating func buildVenvs(
    _ readings: [VenvBuilder.Reading], _ structuredKeys: [String], _ resolver: VariableResolver
  ) {
    var reader = RequirementReader(resolver: resolver, sourceNames: Set(catalogue.sources.keys))
    for name in catalogue.sourceNames.reversed() {
      guard let source = catalogue.sources[name], source.alias == nil, let repository = source.repository else {
        continue
      }
      let place = RequirementReader.place(
        repository.value, source.reference?.value.value, source.subdirectory?.value)
      reader.places[place] = name
    }
    reader.incomplete = Set(
      catalogue.sources.values.filter { $0.kind == .git && ($0.repository == nil || $0.reference == nil) }.map(\.name))
    reader.distributionNames = catalogue.sources.mapValues(\.distributionName)
    let serviceLists = DistroInstallLists.variables(in: files)
    var builder = VenvBuilder(resolver: resolver, reader: reader, serviceLists: serviceLists)
    builder.read(readings)
    var venvs = builder.venvs.filter { $0.value.installsAnything }
    var structured = StructuredVenvs(resolver: resolver, reader: builder.reader)
    structured.apply(structuredKeys, to: &venvs)
    catalogue.diagnostics += builder.diagnostics + structured.diagnostics + structured.reader.diagnostics
    for (name, source) in structured.reader.inline { catalogue.sources[name] = source }
    for (name, distribution) in structured.reader.distributions where catalogue.sources[name]?.distribution == nil {
      catalogue.sources[name]?.distribution = distribution
    }
    for (name, places) in builder.findingPlaces { note(places, about: name) }
    for (name, venv) in venvs { catalogue.venvs[name] = withGroups(venv.inOrder()) }
  }

  /// A venv without groups of its own goes where its service's source goes.
  private func withGroups(_ venv: Venv) -> Venv {
    guard venv.groups.isEmpty else { return venv }
    var venv = venv
    venv.groups = catalogue.sources[venv.name]?.groups ?? Self.group(ofListsIn: venv)
    return venv
  }

  /// The group whose variables alone a venv outside roles is made of.
  private static func group(ofListsIn venv: Venv) -> [Located<String>] {
    guard venv.role == nil, let first = venv.requirements.first?.text.origin, let group = first.level.group,
      venv.requirements.allSatisfy({ $0.text.origin.level.group == group })
    else { return [] }
    return [Located(group, origin: Origin(location: first.location, variable: first.variable, level: first.level))]
  }

  /// Variables whose shorter name is read in their place.
  private mutating func checkHidden(_ flat: FlatNames, _ resolver: VariableResolver) {
    for (name, other) in flat.hidden {
      guard let here = resolver.decide(name, from: Viewpoint())?.origin.location else { continue }
      let there = resolver.decide(other, from: Viewpoint())?.origin.location
      catalogue.diagnostics.append(.hiddenName(name, by: other, at: here, related: there))
    }
  }

  /// The same repository under two prefixes, unless one says that it is the other.
  private mutating func checkRepositories() {
    var first: [String: String] = [:]
    for name in catalogue.sourceNames {
      guard let source = catalogue.sources[name], source.alias == nil, source.pluginOf == nil,
        let repository = source.repository,
        !Template.mayHoldTemplate(repository.value)
      else { continue }
      let identity = RepositoryURL.identity(of: repository.value)
      guard let known = first[identity], let other = catalogue.sources[known]?.repository else {
        first[identity] = name
        continue
      }
      // The pinned one is the original.
      let isCopy =
        source.isRoleDefaultOnly || source.isInline || !(catalogue.sources[known]?.isRoleDefaultOnly ?? false)
      let (copy, original) = isCopy ? (name, known) : (known, name)
      let (place, related) = isCopy ? (repository, other) : (other, repository)
      catalogue.diagnostics.append(
        .sameRepository(copy, as: original, at: place.origin.location, related: related.origin.location))
      if !isCopy { first[identity] = name }
    }
  }

  private mutating func finishDiagnostics() {
    var seen: Set<Diagnostic> = []
    catalogue.diagnostics = catalogue.diagnostics.filter { seen.insert($0).inserted }.sorted()
  }
}

extension VariableValue {
  /// Names that the templates of a value can read.
  var referredNames: [String] {
    switch content {
    case .string(let text): isUnsafe || !Template.mayHoldTemplate(text) ? [] : Template(parsing: text).names
    case .list(let entries): entries.flatMap(\.referredNames)
    case .mapping(let entries): entries.flatMap(\.value.referredNames)
    case .null, .bool, .scalar, .opaque: []
    }
  }
}

extension Venv {
  /// The same with what every system gets first in each list, then what single ones get, by their names, and the
  /// service's own packages behind what it needs: one order, however the lists were put together.
  fileprivate func inOrder() -> Venv {
    func sorted(_ entries: [Requirement]) -> [Requirement] {
      let names = Set(entries.compactMap(\.alternative)).inByteOrder()
      guard !names.isEmpty else { return entries }
      return entries.filter { $0.alternative == nil }
        + names.flatMap { name in entries.filter { $0.alternative == name } }
    }
    var venv = changingLists { sorted($1) }.withoutIdleNotes()
    venv.distroPackages.runtime = distroPackages.runtime.mapValues { packages in
      guard packages.contains(where: isService) else { return packages }
      return packages.filter { !isService($0) } + packages.filter(isService)
    }
    return venv
  }

  /// Whether it has any list of requirements: roles without one use distribution packages only.
  var installsAnything: Bool {
    isEmptied || !(requirements.isEmpty && optional.isEmpty && user.isEmpty && host.isEmpty && proprietary.isEmpty)
  }
}
