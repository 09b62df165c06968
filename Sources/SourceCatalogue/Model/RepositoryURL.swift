import PythonPackaging

/// The little that the catalogue reads out of a repository's address.
package enum RepositoryURL {
  /// The last path component without `.git`: what git and the old lookup call the repository.
  package static func baseName(of url: String) -> String {
    var rest = url[...]
    if let end = rest.utf8.firstIndex(where: { $0 == 0x23 || $0 == 0x3F }) { rest = rest[..<end] }
    while rest.hasSuffix("/") { rest = rest.dropLast() }
    if rest.hasSuffix(".git") { rest = rest.dropLast(4) }
    let name =
      rest.utf8.lastIndex(where: { $0 == 0x2F || $0 == 0x3A }).map { rest[rest.utf8.index(after: $0)...] } ?? rest
    return String(name)
  }

  /// The repository as pip takes it behind `git+`: what scp writes `user@host:path`, and a path, as a URL.
  package static func url(of repository: String) -> String {
    if repository.hasPrefix("/") { return "file://" + repository }
    guard let colon = scpColon(in: repository) else { return repository }
    let path = repository[repository.utf8.index(after: colon)...]
    return "ssh://" + repository[..<colon] + (path.hasPrefix("/") ? "" : "/") + path
  }

  /// The colon behind the host in `user@host:path`, `host:path` or `user@[::1]:path`.
  private static func scpColon(in text: String) -> String.Index? {
    var start = text.utf8.startIndex
    if let open = text.utf8.firstIndex(of: 0x5B) {
      guard let close = text.utf8[open...].firstIndex(of: 0x5D) else { return nil }
      start = close
    }
    guard let colon = text.utf8[start...].firstIndex(where: { $0 == 0x3A || $0 == 0x2F || $0 == 0x7B }),
      text.utf8[colon] == 0x3A, colon > text.utf8.startIndex, !text[..<colon].utf8.contains(0x2F),
      !text[text.utf8.index(after: colon)...].hasPrefix("//")
    else { return nil }
    return colon
  }

  /// One spelling per repository, to tell that two sources are the same: no scheme, user, trailing slash or `.git`,
  /// host in lower case, empty path segments dropped. Never used to fetch.
  package static func identity(of url: String) -> String {
    let url = Self.url(of: url)
    var rest = url[...]
    if let scheme = rest.firstBytes(of: "://") { rest = rest[scheme.upperBound...] }
    let hostEnd = rest.utf8.firstIndex(of: 0x2F) ?? rest.endIndex
    var host = rest[..<hostEnd]
    if let at = host.utf8.lastIndex(of: 0x40) { host = host[host.utf8.index(after: at)...] }
    var path = rest[hostEnd...].utf8.split(separator: 0x2F).map { Substring($0) }.joined(separator: "/")
    if path.hasSuffix(".git") { path.removeLast(4) }
    return asciiLowercased(String(host)) + "/" + path
  }

  private static func asciiLowercased(_ text: String) -> String {
    String(decoding: text.utf8.map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 0x20 : $0 }, as: UTF8.self)
  }
}
