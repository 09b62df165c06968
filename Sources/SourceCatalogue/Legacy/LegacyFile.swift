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

  /// The component behind the last `roles/` where the path holds `roles` anywhere; nil for a file of no role (S10).
  static func role(ofPath path: String) -> String? {
    guard path.holds("roles") else { return nil }
    let rest = LegacyText.parts(of: path, by: "roles/").last ?? ""
    return String(rest.utf8.firstIndex(of: 0x2F).map { rest[..<$0] } ?? rest)
  }

  private static func stem(ofPath path: String) -> String {
    let name = LegacyText.baseName(path)
    guard let dot = name.utf8.lastIndex(of: 0x2E), dot != name.startIndex else { return name }
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

  init(term: String, root: Int, release: LegacyRelease) {
    let base = FileReading.normalizedPath(term)
    let walk = DirectoryWalk(
      order: .filesFirst, followsLinks: release.followsLinks, walksLoops: true,
      takes: { Self.takes(base + "/" + $0) })
    var yaml: [Found] = []
    var plain: [String] = []
    for entry in walk.entries(below: base) {
      switch entry {
      case .failure(_, .linkLoop): break
      case .failure(let relative, let failure):
        // `os.walk` passes over directories that it cannot list; a link to nowhere is a file that cannot be opened.
        guard !relative.isEmpty, Self.takes(base + "/" + relative) else { continue }
        yaml.append(Found(relative: relative, failure: failure))
      case .file(let relative):
        if relative.hasSuffix("txt") { plain.append(relative) } else { yaml.append(Found(relative: relative)) }
      }
    }
    plain = Self.ordered(plain, release).filter { Self.isRead(base + "/" + $0, release) }
    let folder = term.hasSuffix("/") ? String(term.dropLast()) : term
    let read = ParallelMap.map(yaml + plain.map { Found(relative: $0) }) {
      Self.read($0, in: folder, base: base, root: root)
    }
    variables = read.prefix(yaml.count).map(\.file)
    requirements = read.dropFirst(yaml.count).map(\.file)
    texts = read.compactMap(\.text)
  }

  /// One path that the walk met, relative to the term.
  private struct Found: Sendable {
    let relative: String
    var failure: ReadFailure?
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

  private static func read(
    _ found: Found, in folder: String, base: String, root: Int
  ) -> (file: LegacyFile, text: TextFile?) {
    let display = folder + "/" + found.relative
    let reference = FileReference(root: root, path: found.relative, displayPath: display)
    let path = base + "/" + found.relative
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
