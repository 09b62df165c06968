import Diagnostics
import PythonPackaging
import TextFiles

/// The PATH arguments of one deployment as classified files and what they hold, in the order in which they count.
struct Deployment: Sendable {
  struct File: Sendable {
    let reference: FileReference
    /// Opens it from the working directory.
    let path: String
    let use: FileUse
  }

  private(set) var files: [(file: File, content: FileContent)] = []
  private(set) var diagnostics: [Diagnostic] = []

  /// Walks the PATHs and reads their files, several at once.
  init(paths: [String]) {
    let roots = paths.enumerated().map { Root($0.offset, $0.element) }
    let folders = roots.compactMap(\.folder)
    let walked = DirectoryWalk.entries(folders.map { ($0.path, $0.walk) })
    var found: [Found] = []
    var next = walked.makeIterator()
    for root in roots {
      switch root {
      case .folder(let folder): found += self.found(in: folder, next.next() ?? [])
      case .file(let file): found.append(.file(file))
      case .failure(let failure): diagnostics.append(failure)
      case .nothing: break
      }
    }
    let read = ParallelMap.map(found) { found in found.file.map { ($0, FileContent($0)) } }
    files = Self.withDropInsLast(Self.withoutRepeated(read.compactMap(\.self)))
  }

  /// A PATH argument.
  private enum Root: Sendable {
    case folder(Folder)
    case file(File)
    case failure(Diagnostic)
    case nothing

    init(_ number: Int, _ path: String) {
      do throws(ReadFailure) {
        if try FileReading.isDirectory(path) {
          self = .folder(Folder(number, path))
        } else {
          self = Deployment.file(at: path, root: number).map { .file($0) } ?? .nothing
        }
      } catch {
        self = .failure(.unreadable(FileReference(root: number, path: path), error))
      }
    }

    var folder: Folder? { if case .folder(let folder) = self { folder } else { nil } }
  }

  /// A PATH that is a directory.
  private struct Folder: Sendable {
    let number: Int
    let path: String
    /// What stands before the files' own paths.
    let base: String
    let absolute: String
    let walk: DirectoryWalk

    init(_ number: Int, _ path: String) {
      let base = path.hasSuffix("/") ? String(path.dropLast()) : path
      let absolute = FileReading.absolutePath(path)
      let classification = FileClassification(root: absolute, isDeployFolder: false)
      (self.number, self.path, self.base, self.absolute) = (number, path, base, absolute)
      walk = DirectoryWalk(
        enters: { classification.enters($0) { Deployment.isSample($0, below: base) } }, takes: Deployment.mayBeRead)
    }
  }

  /// A file that a walk met or that a PATH names.
  private enum Found: Sendable {
    case file(File)
    case below(Folder, String, FileClassification)

    /// nil where it is none of ours.
    var file: File? {
      switch self {
      case .file(let file): file
      case .below(let folder, let relative, let classification):
        Deployment.use(of: relative, below: folder.base, classification).map { use in
          let path = folder.base + "/" + relative
          return File(
            reference: FileReference(root: folder.number, path: relative, displayPath: path), path: path, use: use)
        }
      }
    }
  }

  private mutating func found(in folder: Folder, _ entries: [DirectoryWalk.Entry]) -> [Found] {
    var names: [String] = []
    for entry in entries {
      switch entry {
      case .file(let relative): names.append(relative)
      case .failure(let relative, let failure):
        let display = relative.isEmpty ? folder.path : folder.base + "/" + relative
        let reference = FileReference(root: folder.number, path: relative, displayPath: display)
        diagnostics.append(.unreadable(reference, failure))
      }
    }
    let isDeployFolder = names.contains(where: Self.isDeployers)
    let classification = FileClassification(root: folder.absolute, isDeployFolder: isDeployFolder)
    return names.map { .below(folder, $0, classification) }
  }

  /// A file that is reached in two ways, by a PATH inside another or by a link, counts once: it would hide itself.
  private static func withoutRepeated(
    _ files: [(file: File, content: FileContent)]
  ) -> [(file: File, content: FileContent)] {
    struct Kind: Hashable {
      let use: FileUse
      let name: String
      let file: FileReading.Identity
    }
    // The system is asked about files of one name at one level alone, which are few.
    let hashes = files.map(\.file.likeness)
    let alike = hashes.indices.sorted { (hashes[$0], $0) < (hashes[$1], $1) }
    var repeated: Set<Int> = []
    var seen: Set<Kind> = []
    for (position, index) in alike.enumerated() {
      let isLikeLast = position > 0 && hashes[alike[position - 1]] == hashes[index]
      let isLikeNext = position + 1 < alike.count && hashes[alike[position + 1]] == hashes[index]
      let file = files[index].file
      guard isLikeLast || isLikeNext, let identity = FileReading.identity(of: file.path) else { continue }
      if !seen.insert(Kind(use: file.use, name: file.name, file: identity)).inserted { repeated.insert(index) }
    }
    guard !repeated.isEmpty else { return files }
    return files.enumerated().filter { !repeated.contains($0.offset) }.map(\.element)
  }

  /// `osa-sources.d/*` behind the `osa-sources.yml` beside it, which they change: bytes alone put `.d` first.
  private static func withDropInsLast(
    _ files: [(file: File, content: FileContent)]
  ) -> [(file: File, content: FileContent)] {
    let documents = files.indices.filter { if case .structured = files[$0].file.use { true } else { false } }
    guard documents.count > 1 else { return files }
    var files = files
    for index in documents {
      guard let home = files[index].file.reference.folder(above: FileClassification.isMainDocument),
        let first = files[..<index].firstIndex(where: { earlier in
          earlier.file.reference.root == files[index].file.reference.root
            && earlier.file.reference.folder(above: FileClassification.isDropIn) == home
        })
      else { continue }
      files.insert(files.remove(at: index), at: first)
    }
    return files
  }

  /// A file given by itself is read whatever it is called: at its own level where its path says one.
  private static func file(at path: String, root: Int) -> File? {
    let absolute = pathParts(FileReading.absolutePath(path))
    // Task files and templates are for the checks alone; nothing in them is a variable's definition.
    if absolute.dropLast().contains(where: { ["tasks", "handlers", "templates"].contains($0) }) { return nil }
    let folder = absolute.dropLast().joined(separator: "/")
    let name = absolute.last ?? path
    let use = FileClassification(root: folder, isDeployFolder: false).use(of: name)
    // A list of plays is no variable file either.
    if use == nil, absolute.dropLast().contains("playbooks") { return nil }
    return File(
      reference: FileReference(root: root, path: name, displayPath: path), path: path,
      use: use ?? .variables(Level(.playVars), alternative: nil))
  }

  private static func use(of relative: String, below base: String, _ classification: FileClassification) -> FileUse? {
    let parts = pathParts(relative)
    let use = classification.use(of: parts) ?? (parts.count == 1 ? .structuredIfSaid(relative) : nil)
    if case .variables = use, let reason = VariableFileChoice.unreadReason(of: parts, below: base) {
      return .unreadVariables(reason)
    }
    return use
  }

  /// Names that only the deployer's folder has at its top.
  private static func isDeployers(_ relative: String) -> Bool {
    if relative.hasPrefix("conf.d/") || relative.hasPrefix("env.d/") { return true }
    return (relative.hasPrefix("user_") || relative.hasPrefix("openstack_user_config")) && !relative.utf8.contains(0x2F)
  }

  private static func mayBeRead(_ relative: String) -> Bool {
    if relative.hasSuffix(".yml") || relative.hasSuffix(".yaml") { return true }
    if relative.hasSuffix("global-requirement-pins.txt") || relative.hasSuffix("osa-sources.json") { return true }
    if relative.hasSuffix(".json"), relative.holds("osa-sources.d/") { return true }
    return relative.holds("group_vars/") || relative.holds("host_vars/")
  }

  /// A checkout's own `etc/` is a sample for the deployer to copy.
  private static func isSample(_ relative: String, below base: String) -> Bool {
    let parent = pathParts(relative).dropLast().joined(separator: "/")
    let folder = parent.isEmpty ? base : base + "/" + parent
    return ["ansible-role-requirements.yml", "global-requirement-pins.txt"].contains {
      FileReading.exists(folder + "/" + $0)
    }
  }
}

extension FileReference {
  /// The folder that a document of the structured format is for; nil for another path than is meant.
  fileprivate func folder(above isMeant: ([String]) -> Bool) -> String? {
    let parts = pathParts(path)
    guard isMeant(parts) else { return nil }
    return parts.dropLast(FileClassification.isDropIn(parts) ? 2 : 1).joined(separator: "/")
  }
}

extension Deployment.File {
  fileprivate var name: String { LegacyText.baseName(path) }

  /// The same for files of one name that are read as the same; rarely for others.
  fileprivate var likeness: UInt64 {
    var name = name
    var hash = name.withUTF8(ByteHash.of)
    if case .variables(let level, _) = use {
      var scope = level.scope ?? ""
      hash = hash &* 31 &+ scope.withUTF8(ByteHash.of) &+ UInt64(level.step.rawValue)
    }
    return hash
  }
}

extension FileUse {
  /// A YAML file at the top of a PATH may be a structured document under any name.
  fileprivate static func structuredIfSaid(_ name: String) -> FileUse? {
    name.hasSuffix(".yml") || name.hasSuffix(".yaml") ? .perhapsStructured : nil
  }
}

extension Diagnostic {
  static func unreadable(_ file: FileReference, _ failure: ReadFailure) -> Diagnostic {
    let place = Location(file: file)
    let name = "`\(file.name)`"
    switch failure {
    case .notFound: return Diagnostic(.fileNotFound, "\(name) does not exist", at: place)
    case .isDirectory: return Diagnostic(.notARegularFile, "\(name) is a directory, not a file", at: place)
    case .notRegular: return Diagnostic(.notARegularFile, "\(name) is not a regular file", at: place)
    case .permissionDenied: return Diagnostic(.unreadableFile, "\(name) may not be read: permission denied", at: place)
    case .linkLoop: return Diagnostic(.symbolicLinkLoop, "\(name) is a symbolic link back to itself", at: place)
    case .tooLarge(let size, let limit):
      return Diagnostic(.fileTooLarge, "\(name) has \(size) bytes, more than the limit of \(limit)", at: place)
    case .unusablePath: return Diagnostic(.fileNotFound, "\(name) is no usable path", at: place)
    case .foreignName:
      return Diagnostic(
        .unreadableFile, "\(name) is not read: its name is not UTF-8", at: place,
        hint: "give it a name that can be written")
    case .system: return Diagnostic(.unreadableFile, "\(name) cannot be read: \(failure)", at: place)
    }
  }
}
