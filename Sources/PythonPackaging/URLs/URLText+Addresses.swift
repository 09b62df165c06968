/// Users, passwords and queries of addresses.
extension URLText {
  static func addresses(_ bytes: [UInt8], keepsQueries: Bool) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var index = 0
    while index + 1 < bytes.count {
      guard startsAuthority(bytes, index) else {
        index += 1
        continue
      }
      let start = index + 2
      let end = bytes[start...].firstIndex(where: endsAuthority) ?? bytes.count
      var rest = start
      if let user = userRange(bytes, start, end) {
        if let secret = secret(of: bytes[user], scheme: scheme(bytes, before: max(index - 1, 0))) {
          found.append(secret)
        }
        rest = user.upperBound
      }
      if !keepsQueries { found += query(bytes, from: rest) }
      index = rest
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
}
