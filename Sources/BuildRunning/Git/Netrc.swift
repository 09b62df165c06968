import Glibc

/// The secrets of `~/.netrc`, which git's and curl's own code sends: a server may repeat them in what it answers.
enum Netrc {
  private static let sizeLimit = 1 << 20

  static func secrets() -> [String] {
    guard let home = getenv("HOME").map({ String(cString: $0) }), !home.isEmpty,
      let bytes = FileBytes.read(home + "/.netrc", limit: sizeLimit)
    else { return [] }
    return secrets(in: bytes)
  }

  /// Passwords and accounts, and what basic authentication makes of them; `machine H login U password P`, in any order.
  static func secrets(in bytes: [UInt8]) -> [String] {
    var (found, login): ([String], String) = ([], "")
    var passwords: [String] = []
    func finish() { found += passwords.map { Base64.encode(Array("\(login):\($0)".utf8)) } }
    var words = bytes.split { $0 <= 0x20 }.map { String(decoding: $0, as: UTF8.self) }[...]
    while let word = words.popFirst() {
      switch word {
      case "machine", "default":
        finish()
        (login, passwords) = ("", [])
      case "login": login = plain(words.popFirst() ?? "")
      case "password", "account":
        let value = plain(words.popFirst() ?? "")
        guard !value.isEmpty else { continue }
        passwords.append(value)
        found.append(value)
      default: break
      }
    }
    finish()
    return found
  }

  /// Without the quotation marks that curl takes off.
  private static func plain(_ word: String) -> String {
    guard word.utf8.count >= 2, word.hasPrefix("\""), word.hasSuffix("\"") else { return word }
    return String(word.dropFirst().dropLast())
  }
}
