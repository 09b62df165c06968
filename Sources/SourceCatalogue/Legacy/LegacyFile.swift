import Diagnostics
import PythonPackaging
import TextFiles
import YAMLTree

/// One file that the old lookup opened, with what it made of it.
struct LegacyFile: Sendable {
  enum Content: Sendable {
    case variables(LegacyVariables)
    case requirements(LegacyRequirementFile)
    /// Passed over in silence: not plain YAML, or no mapping (Y1 to Y4).
    case refused(why: String, at: Location?)
    /// The lookup ended with an error here.
    case unreadable(ReadFailure)
  }

  let reference: FileReference
  /// The path that the rules looked at: absolute, links kept.
  let path: String
  let content: Content
  /// nil for a file of no role.
  let role: String?
  /// The name without its last ending.
  let stem: String

  init(reference: FileReference, path: String, content: Content) {
    self.reference = reference
    self.path = path
    self.content = content
    role = Self.role(ofPath: path)
    stem = Self.stem(ofPath: path)
  }

  /// Whether it was not passed over.
  var isUsed: Bool {
    switch content {
    case .variables, .requirements: true
    case .refused, .unreadable: false
    }
  }

  /// The component behind the last `roles/` where the path holds `roles` anywhere; nil for a file of no role (S10).
  static func role(ofPath path: String) -> String? {
    guard path.holds("roles") else { return nil }
    let rest = LegacyText.parts(of: path, by: "roles/").last ?? ""
    return String(rest.utf8.firstIndex(of: 0x2F).map { rest[..<$0] } ?? rest)
  }

  private static func stem(ofPath path: String) -> String {
    let name = LegacyText.baseName(path)
    // Points at the start begin no ending.
    let start = name.utf8.prefix { $0 == 0x2E }.endIndex
    guard let dot = name.utf8.lastIndex(of: 0x2E), dot >= start else { return name }
    return String(name[..<dot])
  }
}

/// The files of one term, in the order of a sorted `os.walk` (S1 to S6).
struct LegacyFiles: Sendable {
  /// The other names of requirement files end in the third.
  private static let words: [StaticString] = [
    "/defaults/", "/vars/", "/user_", "requirements.txt", "global-requirement-pins.txt",
  ]

  private(set) var variables: [LegacyFile] = []
  private(set) var requirements: [LegacyFile] = []
  /// Every text that was read, for snippets.
  private(set) var texts: [TextFile] = []

  /// The files of every term; the directories of all are walked at once, and then all files read.
  static func read(_ terms: [String], _ release: LegacyRelease) -> [LegacyFiles] {
    let terms = terms.enumerated().map { Term($0.element, root: $0.offset) }
    let walks = terms.map { term in
      let walk = DirectoryWalk(
        order: .filesFirst, followsLinks: release.followsLinks, walksLoops: true,
        takes: { Self.takes(term.base + "/" + $0) })
      return (root: term.base, walk: walk)
    }
    let found = zip(terms, DirectoryWalk.entries(walks)).flatMap { Self.found($0, in: $1, release) }
    let read = ParallelMap.map(found) { Self.read($0) }
    var all = terms.map { _ in LegacyFiles() }
    for (found, (file, text)) in zip(found, read) {
      if found.isRequirements {
        all[found.term.root].requirements.append(file)
      } else {
        all[found.term.root].variables.append(file)
      }
      if let text { all[found.term.root].texts.append(text) }
    }
    return all
  }

  private struct Term: Sendable {
    let root: Int
    /// Absolute, links kept.
    let base: String
    /// As given, to tell places by.
    let folder: String

    init(_ term: String, root: Int) {
      self.root = root
      base = FileReading.normalizedPath(term)
      folder = term.hasSuffix("/") ? String(term.dropLast()) : term
    }
  }

  private static func found(_ term: Term, in entries: [DirectoryWalk.Entry], _ release: LegacyRelease) -> [Found] {
    var yaml: [Found] = []
    var plain: [String] = []
    for entry in entries {
      switch entry {
      case .failure(let relative, let failure):
        // `os.walk` passes over directories that it cannot list; a link to nowhere, or to itself, is a file that cannot
        // be opened.
        let path = term.base + "/" + relative
        guard !relative.isEmpty, takes(path), !relative.hasSuffix("txt") || isRead(path, release) else { continue }
        yaml.append(Found(term: term, relative: relative, failure: failure))
      case .file(let relative):
        if relative.hasSuffix("txt") {
          plain.append(relative)
        } else {
          yaml.append(Found(term: term, relative: relative))
        }
      }
    }
    let read = ordered(plain, release).filter { isRead(term.base + "/" + $0, release) }
    return yaml + read.map { Found(term: term, relative: $0, isRequirements: true) }
  }

  /// One path that the walk met, relative to the term.
  private struct Found: Sendable {
    let term: Term
    let relative: String
    var failure: ReadFailure?
    var isRequirements = false
  }

  private static func takes(_ path: String) -> Bool {
    guard path.hasSuffix("yaml") || path.hasSuffix("yml") || path.hasSuffix("txt") else { return false }
    return words.contains { path.holds($0) }
  }

  /// The walk moved files while it went over the same list, so most end where they stood.
  private static func ordered(_ names: [String], _ release: LegacyRelease) -> [String] {
    var names = names
    var index = 0
    while index < names.count {
      let name = names[index]
      if let place = release.requirementFileNames.firstIndex(of: LegacyText.baseName(name)) {
        names.remove(at: index)
        names.insert(name, at: min(place, names.count))
      }
      index += 1
    }
    return names
  }

  private static func isRead(_ path: String, _ release: LegacyRelease) -> Bool {
    if path.hasSuffix("other-requirements.txt") || path.hasSuffix("bindep.txt") { return false }
    if release.skipsRequirementsOfDocumentation && path.hasSuffix("doc/requirements.txt") { return false }
    return !(release.skipsRequirementsOfRoles && path.holds("roles"))
  }

  private static func read(_ found: Found) -> (file: LegacyFile, text: TextFile?) {
    let term = found.term
    let display = term.folder + "/" + found.relative
    let reference = FileReference(root: term.root, path: found.relative, displayPath: display)
    let path = term.base + "/" + found.relative
    func file(_ content: LegacyFile.Content) -> LegacyFile {
      LegacyFile(reference: reference, path: path, content: content)
    }
    if let failure = found.failure { return (file(.unreadable(failure)), nil) }
    do throws(ReadFailure) {
      let text = try FileReading.read(path, as: reference)
      return (file(path.hasSuffix("txt") ? .requirements(LegacyRequirementFile(text)) : content(of: text)), text)
    } catch {
      return (file(.unreadable(error)), nil)
    }
  }

  private static func content(of text: TextFile) -> LegacyFile.Content {
    if FileContent.isVault(text) {
      return .refused(why: LegacyWords.encrypted, at: Location(file: text.reference, line: 1, column: 1))
    }
    let (document, diagnostics) = YAMLReader.read(text)
    guard let document else {
      let fault = diagnostics.last
      return .refused(why: fault?.message ?? "it is not YAML", at: fault?.location)
    }
    guard let root = document.root, !root.isNull else { return .refused(why: "it is empty", at: nil) }
    if document.needsAnsible {
      return .refused(why: "it holds a tag that only Ansible knows", at: document.firstAnsibleTag?.location)
    }
    guard root.isMapping else { return .refused(why: "its top is not a mapping", at: root.location) }
    // An empty mapping is false to Python, and so passed over like an empty file.
    guard !root.pairs.isEmpty else { return .refused(why: "it is empty", at: nil) }
    return .variables(LegacyVariables(document))
  }
}
