/// An address cut into its parts, each checked by the set of characters that it may hold.
struct AddressParts {
  let scheme: String
  private var userinfo: Substring?
  let host: String
  let port: String?
  let path: String
  let isSCP: Bool

  init(_ text: String) throws(Refusal) {
    if text.hasPrefix("/") {
      self.init(scheme: "file", authority: "", path: text, isSCP: false)
    } else if let mark = text.firstRange(of: "://") {
      let scheme = text[..<mark.lowerBound]
      guard scheme.utf8.allSatisfy({ ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A }) else {
        throw Refusal("names no transport that is a repository's")
      }
      let rest = text[mark.upperBound...]
      let slash = rest.firstIndex(of: "/") ?? rest.endIndex
      try Self.checkAuthority(rest[..<slash])
      self.init(
        scheme: scheme.lowercased(), authority: rest[..<slash], path: String(rest[slash...]), isSCP: false)
    } else {
      guard let colon = text.firstIndex(of: ":"), !text[..<colon].contains("/") else {
        throw Refusal("is a relative path")
      }
      let path = text[text.index(after: colon)...]
      guard !path.hasPrefix(":") else { throw Refusal("names the transport `\(text[..<colon])`") }
      // `host:path` alone could be any word with a colon.
      guard text[..<colon].contains("@") else { throw Refusal("names no transport, and no user before its host") }
      try Self.checkAuthority(text[..<colon])
      self.init(scheme: "ssh", authority: text[..<colon], path: String(path), isSCP: true)
    }
  }

  private init(scheme: String, authority: Substring, path: String, isSCP: Bool) {
    self.scheme = scheme
    self.path = path
    self.isSCP = isSCP
    var place = authority
    if let at = place.lastIndex(of: "@") {
      userinfo = place[..<at]
      place = place[place.index(after: at)...]
    }
    let afterBracket = place.lastIndex(of: "]") ?? place.startIndex
    if let colon = place[afterBracket...].firstIndex(of: ":") {
      host = place[..<colon].lowercased()
      port = String(place[place.index(after: colon)...])
    } else {
      host = place.lowercased()
      port = nil
    }
  }

  mutating func takeUserinfo() -> Substring? {
    defer { userinfo = nil }
    return userinfo
  }

  /// Whether two programs could see two different hosts in it.
  private static func checkAuthority(_ authority: Substring) throws(Refusal) {
    guard authority.utf8.filter({ $0 == 0x40 }).count <= 1 else {
      throw Refusal("has more than one `@` before its host")
    }
    guard !authority.contains(where: { $0 == "\\" || $0 == "?" || $0 == "#" }) else {
      throw Refusal("has a `\\`, `?` or `#` before its path")
    }
  }

  static func checkedHost(_ host: String) throws(Refusal) -> String {
    guard !host.isEmpty, host.utf8.count <= 255 else { throw Refusal("names no host") }
    if host.hasPrefix("[") {
      let inner = host.dropFirst().dropLast()
      guard host.hasSuffix("]"), inner.utf8.count >= 2, inner.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." })
      else { throw Refusal("has a malformed IPv6 address") }
      return host
    }
    guard let first = host.utf8.first, isAlphanumeric(first),
      host.utf8.allSatisfy({ isAlphanumeric($0) || $0 == 0x2D || $0 == 0x2E }), !host.contains("..")
    else { throw Refusal("has a host of other than letters, digits, `-` and `.`") }
    return host
  }

  static func checkedPort(_ port: String?) throws(Refusal) -> String? {
    guard let port, !port.isEmpty else { return nil }
    guard port.utf8.count <= 5, port.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let number = Int(port),
      (1...65535).contains(number)
    else { throw Refusal("has a malformed port") }
    return port
  }

  static func checkedUser(_ user: Substring) throws(Refusal) -> String {
    guard !user.contains(":") else { throw Refusal("gives a password to ssh, which takes none") }
    guard let first = user.utf8.first, isAlphanumeric(first) || first == 0x5F,
      user.utf8.allSatisfy({ isAlphanumeric($0) || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F })
    else { throw Refusal("has a user of other than letters, digits, `-`, `_` and `.`") }
    return String(user)
  }

  static func checkedPath(_ path: String, isSCP: Bool) throws(Refusal) -> String {
    guard path.contains(where: { $0 != "/" }) else { throw Refusal("names no repository") }
    guard !path.contains(where: { $0 == "?" || $0 == "#" }) else { throw Refusal("has a query or a fragment") }
    guard !path.hasPrefix("-") else { throw Refusal("has a path that begins with `-`") }
    guard path.utf8.allSatisfy({ isAlphanumeric($0) || pathMarks.contains($0) }) else {
      throw Refusal("has a path of other than letters, digits and `\(String(decoding: pathMarks, as: UTF8.self))`")
    }
    guard let decoded = PercentText.decode(path[...]), decoded.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      throw Refusal("holds a malformed `%` or an encoded control character")
    }
    guard !decoded.split(separator: 0x2F).contains(where: { $0.elementsEqual([0x2E, 0x2E]) }) else {
      throw Refusal("has `..` in its path")
    }
    return path
  }

  static func checkedQuery(_ query: Substring) throws(Refusal) -> String {
    guard query.utf8.allSatisfy({ isAlphanumeric($0) || queryMarks.contains($0) }) else {
      throw Refusal("has a query of other than letters, digits and `\(String(decoding: queryMarks, as: UTF8.self))`")
    }
    guard let decoded = PercentText.decode(query), decoded.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      throw Refusal("holds a malformed `%` or an encoded control character")
    }
    return String(query)
  }

  private static let queryMarks = Array("!$%&'()*+,-./:;=?@_~".utf8)
  private static let pathMarks = Array("-._~/%:@+,=".utf8)

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A)
  }
}

/// Percent-encoding (RFC 3986, section 2.1).
enum PercentText {
  /// nil where a `%` is not followed by two hexadecimal digits.
  static func decode(_ text: Substring) -> [UInt8]? {
    var (bytes, rest) = ([UInt8](), text.utf8[...])
    while let byte = rest.popFirst() {
      guard byte == 0x25 else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.popFirst(), let low = rest.popFirst(),
        let value = UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16), high != 0x2B, high != 0x2D
      else { return nil }
      bytes.append(value)
    }
    return bytes
  }

  /// Everything but letters, digits, `-`, `_` and inner `.` as `%XX`: one component of a path, on any file system.
  static func component(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for (index, byte) in text.utf8.enumerated() {
      let isWord = (byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A)
      if isWord || byte == 0x2D || byte == 0x5F || (byte == 0x2E && index > 0) {
        bytes.append(byte)
      } else {
        bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
