/// What pip reads from an address (pip `models/link.py`).
package struct PipLink: Hashable, Sendable {
  /// As written.
  package let url: String
  package let parts: URLParts

  package init?(_ url: String) {
    guard let parts = URLParts(url) else { return nil }
    self.url = url
    self.parts = parts
  }

  /// `git+https` and its like: the schemes of pip's version control systems.
  package static let vcsSchemes: Set<String> = [
    "bzr+http", "bzr+https", "bzr+ssh", "bzr+sftp", "bzr+ftp", "bzr+lp", "bzr+file", "git+http", "git+https",
    "git+ssh", "git+git", "git+file", "hg+file", "hg+http", "hg+https", "hg+ssh", "hg+static-http", "svn+ssh",
    "svn+http", "svn+https", "svn+svn", "svn+file",
  ]

  /// Whether a text is an address at all and not a requirement or a path (pip `vcs.is_url`).
  package static func isURL(_ parts: URLParts) -> Bool {
    ["http", "https", "file", "ftp"].contains(parts.scheme) || vcsSchemes.contains(parts.scheme)
  }

  package var isVCS: Bool { Self.vcsSchemes.contains(parts.scheme) }
  package var isFile: Bool { parts.scheme == "file" }

  /// The last part of the path, decoded; the host where there is none.
  package var filename: String {
    let text = lastComponent
    if !text.isEmpty && text != "." && text != ".." { return text }
    let host = parts.netloc.utf8.lastIndex(of: 0x40).map { String(parts.netloc[parts.netloc.utf8.index(after: $0)...]) }
    return host ?? parts.netloc
  }

  /// Of the path alone; empty where there is none.
  private var lastComponent: String {
    var path = PercentEncoding.decoded(parts.path).utf8[...]
    while path.last == 0x2F { path = path.dropLast() }
    return String(Substring(path.lastIndex(of: 0x2F).map { path[path.index(after: $0)...] } ?? path))
  }

  /// Whether the last part of the path ends as a wheel does; the host of an address without a path is no file.
  package var isWheel: Bool { Self.isWheel(lastComponent) }

  /// `.whl` in lower case, behind more than dots, and not behind `.tar` (pip `Link.is_wheel`, `misc.splitext`).
  static func isWheel(_ name: String) -> Bool {
    guard name.utf8.suffix(4).elementsEqual(".whl".utf8) else { return false }
    let stem = name.utf8.dropLast(4)
    return stem.contains { $0 != 0x2E } && !stem.suffix(4).map(Scanner.lowercased).elementsEqual(".tar".utf8)
  }

  /// What stands behind the first `#egg=` or `&egg=`, as written; nil where there is none.
  package var egg: String? { fragment("egg=") }
  package var subdirectory: String? { fragment("subdirectory=") }

  /// pip takes nothing but a project's name there: no extras, no version.
  package static func isValidEgg(_ name: String) -> Bool { PackageName.isValid(name) }

  private func fragment(_ name: StaticString) -> String? {
    let bytes = Array(url.utf8)
    var index = 0
    while index < bytes.count {
      defer { index += 1 }
      guard bytes[index] == 0x23 || bytes[index] == 0x26 else { continue }
      let rest = bytes[(index + 1)...]
      let isNamed = name.withUTF8Buffer { rest.starts(with: $0) }
      guard isNamed else { continue }
      return String(decoding: rest.dropFirst(name.utf8CodeUnitCount).prefix { $0 != 0x26 }, as: UTF8.self)
    }
    return nil
  }
}
