import Diagnostics
import TextFiles

/// The structured format to definitions: the same that flat variables give, so that one precedence serves both.
///
/// `sources.nova.commit` becomes a definition of `nova_git_install_branch` that states its type; what no flat variable
/// can say is kept under its own path.
struct StructuredReader {
  private(set) var definitions: [String: [Definition]] = [:]
  private(set) var diagnostics: [Diagnostic] = []
  /// Every name of a source as it is written, at its first place.
  private(set) var sourceNames: [String: Location] = [:]
  /// Base URLs by name, of all documents.
  private(set) var hosts: [String: BaseURL] = [:]
  /// Where addresses are short for a base URL and a path (`opendev:openstack/nova`), as they are written.
  private(set) var shortAddresses: [Location: String] = [:]
  /// Where findings about the shape of a source or venv stand, by its key; those about a document as a whole by none.
  private(set) var faults: [String: [Location]] = [:]
  /// The first error about each source, by its key, and every one about what is neither source nor venv.
  private(set) var sourceErrors: [String: Diagnostic] = [:]
  private(set) var documentErrors: [Diagnostic] = []
  private(set) var files: [FileReference] = []
  /// Whether a document says that its lists take sources by name.
  private(set) var takesSourcesByName = false
  private var documents: [(value: VariableValue, level: Level, order: Int)] = []

  /// Whether a document is meant to be of this format.
  static func isStructured(_ value: VariableValue) -> Bool {
    value["format"] != nil && (value["sources"] != nil || value["venvs"] != nil || value["layers"] != nil)
  }

  mutating func add(_ value: VariableValue, level: Level, order: Int, isPartial: Bool = false) {
    var checking = ShapeChecking()
    checking.check(value, StructuredFormat.document, path: "")
    // By the path and not by the place, which is one and the same for everything that a caller gives.
    for (path, diagnostic) in zip(checking.paths, checking.diagnostics) {
      if isPartial, path.isEmpty, diagnostic.code == .missingKey { continue }
      diagnostics.append(diagnostic)
    }
    noteFaults(checking, in: value)
    if case .bool(true) = value["sources_by_name"]?.content { takesSourcesByName = true }
    for entry in value["hosts"]?.entries ?? [] {
      if let text = entry.value.text { hosts[entry.key] = BaseURL(text, at: entry.keyLocation) }
    }
    if value.location.file != .caller { files.append(value.location.file) }
    documents.append((value, level, order))
  }

  private mutating func noteFaults(_ checking: ShapeChecking, in value: VariableValue) {
    for (path, diagnostic) in zip(checking.paths, checking.diagnostics) {
      guard let place = diagnostic.location else { continue }
      let kind = ["sources", "venvs"].first { path.hasPrefix($0 + ".") }
      // A name may have points: `zope.interface` is no member of `zope`.
      let keys = kind.map { kind in
        (value[kind]?.entries ?? []).map(\.key).filter { Self.leads(path, into: kind + "." + $0) }
      }
      let key = keys?.max { $0.utf8.count < $1.utf8.count }
      faults[key.map(Self.flatPrefix) ?? Catalogue.wholeDocument, default: []].append(place)
      guard let key else {
        documentErrors.append(diagnostic)
        continue
      }
      if kind == "sources" { note(diagnostic, about: key) }
    }
  }

  private mutating func note(_ diagnostic: Diagnostic, about source: String) {
    let key = Self.flatPrefix(source)
    if diagnostic.severity == .error, sourceErrors[key] == nil { sourceErrors[key] = diagnostic }
  }

  private static func leads(_ path: String, into record: String) -> Bool {
    guard path.hasPrefix(record) else { return false }
    let next = path.utf8.dropFirst(record.utf8.count).first
    return next == nil || next == 0x2E || next == 0x5B
  }

  /// Turns all documents into definitions; after the last `add`, when every host is known.
  mutating func finish() {
    for (value, level, order) in documents {
      for entry in value["variables"]?.entries ?? [] {
        define(entry.key, "variables." + entry.key, entry.value, Level(.roleDefaults), order)
      }
      if let series = value["series"] { define(Self.seriesKey, "series", series, level, order) }
      for entry in value["sources"]?.entries ?? [] { source(entry, level, order) }
      for entry in value["venvs"]?.entries ?? [] { venv(entry, level, order) }
      for entry in value["layers"]?.entries ?? [] {
        define("layers." + entry.key, "layers." + entry.key, entry.value, level, order)
      }
      // No flat variable has a point in its name.
      if let lines = value["requirements"] { define("requirements.txt", "requirements", lines, level, order) }
      for entry in value["lists"]?.entries ?? [] {
        define("lists." + entry.key, "lists." + entry.key, entry.value, level, order)
      }
      for entry in value["roles"]?.entries ?? [] {
        define("roles." + entry.key, "roles." + entry.key, entry.value, level, order)
      }
    }
    documents = []
  }

  /// Where the series is kept: no flat variable has a point in its name.
  static let seriesKey = ".series"

  /// Where a member of a source is kept.
  static func key(of field: SourceField, source name: String) -> String {
    let prefix = flatPrefix(name)
    return field.flatSuffix.map { prefix + $0 } ?? "sources." + prefix + "." + field.rawValue
  }

  /// A structured name as the prefix of flat variables: they know no hyphens.
  static func flatPrefix(_ name: String) -> String {
    String(decoding: name.utf8.map { $0 == 0x2D || $0 == 0x2E ? 0x5F : $0 }, as: UTF8.self)
  }

  private mutating func define(
    _ key: String, _ path: String, _ value: VariableValue, _ level: Level, _ order: Int, stated: Reference.Kind? = nil
  ) {
    definitions[key, default: []].append(
      Definition(variable: path, value: value, level: level, order: order, stated: stated))
  }

  private static let sourceMembers: [(key: String, field: SourceField)] = [
    ("git", .repository), ("mirrors", .mirror), ("archive", .archive), ("path", .path),
    ("distribution", .distribution), ("package_name", .distribution), ("subdirectory", .subdirectory),
    ("extras", .extras), ("groups", .group),
    ("fragments", .fragments), ("destination", .destination), ("plugins", .plugins),
    ("patches", .patches), ("enabled", .enabled),
  ]

  private mutating func source(_ entry: VariableValue.Entry, _ level: Level, _ order: Int) {
    let path = "sources." + entry.key
    if sourceNames[entry.key] == nil { sourceNames[entry.key] = entry.keyLocation }
    let level = entry.value["role"]?.text.map { Level(.roleDefaults, scope: $0) } ?? level
    let known = diagnostics.count
    defer { for diagnostic in diagnostics[known...] { note(diagnostic, about: entry.key) } }
    for (key, field) in Self.sourceMembers {
      guard let value = entry.value[key] else { continue }
      let isRepository = field == .repository || field == .mirror
      define(
        Self.key(of: field, source: entry.key), path + "." + key,
        isRepository ? expanded(value, of: path + "." + key) : value, level, order)
    }
    if let alias = entry.value["alias"] { self.alias(alias, of: entry.key, level, order) }
    for (key, kind) in StructuredFormat.referenceKeys {
      guard let value = entry.value[key] else { continue }
      define(Self.key(of: .reference, source: entry.key), path + "." + key, value, level, order, stated: kind)
    }
    if let track = entry.value["track"] {
      let value = track["branch"] ?? track
      define(Self.key(of: .track, source: entry.key), path + ".track", value, level, order)
    }
  }

  /// The variables of another source, as flat variables would refer to them.
  private mutating func alias(_ value: VariableValue, of name: String, _ level: Level, _ order: Int) {
    guard let other = value.text else { return }
    for field in [SourceField.repository, .reference] {
      let reference = "{{ " + Self.key(of: field, source: other) + " }}"
      define(
        Self.key(of: field, source: name), "sources." + name + ".alias",
        VariableValue(.string(reference), at: value.location), level, order)
    }
  }

  /// Each member by itself, and each entry of the mappings among them, so that a later file can change one.
  private mutating func venv(_ entry: VariableValue.Entry, _ level: Level, _ order: Int) {
    // Points part the keys of a path.
    let path = "venvs." + String(decoding: entry.key.utf8.map { $0 == 0x2E ? 0x5F : $0 }, as: UTF8.self)
    define(path, path, entry.value, level, order)
    for member in entry.value.entries ?? [] { venvMember(member, path + "." + member.key, level, order) }
  }

  private mutating func venvMember(
    _ member: VariableValue.Entry, _ path: String, _ level: Level, _ order: Int
  ) {
    guard let entries = member.value.entries, path.utf8.count < 1024 else {
      return define(path, path, member.value, level, order)
    }
    for entry in entries { venvMember(entry, path + "." + entry.key, level, order) }
  }

  /// `opendev:openstack/nova` with the base URL of `opendev`; any other text is a URL already.
  private mutating func expanded(_ value: VariableValue, of path: String) -> VariableValue {
    if let entries = value.list {
      return VariableValue(.list(entries.map { expanded($0, of: path) }), at: value.location)
    }
    guard let text = value.text, let colon = text.utf8.firstIndex(of: 0x3A) else { return value }
    let host = String(text[..<colon])
    let rest = text[text.utf8.index(after: colon)...]
    guard !rest.hasPrefix("//") else { return value }
    guard let base = hosts[host] else {
      if Self.looksLikeHost(host) {
        diagnostics.append(.unknownHost(host, of: path, known: Array(hosts.keys), at: value.location))
      }
      return value
    }
    if value.location.file != .caller { shortAddresses[value.location] = text }
    return VariableValue(.string(base.text + "/" + rest), at: value.location, isUnsafe: value.isUnsafe)
  }

  /// Whether what stands before the colon can only be meant as a name from `hosts`: an address of ssh has a user or a
  /// domain there.
  private static func looksLikeHost(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { $0 != 0x40 && $0 != 0x2E && $0 != 0x2F && $0 != 0x7B && $0 != 0x5B }
  }
}
