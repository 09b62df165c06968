/// A repository's address that was checked before git sees it: its credential set apart, nothing in it that git, ssh or
/// a shell could take for an option, another protocol or a second line.
///
///     address  = scheme "://" [user [":" password] "@"] host [":" port] path
///              | user "@" host ":" path              (ssh, as scp writes it)
///              | path                                (file; absolute)
///     scheme   = "https" | "http" | "ssh" | "git" | "file"
///
/// Not accepted: `transport::address`, queries and fragments, characters outside ASCII, relative paths, `..`.
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

  package init(_ text: String) throws(Refusal) {
    guard text.utf8.count <= 2048 else { throw Refusal("is longer than 2048 bytes") }
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
