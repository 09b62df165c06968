/// Addresses in texts, as far as printing them needs.
package enum URLText {
  /// The text with every secret as `****`: passwords, user names that stand alone, signatures in queries; in any number
  /// of addresses, wherever they stand. The account of an ssh address stays, since nothing is fetched without it and it
  /// opens nothing alone, as do `git@host`, which names no person, and references to variables, `${NAME}`.
  ///
  /// Source: pip `redact_auth_from_url`; uv `uv-redacted`.
  package static func redacted(_ text: String) -> String {
    guard mayHoldSecrets(text) else { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var copied = 0
    for secret in secrets(bytes) {
      result += bytes[copied..<secret.lowerBound] + mask
      copied = secret.upperBound
    }
    guard copied > 0 || !result.isEmpty else { return text }
    return String(decoding: result + bytes[copied...], as: UTF8.self)
  }

  /// The text with as many characters as before, those of the same secrets as `*`. For lines that are shown with a
  /// column.
  package static func masked(_ text: String) -> String {
    guard mayHoldSecrets(text) else { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var copied = 0
    for secret in secrets(bytes) {
      result += bytes[copied..<secret.lowerBound]
      result += bytes[secret].filter { $0 & 0xC0 != 0x80 }.map { _ in 0x2A }
      copied = secret.upperBound
    }
    return String(decoding: result + bytes[copied...], as: UTF8.self)
  }

  private static let mask = Array("****".utf8)

  private static func mayHoldSecrets(_ text: String) -> Bool {
    text.holds(byte: 0x40) && text.holds("//")
      || text.holds(byte: 0x3D) && (text.holds(byte: 0x3F) || text.holds(byte: 0x26))
  }

  /// Where secrets stand, in order. A range without bytes is a password that is empty.
  private static func secrets(_ bytes: [UInt8]) -> [Range<Int>] {
    let all = (authorities(bytes) + queries(bytes)).sorted { $0.lowerBound < $1.lowerBound }
    var merged: [Range<Int>] = []
    for range in all {
      guard let last = merged.last, range.lowerBound < last.upperBound else {
        merged.append(range)
        continue
      }
      merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
    }
    return merged
  }

  // MARK: Users and passwords

  private static func authorities(_ bytes: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var index = 0
    while index + 1 < bytes.count {
      guard startsAuthority(bytes, index) else {
        index += 1
        continue
      }
      let start = index + 2
      let end = bytes[start...].firstIndex(where: endsAuthority) ?? bytes.count
      if let user = userRange(bytes, start, end) {
        if let secret = secret(of: bytes[user], scheme: scheme(bytes, before: max(index - 1, 0))) {
          found.append(secret)
        }
        index = user.upperBound
      } else {
        index = start
      }
    }
    return found
  }

  /// Whether `//` stands here, behind a scheme's colon or, of a reference without a scheme, where an address may begin.
  private static func startsAuthority(_ bytes: [UInt8], _ index: Int) -> Bool {
    guard bytes[index] == 0x2F, bytes[index + 1] == 0x2F else { return false }
    return index == 0 || bytes[index - 1] == 0x3A || endsAddress(bytes[index - 1])
  }

  /// A password with an unescaped blank: `u:a b@host`. A port before the blank is none.
  private static func blankPassword(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Range<Int>? {
    guard end < bytes.count, bytes[end] == 0x20, bytes[start] != 0x5B,
      let colon = bytes[start..<end].firstIndex(of: 0x3A)
    else { return nil }
    let port = bytes[(colon + 1)..<end]
    guard port.isEmpty || !port.allSatisfy(Scanner.isDigit) else { return nil }
    let stop = bytes[end...].firstIndex { $0 != 0x20 && endsAuthority($0) } ?? bytes.count
    return bytes[end..<stop].lastIndex(of: 0x40).map { start..<$0 }
  }

  /// What stands before the last `@` of the authority; or, with an unescaped slash in it, what looks like a password
  /// in the path.
  private static func userRange(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Range<Int>? {
    if let at = bytes[start..<end].lastIndex(of: 0x40) { return start..<at }
    if let found = blankPassword(bytes, start, end) { return found }
    let stop = bytes[end...].firstIndex(where: endsAddress) ?? bytes.count
    let text = String(decoding: bytes[start..<stop], as: UTF8.self)
    guard let parts = URLParts("x://\(text)"), parts.isAmbiguous, let at = bytes[start..<stop].lastIndex(of: 0x40)
    else {
      return nil
    }
    return start..<at
  }

  /// The password, or the user where there is none: it may be a token.
  private static func secret(of user: ArraySlice<UInt8>, scheme: String) -> Range<Int>? {
    guard let colon = user.firstIndex(of: 0x3A) else {
      let name = String(decoding: user, as: UTF8.self)
      let isPlain = isSSH(scheme) || (name == "git" && scheme == "git+https")
      return isPlain || Credentials.isReference(name) || name.isEmpty ? nil : user.startIndex..<user.endIndex
    }
    let password = (colon + 1)..<user.endIndex
    // GitHub's way to give a token alone.
    if user[password].elementsEqual("x-oauth-basic".utf8) { return user.startIndex..<user.endIndex }
    return Credentials.isReference(String(decoding: user[password], as: UTF8.self)) ? nil : password
  }

  /// `ssh`, `git+ssh` and their like: what stands before the host is an account, never a token.
  private static func isSSH(_ scheme: String) -> Bool {
    scheme == "ssh" || scheme.hasSuffix("+ssh") || scheme == "sftp"
  }

  private static func scheme(_ bytes: [UInt8], before colon: Int) -> String {
    var start = colon
    while start > 0, Scanner.isAlphanumeric(bytes[start - 1]) || [0x2B, 0x2D, 0x2E].contains(bytes[start - 1]) {
      start -= 1
    }
    return String(decoding: bytes[start..<colon].map(Scanner.lowercased), as: UTF8.self)
  }

  private static func endsAuthority(_ byte: UInt8) -> Bool {
    byte == 0x2F || byte == 0x3F || byte == 0x23 || endsAddress(byte)
  }

  /// White space, quotation marks, backticks.
  private static func endsAddress(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == 0x22 || byte == 0x27 || byte == 0x60
  }

  // MARK: Queries

  /// Whether a parameter's name says that its value opens something: of presigned addresses, or a token.
  private static func isSecret(_ name: String) -> Bool {
    if ["sig", "key", "auth", "awsaccesskeyid", "pass", "pwd"].contains(name) { return true }
    return ["token", "secret", "password", "passwd", "apikey", "api_key", "api-key", "signature", "credential"]
      .contains(where: name.holds)
  }

  private static func queries(_ bytes: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    for index in bytes.indices where bytes[index] == 0x3F || bytes[index] == 0x26 {
      let end = bytes[(index + 1)...].firstIndex { $0 == 0x26 || $0 == 0x23 || endsAddress($0) } ?? bytes.count
      guard let equals = bytes[(index + 1)..<end].firstIndex(of: 0x3D) else { continue }
      let name = String(decoding: bytes[(index + 1)..<equals].map(Scanner.lowercased), as: UTF8.self)
      if isSecret(name) { found.append((equals + 1)..<end) }
    }
    return found
  }
}
