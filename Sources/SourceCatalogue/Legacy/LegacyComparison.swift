import Diagnostics
import PythonPackaging
import TextFiles

/// What the old lookup returned beside what is returned today: every finding says what it finds here, and no other
/// thing, about the present.
struct LegacyComparison {
  let then: LegacyDocument
  let now: LegacyPresent
  private let packages: [String: [String]]
  private let links: [String: LegacyLink]

  init(_ then: LegacyDocument, _ now: LegacyPresent) {
    (self.then, self.now) = (then, now)
    packages = Dictionary(grouping: then.packages, by: LegacyPackageName.canonical)
    links = Dictionary(then.remotePackageParts.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  // MARK: What was

  func lines(of package: String) -> [String] { packages[PackageName.canonical(package)] ?? [] }

  func link(_ name: String) -> LegacyLink? { links[LegacyText.lowercased(name)] }

  // MARK: What is, in words

  /// The lines of a distribution in the wheel list.
  func package(_ text: String) -> String {
    let name = LegacyPackageName.canonical(text)
    let (then, now) = (packages[name] ?? [], now.lines(of: name))
    if then == now { return LegacyWords.same }
    return now.isEmpty
      ? LegacyWords.gone("`packages` has nothing of that name", because: reason(ofPackage: name))
      : "now `packages` has " + LegacyWords.listed(now)
  }

  private func reason(ofPackage name: String) -> String? {
    let isIgnored = now.reading.catalogue.sources.values.contains {
      LegacyOption.ignoresRequirements($0.fragments?.value) && PackageName.canonical($0.distributionName) == name
    }
    return isIgnored ? "`ignorerequirements` keeps it out" : nil
  }

  /// What an entry of a list comes to. `then` is what it came to.
  func entry(
    _ place: Location, of variable: String, role: String?, then: String? = nil, definition: Location
  ) -> String {
    guard let texts = now.texts[place] else {
      return LegacyWords.gone(
        "nothing is returned of it", because: absence(of: variable, role: role, at: definition))
    }
    return outcome(texts, at: place, then: then)
  }

  /// What a line of a requirement file comes to.
  func line(_ place: Location, then: String) -> String {
    guard let texts = now.texts[place] else {
      let reason = now.reads(place.file) ? "options of pip and comments are no requirements" : LegacyWords.unread
      return LegacyWords.gone("nothing is returned of it", because: reason)
    }
    return outcome(texts, at: place, then: then)
  }

  private func outcome(_ texts: Set<String>, at place: Location, then: String?) -> String {
    let all = texts.union(now.wheels[place] ?? [])
    if all == [then] { return LegacyWords.same }
    let source = now.document.remotePackageParts.first { $0.location == place }
    let made = source.map { ", as source `" + URLText.redacted($0.original) + "`" } ?? ""
    return "now " + LegacyWords.listed(all.inByteOrder()) + made
  }

  /// What a list comes to as a whole.
  func list(_ key: LegacyListKey, of variable: String, definition: Location) -> String {
    guard let entries = now.lists[key] else {
      return LegacyWords.gone(
        "no such list is returned",
        because: absence(of: variable, role: key.role.isEmpty ? nil : key.role, at: definition))
    }
    let texts = Set(entries.map(\.text)).inByteOrder()
    return texts.isEmpty ? "now the list is empty" : "now the list is " + LegacyWords.listed(texts)
  }

  /// Why nothing is returned of what stands at a place.
  func absence(of variable: String, role: String?, at place: Location) -> String? {
    if !now.reads(place.file) { return LegacyWords.unread }
    let key = LegacyListKey(kind: .pip, role: role ?? "", variable: variable)
    guard LegacyPresent.isList(variable, in: key) || SourceNaming.match(variable) != nil else {
      return LegacyWords.unknown
    }
    return now.winner(over: place, of: variable, role: role).map(LegacyWords.hidden)
  }

  // MARK: Sources

  /// A source under its name in the result.
  func source(_ name: String) -> String {
    let (then, now) = (link(name), now.link(name))
    guard let now else { return LegacyWords.gone("no source `" + name + "` is returned") }
    if then?.isSame(as: now) ?? false { return LegacyWords.same }
    return "now `" + URLText.redacted(now.original) + "` is returned"
  }

  /// Two that were one beside the other.
  func sources(_ first: String, _ second: String) -> String {
    let changed = [first, second].map(source).filter { $0 != LegacyWords.same }
    return changed.isEmpty ? LegacyWords.same : changed.joined(separator: "; ")
  }

  /// The source that stands at a place.
  func link(at place: Location) -> String {
    let found = now.document.remotePackageParts.first { $0.location == place }
    return found.map { source($0.name) } ?? LegacyWords.gone("no source is returned of it")
  }

  /// What a value that says something of a source comes to.
  func member(_ variable: String, at place: Location) -> String {
    let names = now.sources(saidBy: variable, at: place)
    if !names.isEmpty {
      let returned = names.filter { now.link($0) != nil }
      if returned.isEmpty { return LegacyWords.same + ": it says something of no source that is returned" }
      let changed = returned.map(source).filter { $0 != LegacyWords.same }
      return changed.isEmpty
        ? "now it counts, which the result does not show"
        : "now it counts: " + changed.map { String($0.dropFirst("now ".utf8.count)) }.joined(separator: ", and ")
    }
    if let winner = now.hidden[place] {
      return LegacyWords.gone("it does not count", because: LegacyWords.hidden(by: winner))
    }
    return now.reads(place.file)
      ? LegacyWords.same + ": it says something of no source that is returned"
      : LegacyWords.gone("it does not count", because: LegacyWords.unread)
  }

  /// A source that says `ignorerequirements`.
  func ignored(_ name: String) -> String {
    guard let link = now.link(name) else { return source(name) }
    let places = [
      now.lines(of: name).isEmpty ? nil : "the wheel list",
      LegacyOption.ignoresRequirements(link.original) ? nil : "the constraints",
    ].compactMap { $0 }
    return places.isEmpty ? "now it is in neither" : "now it is in " + places.joined(separator: " and ")
  }

  /// A subject as others know it.
  func subjects(_ subject: LegacySubject) -> [LegacySubject] {
    guard case .member(let variable, let place) = subject else { return [subject] }
    return now.sources(saidBy: variable, at: place).map(LegacySubject.source)
  }

  // MARK: Files and roles

  /// What a file that was passed over comes to.
  func file(_ file: FileReference) -> String {
    guard now.reads(file) else { return LegacyWords.same + ": " + LegacyWords.unread }
    let fault = now.reading.catalogue.diagnostics.first { $0.severity == .error && $0.location?.file == file }
    return fault.map { "now it is an error of `check`: " + $0.message } ?? "now it is read as Ansible reads it"
  }

  func group(_ role: String) -> String {
    guard let group = now.document.roleProjectGroups[role] else { return "now no role of that name is returned" }
    let place = now.groups[role].map { ", as " + LegacyWords.place($0.origin.location) + " says" }
    return "now its group is `" + group.text + "`" + (place ?? "")
  }
}

extension LegacyLink {
  /// Whether both are one in the result.
  func isSame(as other: LegacyLink) -> Bool {
    original == other.original && name == other.name && version == other.version && url == other.url
      && fragment == other.fragment && eggName == other.eggName && projectGroup == other.projectGroup
  }
}
