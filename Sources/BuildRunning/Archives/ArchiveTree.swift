import Glibc

/// A tarball unpacked with tar, and looked over before anybody builds in it.
struct ArchiveTree {
  let options: FetchOptions
  let environment: [String: String]
  let redactor: Redactor
  let deadline: Monotonic

  /// Unpacks into the new folder `folder`; the path of the files: of the one folder that the tarball holds, or all.
  func unpack(_ file: String, into folder: String) throws(FetchFailure) -> String {
    do { try Folder.make(folder) } catch { throw FetchFailure(error) }
    let child = ChildProcess(
      options.tar,
      [
        "--extract", "--force-local", "--no-same-owner", "--no-same-permissions", "--directory", folder, "--file", file,
      ], environment: environment, deadline: deadline)
    let outcome = child.run()
    switch outcome.end {
    case .exited(0): break
    case .timedOut: throw FetchFailure(.timedOut, "tar did not end within the limit")
    case .couldNotStart(let code): throw FetchFailure(StorageError("run", options.tar, code))
    default:
      let said = outcome.errors.split(separator: 0x0A).first.map { String(decoding: $0, as: UTF8.self) } ?? "no reason"
      throw FetchFailure(.unpacking, "the file cannot be unpacked: \(redactor(String(said.prefix(200))))")
    }
    let names = Folder.names(in: folder)
    guard !names.isEmpty else { throw FetchFailure(.unpacking, "the file holds nothing") }
    let isOne = names.count == 1 && FileKind.of(folder + "/" + names[0]) == .folder
    let tree = isOne ? folder + "/" + names[0] : folder
    guard let resolved = Self.resolved(tree) else { throw FetchFailure(StorageError("read", tree, errno)) }
    if FoundRepository.isBare(tree) {
      throw FetchFailure(.unpacking, "the file is a repository of git, whose settings git and builds would obey")
    }
    try inspect(folder, root: resolved, depth: 0)
    return tree
  }

  /// Files, folders, and links that stay inside: no devices, no way out, nobody else's rights.
  private func inspect(_ path: String, root: String, depth: Int) throws(FetchFailure) {
    guard depth < 256 else { throw FetchFailure(.unpacking, "the file holds folders 256 deep") }
    for name in Folder.names(in: path) {
      let member = path + "/" + name
      if FoundRepository.isName(name) {
        throw FetchFailure(.unpacking, "the file holds `.git`, whose settings git and builds would obey")
      }
      switch FileKind.of(member) {
      case .folder: try inspect(member, root: root, depth: depth + 1)
      case .file: try dropRights(member)
      case .link:
        // One that leads nowhere leads nobody out.
        guard let target = Self.resolved(member) ?? Self.written(member) else { continue }
        guard target == root || target.hasPrefix(root + "/") else {
          throw FetchFailure(.unpacking, "the link `\(name)` of the file leads out of it")
        }
      case .missing, .other: throw FetchFailure(.unpacking, "`\(name)` of the file is neither file, folder nor link")
      }
    }
  }

  private func dropRights(_ path: String) throws(FetchFailure) {
    var info = stat()
    guard lstat(path, &info) == 0, info.st_mode & 0o6000 != 0 else { return }
    guard chmod(path, info.st_mode & 0o777) == 0 else {
      throw FetchFailure(StorageError("change mode of", path, errno))
    }
  }

  private static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Of a link whose target is missing: `/` where it leads upwards, since the target may appear later.
  private static func written(_ link: String) -> String? {
    guard let target = FileLink.target(link) else { return nil }
    let leavesFolder =
      target.first == 0x2F || target.split(separator: 0x2F).contains { $0.elementsEqual([0x2E, 0x2E]) }
    return leavesFolder ? "/" : nil
  }
}
