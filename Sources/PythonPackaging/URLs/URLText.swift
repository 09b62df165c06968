/// Addresses in texts, as far as printing them needs.
package enum URLText {
  /// The text with every password, and every user name without one, as `****` (pip `redact_auth_from_url`): in any
  /// number of addresses, wherever they stand. `git@host` names no person and stays.
  package static func redacted(_ text: String) -> String {
    guard text.utf8.contains(0x40), let first = text.firstBytes(of: "://") else { return text }
    var result = ""
    var rest = text[...]
    var scheme: Range<String.Index>? = first
    while let found = scheme {
      result += rest[..<found.upperBound]
      rest = rest[found.upperBound...]
      let end = rest.firstIndex(where: endsAuthority) ?? rest.endIndex
      let authority = rest[..<end]
      if let at = authority.lastIndex(of: "@") {
        result += redactedUser(authority[..<at]) + authority[at...]
      } else {
        result += authority
      }
      rest = rest[end...]
      scheme = rest.firstBytes(of: "://")
    }
    return result + rest
  }

  private static func endsAuthority(_ character: Character) -> Bool {
    switch character {
    case "/", "?", "#", " ", "\t", "\n", "\"", "'", "`": true
    default: false
    }
  }

  private static func redactedUser(_ user: Substring) -> String {
    guard let colon = user.firstIndex(of: ":") else { return user == "git" || isTemplate(user) ? String(user) : "****" }
    let password = user[user.index(after: colon)...]
    return user[...colon] + (isTemplate(password) ? String(password) : "****")
  }

  /// A reference to an environment variable is no secret.
  private static func isTemplate(_ text: Substring) -> Bool { text.hasPrefix("${") && text.hasSuffix("}") }
}
