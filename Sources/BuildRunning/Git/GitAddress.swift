import BuildPlanning

/// A repository's address that was checked before git sees it: its credential set apart, nothing in it that git, ssh or
/// a shell could take for an option, another protocol or a second line.
///
///     address  = scheme "://" [user [":" password] "@"] host [":" port] path
///              | user "@" host ":" path              (ssh, as scp writes it)
///              | path                                (file; absolute)
///     scheme   = "https" | "http" | "ssh" | "git" | "file"
///
/// The address of a file may end with a query, which counts as a secret: `?` and letters, digits and `!$%&'()*+,-./:;=?@_~`.
///
/// Not accepted: `transport::address`, other queries, fragments, characters outside ASCII, relative paths, `..`.
package struct GitAddress: Hashable, Sendable {
  package enum Scheme: String, Sendable, CaseIterable {
    case https, http, ssh, git, file
  }

  package let scheme: Scheme
  /// Lower case; empty for `file`.
  package let host: String
  package let port: String?
  /// Of ssh only: part of the address, not a secret.
  package let user: String?
  /// Begins with `/` but where scp's form is relative to the user's home.
  package let path: String
  private let isSCP: Bool
  /// What stood before the host of an `https` or `http` address.
  package let credential: GitCredential?
  /// Of a file's address, without the `?`.
  package let query: String?

  /// The address of a repository, or with `isFile` of a file.
  package init(_ whole: String, isFile: Bool = false) throws(Refusal) {
    var text = whole
    var query: String?
    if isFile, let mark = whole.firstIndex(of: "?") {
      text = String(whole[..<mark])
      query = try AddressParts.checkedQuery(whole[whole.index(after: mark)...])
    }
    self.query = query
    guard whole.utf8.count <= 2048 else { throw Refusal("is longer than 2048 bytes") }
    guard !text.contains("{{") && !text.contains("{%") else { throw Refusal("still holds a template") }
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw Refusal("holds a blank, a control character or a character outside ASCII")
    }
    guard let first = text.utf8.first, first != 0x2D else {
      throw Refusal(text.isEmpty ? "is empty" : "begins with `-`")
    }
    var parts = try AddressParts(text)
    guard let scheme = Scheme(rawValue: parts.scheme) else {
      throw Refusal("names the transport `\(parts.scheme)`, which is not a repository's")
    }
    self.scheme = scheme
    isSCP = parts.isSCP
    path = try AddressParts.checkedPath(parts.path, isSCP: parts.isSCP)
    let userinfo = parts.takeUserinfo()
    guard query == nil || scheme == .https || scheme == .http else {
      throw Refusal("has a query, which `\(scheme.rawValue)` does not know")
    }
    if scheme == .file {
      guard userinfo == nil, parts.host.isEmpty, parts.port == nil else { throw Refusal("names a host for a file") }
      (host, port, user, credential) = ("", nil, nil, nil)
      return
    }
    host = try AddressParts.checkedHost(parts.host)
    port = try AddressParts.checkedPort(parts.port)
    switch scheme {
    case .ssh:
      user = try userinfo.map(AddressParts.checkedUser)
      credential = nil
    case .https, .http:
      user = nil
      credential = try userinfo.map(GitCredential.init(userinfo:))
    case .git, .file:
      guard userinfo == nil else { throw Refusal("names a user, which `\(scheme.rawValue)` does not know") }
      (user, credential) = (nil, nil)
    }
  }

  /// Every text of it that must not be printed.
  package var secrets: [String] {
    let values = query.map { query in
      [query] + query.split(separator: "&").compactMap { $0.split(separator: "=", maxSplits: 1).last.map(String.init) }
    }
    let decoded = values?.compactMap { PercentText.decode($0[...]) }.map { String(decoding: $0, as: UTF8.self) }
    return (credential?.secrets ?? []) + (values ?? []) + (decoded ?? [])
  }

  /// Where a file is: with the query, for whoever downloads it alone.
  package var download: String { argument + (query.map { "?" + $0 } ?? "") }

  /// One spelling per file; of a query only what tells it from others.
  package var fileIdentity: String {
    identity + (query.map { "?sha256=" + SHA256.hex(of: $0.utf8) } ?? "")
  }

  /// What git is given: never with a credential.
  package var argument: String {
    if isSCP { return (user.map { $0 + "@" } ?? "") + host + ":" + path }
    return "\(scheme.rawValue)://" + (user.map { $0 + "@" } ?? "") + authority + path
  }

  /// `scheme://host[:port]`, as git's `credential.URL` sections have it.
  package var origin: String { "\(scheme.rawValue)://\(authority)" }

  private var authority: String { host + (port.map { ":" + $0 } ?? "") }

  /// One spelling per repository: no user, empty segments, final slash or `.git`; `https` unsaid. Case in the path counts.
  package var identity: String {
    var segments = path.split(separator: "/").map(String.init)
    if let last = segments.last, last.hasSuffix(".git"), last.utf8.count > 4 {
      segments[segments.count - 1] = String(last.dropLast(4))
    }
    let place = scheme == .file ? "file" : authority
    return (scheme == .https || scheme == .file ? place : "\(scheme.rawValue)+\(place)") + "/"
      + segments.joined(separator: "/")
  }
}

/// Why a value is not handed to git.
package struct Refusal: Error, Hashable, Sendable {
  package let reason: String
  package init(_ reason: String) { self.reason = reason }
}
