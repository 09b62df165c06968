/// What pip and git say of repositories (pip `vcs/git.py`, `vcs/versioncontrol.py`).
package enum GitRemote {
  /// A git remote as an address: `git@host:path` becomes `ssh://git@host/path`; nil where it is neither that nor an
  /// address.
  package static func url(_ remote: String) -> String? {
    if let scheme = remote.firstBytes(of: "://"), !remote[..<scheme.lowerBound].isEmpty,
      remote[..<scheme.lowerBound].unicodeScalars.allSatisfy(PythonIdentifier.isWord)
    {
      return remote
    }
    guard let (before, path) = remote.cut(at: 0x3A), let first = path.unicodeScalars.first,
      PythonIdentifier.isWord(first), !path.utf8.contains(0x3A), !before.utf8.contains(0x2F)
    else { return nil }
    guard let last = before.utf8.last, last != 0x40 else { return nil }
    return "ssh://\(before)/\(path)"
  }

  /// Forty hexadecimal digits.
  package static func looksLikeSHA(_ ref: String) -> Bool {
    ref.utf8.count == 40
      && ref.utf8.allSatisfy {
        Scanner.isDigit($0) || (Scanner.lowercased($0) >= 0x61 && Scanner.lowercased($0) <= 0x66)
      }
  }

  /// `git+https://host/project@ref#egg=name&subdirectory=dir`.
  package static func requirementURL(_ repository: String, ref: String, name: String, subdirectory: String? = nil)
    -> String
  {
    let egg = String(decoding: name.utf8.map { $0 == 0x2D ? 0x5F : $0 }, as: UTF8.self)
    let url = "\(repository)@\(PercentEncoding.encoded(ref))#egg=\(egg)"
    return subdirectory.map { "\(url)&subdirectory=\($0)" } ?? url
  }

  /// Major and minor version of what `git version` prints; nil where it is something else.
  package static func version(_ text: String) -> (major: Int, minor: Int)? {
    guard text.starts(withBytes: "git version ") else { return nil }
    let parts = String(Substring(text.utf8.dropFirst(12))).parts(at: 0x2E)
    guard parts.count > 1, let major = Int(parts[0]), parts[0].utf8.allSatisfy(Scanner.isDigit),
      let minor = Int(String(Substring(parts[1].utf8.prefix(while: Scanner.isDigit))))
    else { return nil }
    return (major, minor)
  }
}
