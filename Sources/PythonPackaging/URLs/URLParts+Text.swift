extension URLParts: CustomStringConvertible {
  /// The address, as `urllib.parse.urlunsplit` writes it.
  package var description: String {
    var text = path
    if !netloc.isEmpty || (Self.hasLocation(scheme) && !text.starts(withBytes: "//")) {
      if !text.isEmpty && text.utf8.first != 0x2F { text = "/" + text }
      text = "//\(netloc)\(text)"
    }
    if !scheme.isEmpty { text = "\(scheme):\(text)" }
    if !query.isEmpty { text += "?\(query)" }
    if !fragment.isEmpty { text += "#\(fragment)" }
    return text
  }

  /// Schemes whose addresses always have a location, if an empty one (`urllib.parse.uses_netloc`, with what pip adds).
  private static func hasLocation(_ scheme: String) -> Bool {
    switch scheme {
    case "ftp", "http", "https", "file", "svn", "svn+ssh", "sftp", "git", "git+ssh", "rsync", "nfs", "ws", "wss", "ssh",
      "hg", "bzr", "gopher", "nntp", "telnet", "imap", "wais", "mms", "shttp", "snews", "prospero", "rtsp", "rtsps",
      "rtspu":
      true
    default: false
    }
  }

  /// The address with another network location.
  private func with(netloc: String) -> String {
    var copy = self
    copy.netloc = netloc
    return copy.description
  }

  /// pip `remove_auth_from_url`.
  package var withoutCredentials: String { with(netloc: Credentials(netloc: netloc)?.host ?? netloc) }

  /// Without credentials but safe ones and references to variables (PEP 610).
  package func strippingCredentials(safe: [String]) -> String {
    guard let found = Credentials(netloc: netloc), !found.isSafe(safe) else { return description }
    return with(netloc: found.host)
  }

  /// Whether a secret seems to stand behind the authority, as in `https://user/name:password@host`: no password, but a
  /// colon and an `@` behind it in path or fragment. Colons of an address inside the address, `https://`, do not count.
  /// Files carry no credentials. The remedy is percent-encoding.
  package var isAmbiguous: Bool {
    if scheme == "file" || scheme.utf8.suffix(5).elementsEqual("+file".utf8) { return false }
    if Credentials(netloc: netloc)?.password != nil { return false }
    return Self.looksLikeCredentials(path) || Self.looksLikeCredentials(fragment)
  }

  private static func looksLikeCredentials(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let last = bytes.lastIndex(of: 0x40) else { return false }
    return bytes[..<last].indices.contains { index in
      bytes[index] == 0x3A && !bytes[(index + 1)...].starts(with: [0x2F, 0x2F])
    }
  }
}
