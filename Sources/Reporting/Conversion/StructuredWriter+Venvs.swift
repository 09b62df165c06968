import SourceCatalogue
import TextFiles

extension StructuredWriter {
  mutating func write(_ venv: Venv) {
    kept = venv.entryPlaces
    lines.blank()
    lines.key(venv.name, indent: 2)
    if let role = venv.role {
      // The folder of a role's files says it too.
      let place = venv.roleOrigin.flatMap { catalogue.documents.contains($0.location.file) ? $0.location : nil }
      lines.comments(place.map { notes.above($0) } ?? [], indent: 4)
      lines.member("role", role, indent: 4, beside: place.flatMap { notes.beside($0) })
    }
    writeGroups(venv.groups, indent: 4)
    func text(_ key: String, _ value: Located<String>?) {
      guard let value else { return }
      for note in notes.above(value.origin.location) { lines.comment(note, indent: 4) }
      writeHidden(value.origin, [value.value], indent: 4)
      let was = value.origin.template.flatMap { $0 == value.value ? nil : Self.was($0) }
      lines.raw(
        key, YAMLScalar.quoted(value.value), indent: 4, beside: notes.beside(value.origin.location) ?? was)
    }
    text("python", venv.python)
    text("tag", venv.tag)
    write("install", venv.requirements.filter(Self.isForAll), indent: 4)
    write("optional", venv.optional, taking: Self.isForAll)
    write("user", venv.user.filter(Self.isForAll), indent: 4)
    write("host", venv.host.filter(Self.isForAll), indent: 4)
    write("proprietary", venv.proprietary, taking: Self.isForAll)
    writeAlternatives(of: venv)
    writeConditions(of: venv)
    write("constraints", venv.constraints.map(\.text), indent: 4)
    write(venv.adjustments)
    write("developer_constraints", venv.developerConstraints.map(\.text), indent: 4)
    text("upper_constraints", venv.upperConstraints)
    text("pip_arguments", venv.pipArguments)
    writePackages(of: venv)
    writeFlatNames(of: venv)
    guard !venv.environment.isEmpty else { return }
    lines.key("environment", indent: 4)
    for (name, value) in venv.environment.sorted(by: { bytewise($0.key, $1.key) }) {
      lines.raw(name, YAMLScalar.quoted(value.value), indent: 6, at: value.origin.location, &notes)
    }
  }

  private mutating func writeConditions(of venv: Venv) {
    let conditions = venv.lists.flatMap(\.entries).compactMap { entry in
      entry.condition.map { (spelling.structured(entry), $0) }
    }
    guard !conditions.isEmpty else { return }
    lines.key("conditions", indent: 4)
    for (entry, condition) in Dictionary(conditions, uniquingKeysWith: { first, _ in first }).sorted(by: {
      bytewise($0.key, $1.key)
    }) {
      lines.raw(entry, YAMLScalar.quoted(condition.value), indent: 6, at: condition.origin.location, &notes)
    }
  }

  private static func isForAll(_ entry: Venv.Requirement) -> Bool { entry.alternative == nil }

  private mutating func writeHidden(_ origin: Origin, _ values: Set<String>, indent: Int) {
    let origin = origin.hiding(besides: kept)
    for other in origin.shadowed {
      lines.comments(notes.hidden(other, of: origin.variable), indent: indent)
    }
    let hidden = HiddenDefinitions(of: origin, values: values)
    for text in hidden.comments { lines.comment(text, indent: indent) }
    if let finding = hidden.finding(about: origin.variable, at: origin.location) { diagnostics.append(finding) }
  }

  /// Which variables the lists were, where the way back would not find out by itself.
  private mutating func writeFlatNames(of venv: Venv) {
    let names = FlatListNames(of: venv).unusual
    guard !names.isEmpty else { return }
    lines.key("flat_names", indent: 4)
    for (path, names) in names.sorted(by: { bytewise($0.key, $1.key) }) { lines.names(path, names, indent: 6) }
    writeFlatEntries(of: venv)
  }

  /// Which entries of a list belong to which of its variables, where those are several: all but the first one's.
  private mutating func writeFlatEntries(of venv: Venv) {
    let all = flatEntries[venv.name] ?? [:]
    guard !all.isEmpty else { return }
    lines.key("flat_entries", indent: 4)
    for (path, variables) in all.sorted(by: { bytewise($0.key, $1.key) }) {
      lines.key(path, indent: 6)
      for (variable, texts) in variables.sorted(by: { bytewise($0.key, $1.key) }) {
        lines.list(variable, texts, indent: 8)
      }
    }
  }

  // MARK: Lists

  /// `empty` is where the list is said to be empty.
  private mutating func write(_ key: String, _ entries: [Venv.Requirement], indent: Int, empty: Origin? = nil) {
    guard !entries.isEmpty else {
      guard let place = empty?.location else { return }
      for text in notes.above(place) { lines.comment(text, indent: indent) }
      return lines.raw(key, "[]", indent: indent, beside: notes.beside(place))
    }
    let texts = entries.map { (text: spelling.structured($0), origin: $0.text.origin) }
    guard entries.count == 1, entries[0].isWholeList else { return write(key, texts, indent: indent) }
    let (text, origin) = texts[0]
    for note in notes.above(origin.location) { lines.comment(note, indent: indent) }
    writeHidden(origin, [text], indent: indent)
    lines.raw(key, YAMLScalar.quoted(text), indent: indent, beside: notes.beside(origin.location))
  }

  private mutating func write(_ key: String, _ texts: [Located<String>], indent: Int) {
    guard !texts.isEmpty else { return }
    guard texts.count == 1, resolver.isWhole(texts[0]) else {
      return write(key, texts.map { ($0.value, $0.origin) }, indent: indent)
    }
    let (text, place) = (texts[0].value, texts[0].origin.location)
    lines.raw(key, YAMLScalar.quoted(text), indent: indent, at: place, &notes)
  }

  private mutating func write(_ key: String, _ entries: [(text: String, origin: Origin)], indent: Int) {
    let all = notes.entries(entries)
    for text in all.heading { lines.comment(text, indent: indent) }
    if let origin = entries.first?.origin { writeHidden(origin, Set(entries.map(\.text)), indent: indent) }
    lines.list(key, all.entries, indent: indent)
  }

  /// Sets by name, with the entries that are taken here.
  private mutating func write(
    _ key: String, _ sets: [String: [Venv.Requirement]], indent: Int = 4, empty: [String: Origin] = [:],
    taking isTaken: (Venv.Requirement) -> Bool
  ) {
    // A set without any entry is one that a deployer may fill.
    let names = sets.filter { name, entries in
      (entries.isEmpty && indent == 4) || entries.contains(where: isTaken) || empty[key + "." + name] != nil
    }.keys
    guard !names.isEmpty else { return }
    lines.key(key, indent: indent)
    for name in names.inByteOrder() {
      let own = (sets[name] ?? []).filter(isTaken)
      let place = empty[key + "." + name]
      if own.isEmpty && place == nil { lines.list(name, [String](), indent: indent + 2) }
      write(name, own, indent: indent + 2, empty: place)
    }
  }

  /// What only some operating systems or install methods get.
  private mutating func writeAlternatives(of venv: Venv) {
    let sets = Array(venv.optional.values.joined()) + Array(venv.proprietary.values.joined())
    let all = venv.requirements + venv.user + venv.host + sets
    let names = Set(all.compactMap(\.alternative)).union(venv.emptyAlternatives.values.flatMap(\.keys))
    guard !names.isEmpty else { return }
    lines.key("alternatives", indent: 4)
    for name in names.inByteOrder() {
      func isOwn(_ entry: Venv.Requirement) -> Bool { entry.alternative == name }
      lines.key(name, indent: 6)
      let empty = venv.emptyAlternatives.compactMapValues { $0[name] }
      write("install", venv.requirements.filter(isOwn), indent: 8, empty: empty["install"])
      write("optional", venv.optional, indent: 8, empty: empty, taking: isOwn)
      write("user", venv.user.filter(isOwn), indent: 8, empty: empty["user"])
      write("host", venv.host.filter(isOwn), indent: 8, empty: empty["host"])
      write("proprietary", venv.proprietary, indent: 8, empty: empty, taking: isOwn)
    }
  }

  private mutating func writePackages(of venv: Venv) {
    func byDistribution(_ key: String, _ packages: [String: [Located<String>]], indent: Int) {
      guard !packages.isEmpty else { return }
      lines.key(key, indent: indent)
      for name in packages.keys.inByteOrder() {
        let entries = packages[name] ?? []
        // An empty list says that there is nothing to install.
        if entries.isEmpty { lines.list(name, [String](), indent: indent + 2) }
        write(name, entries, indent: indent + 2)
      }
    }
    if !venv.distroPackages.build.isEmpty || !venv.distroPackages.runtime.isEmpty {
      lines.key("distro_packages", indent: 4)
      byDistribution("build", venv.distroPackages.build, indent: 6)
      byDistribution("runtime", venv.neededPackages, indent: 6)
      byDistribution("service", venv.servicePackages, indent: 6)
    }
    byDistribution("system_packages", venv.systemPackages, indent: 4)
  }
}

extension Venv {
  /// What the venv needs of the distribution; a list that says there is nothing stays.
  var neededPackages: [String: [Located<String>]] {
    distroPackages.runtime.filter { $0.value.isEmpty || !$0.value.allSatisfy(isService) }
      .mapValues { $0.filter { !isService($0) } }
  }

  /// The service itself, for installing without a venv.
  var servicePackages: [String: [Located<String>]] {
    distroPackages.runtime.mapValues { $0.filter(isService) }.filter { !$0.value.isEmpty }
  }
}
