/// User and password that an address carried. They reach git through its environment and a helper that only answers for
/// the address's own host: no command line, configuration file, message or document ever holds them.
package struct GitCredential: Hashable, Sendable, CustomStringConvertible {
  package let user: String
  package let password: String
  /// As written, percent-encoded.
  private let written: [String]

  init(userinfo: Substring) throws(Refusal) {
    let parts = userinfo.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    written = parts.map(String.init)
    let decoded = parts.map(PercentText.decode)
    guard let user = decoded.first ?? nil, let password = decoded.count > 1 ? decoded[1] : [] else {
      throw Refusal("has a malformed `%` before its host")
    }
    // A line break would add a line to the credential protocol.
    guard (user + password).allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      throw Refusal("holds an encoded control character before its host")
    }
    self.user = String(decoding: user, as: UTF8.self)
    self.password = String(decoding: password, as: UTF8.self)
  }

  /// Every text that must not be printed.
  package var secrets: [String] {
    ([user, password] + written + [Base64.encode(Array("\(user):\(password)".utf8))]).filter { !$0.isEmpty }
  }

  package var description: String { "****" }
}

/// Base64 (RFC 4648, section 4): how basic authentication would carry a credential.
enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func encode(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let group = Array(rest.prefix(3))
      rest = rest.dropFirst(3)
      let bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
      for place in 0..<4 {
        result.append(place <= group.count ? alphabet[Int(bits >> UInt32(18 - 6 * place) & 63)] : 0x3D)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
