import Diagnostics
import PythonPackaging
import TextFiles

/// The PATH arguments of one deployment as classified files, in the order in which they count.
struct Deployment: Sendable {
  struct File: Sendable {
    let reference: FileReference
    /// Opens it from the working directory.
    let path: String
    let use: FileUse
  }

  private(set) var files: [File] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(paths: [String]) {
    for part in ParallelMap.map(Array(paths.enumerated()), share: 1, { Deployment(root: $0.offset, path: $0.element) })
    {
      files += part.files
      diagnostics += part.diagnostics
    }
    dropRepeated()
  }

  /// A file that is reached in two ways, by a PATH inside another or by a link, counts once: it would hide itself.
  private mutating func dropRepeated() {
    struct Kind: Hashable {
      let use: FileUse
      let name: String
      let file: FileReading.Identity
    }
    // The system is asked about files of one name at one level alone, which are few.
    let hashes = files.map(\.likeness)
    let alike = hashes.indices.sorted { (hashes[$0], $0) < (hashes[$1], $1) }
    var repeated: Set<Int> = []
    var seen: Set<Kind> = []
    for (position, index) in alike.enumerated() {
      let isLikeLast = position > 0 && hashes[alike[position - 1]] == hashes[index]
      let isLikeNext = position + 1 < alike.count && hashes[alike[position + 1]] == hashes[index]
      guard isLikeLast || isLikeNext, let file = FileReading.identity(of: files[index].path) else { continue }
      if !seen.insert(Kind(use: files[index].use, name: files[index].name, file: file)).inserted {
        repeated.insert(index)
      }
    }
    guard !repeated.isEmpty else { return }
    files = files.enumerated().filter { !repeated.contains($0.offset) }.map(\.element)
  }

  private init(root: Int, path: String) {
    do throws(ReadFailure) {
      if try FileReading.isDirectory(path) {
        addFolder(path, root: root)
      } else {
        addFile(path, root: root)
      }
    } catch {
      diagnostics.append(.unreadable(FileReference(root: root, path: path), error))
    }
  }

  /// A file given by itself is read whatever it is called: at its own level where its path says one.
  private mutating func addFile(_ path: String, root: Int) {
    let absolute = pathParts(FileReading.absolutePath(path))
    // Task files and templates are for the checks alone; nothing in them is a variable's definition.
    if absolute.dropLast().contains(where: { ["tasks", "handlers", "templates"].contains($0) }) { return }
    let folder = absolute.dropLast().joined(separator: "/")
    let name = absolute.last ?? path
    let use = FileClassification(root: folder, isDeployFolder: false).use(of: name)
    // A list of plays is no variable file either.
    if use == nil, absolute.dropLast().contains("playbooks") { return }
    files.append(
      File(
        reference: FileReference(root: root, path: name, displayPath: path), path: path,
        use: use ?? .variables(Level(.playVars), alternative: nil)))
  }

  private mutating func addFolder(_ path: String, root: Int) {
    let base = path.hasSuffix("/") ? String(path.dropLast()) : path
    let absolute = FileReading.absolutePath(path)
    var walked: [(String, ReadFailure)] = []
    let entering = FileClassification(root: absolute, isDeployFolder: false)
    let walk = DirectoryWalk(
      enters: { entering.enters($0) { Self.isSample($0, below: base) } }, takes: Self.mayBeRead)
    var names: [String] = []
    for entry in walk.entries(below: path) {
      switch entry {
      case .file(let relative): names.append(relative)
      case .failure(let relative, let failure): walked.append((relative, failure))
      }
    }
    for (relative, failure) in walked {
      let display = relative.isEmpty ? path : base + "/" + relative
      diagnostics.append(.unreadable(FileReference(root: root, path: relative, displayPath: display), failure))
    }
    let classification = FileClassification(root: absolute, isDeployFolder: names.contains(where: Self.isDeployers))
    files += ParallelMap.map(names, share: 64) { relative in
      Self.use(of: relative, below: base, classification).map { use in
        File(
          reference: FileReference(root: root, path: relative, displayPath: base + "/" + relative),
          path: base + "/" + relative, use: use)
      }
    }.compactMap { $0 }
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
    if relative.hasSuffix("global-requirement-pins.txt") { return true }
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
