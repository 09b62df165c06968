import Diagnostics

/// A password or token in an address: it ends in logs, process lists and `pip freeze`.
enum CredentialsInURL: Check {
  static let codes: [DiagnosticCode] = [.credentialsInURL]

  static func findings(in context: CheckContext) -> [Diagnostic] {
    let blame = Blame(reading: context.reading)
    return context.addresses.filter { holdsCredentials($0.url.value) }.map { address in
      .credentialsInURL(
        address.owner, address.url.value, at: blame.place(of: address.url.origin, matching: holdsCredentials))
    }
  }

  /// A password with any scheme, or any user with HTTP, where the user is a token. The user of SSH is none.
  static func holdsCredentials(_ text: String) -> Bool {
    guard let scheme = URLParts.scheme(of: text), let authority = URLParts.authority(of: text),
      let at = authority.lastIndex(of: "@")
    else { return false }
    let user = authority[..<at]
    guard let colon = user.firstIndex(of: ":") else {
      return scheme.hasPrefix("http") && !user.isEmpty && user != "git" && !isReference(user)
    }
    let password = user[user.index(after: colon)...]
    return !password.isEmpty && !isReference(password)
  }

  /// `${TOKEN}` and a template hold no secret themselves.
  private static func isReference(_ text: Substring) -> Bool { text.hasPrefix("${") || text.hasPrefix("{{") }
}
