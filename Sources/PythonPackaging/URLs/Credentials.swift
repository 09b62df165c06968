/// User and password in the network location of an address, `user:password@host:port`.
///
/// Source: pip `utils/misc.py`, `split_auth_from_netloc`; PEP 610 for what may be kept.
package struct Credentials: Hashable, Sendable {
  /// Undecoded; the last `@` ends it.
  package let user: String
  /// nil where there is no colon. Undecoded.
  package let password: String?
  /// Host and port.
  package let host: String

  /// nil where the location names no user.
  package init?(netloc: String) {
    guard let at = netloc.utf8.lastIndex(of: 0x40) else { return nil }
    let (user, password) =
      String(netloc[..<at]).cut(at: 0x3A).map { ($0.before, Optional($0.after)) }
      ?? (String(netloc[..<at]), nil)
    self.user = user
    self.password = password
    host = String(netloc[netloc.utf8.index(after: at)...])
  }

  /// Whether an address may be written down with this user: one that stands in `safe`, as `user` or `user:password`,
  /// or references to environment variables (PEP 610, `packaging.direct_url`).
  package func isSafe(_ safe: [String]) -> Bool {
    let text = user + (password.map { ":" + $0 } ?? "")
    if safe.contains(text) { return true }
    return Self.isReference(user) && (password.map(Self.isReference) ?? true)
  }

  /// `${NAME}`.
  static func isReference(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count > 3, bytes.starts(with: [0x24, 0x7B]), bytes.last == 0x7D else { return false }
    return bytes[2..<(bytes.count - 1)].allSatisfy { Scanner.isAlphanumeric($0) || $0 == 0x2D || $0 == 0x5F }
  }
}
