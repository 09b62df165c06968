extension PipLink {
  /// Whether two addresses likely give the same project: whatever user they name, in whatever order their query is,
  /// whatever `#egg=` says; hashes and subdirectory count (pip `links_equivalent`).
  package func isEquivalent(to other: PipLink) -> Bool {
    parts.scheme == other.parts.scheme && host == other.host && parts.path == other.parts.path
      && Self.members(parts.query) == Self.members(other.parts.query)
      && Self.members(parts.fragment)["subdirectory"]?.first
        == Self.members(other.parts.fragment)["subdirectory"]?.first
      && hashes == other.hashes
  }

  /// Hashes that a fragment may hold, strongest first.
  package static let hashNames = ["sha512", "sha384", "sha256", "sha224", "sha1", "md5"]

  private var host: String {
    let host = Credentials(netloc: parts.netloc)?.host ?? parts.netloc
    return isFile && host.isEmpty ? "localhost" : host
  }

  private var hashes: [String: String] {
    Self.members(parts.fragment).filter { Self.hashNames.contains($0.key) }.compactMapValues(\.first)
  }

  /// `a=1&a=2` by name, decoded; members without a value do not count (Python's `parse_qs`).
  private static func members(_ text: String) -> [String: [String]] {
    var found: [String: [String]] = [:]
    for member in text.parts(at: 0x26) {
      guard let (name, value) = member.cut(at: 0x3D), !value.isEmpty else { continue }
      found[decodedMember(name), default: []].append(decodedMember(value))
    }
    return found
  }

  private static func decodedMember(_ text: String) -> String {
    PercentEncoding.decoded(String(decoding: text.utf8.map { $0 == 0x2B ? 0x20 : $0 }, as: UTF8.self))
  }

  /// The address with everything in its path escaped that must be, and nothing twice: `@` and an escaped slash stay as
  /// they are (pip `_ensure_quoted_url`).
  package var quoted: String {
    var copy = parts
    copy.path = Self.quoted(path: parts.path)
    return URLParts.text(copy)
  }

  private static func quoted(path: String) -> String {
    var result = ""
    var part: [UInt8] = []
    let bytes = Array(path.utf8)
    func flush() {
      result += PercentEncoding.encoded(PercentEncoding.decoded(String(decoding: part, as: UTF8.self)))
      part = []
    }
    var index = 0
    while index < bytes.count {
      let isSlash = bytes[index...].prefix(3).map(Scanner.lowercased).elementsEqual("%2f".utf8)
      if bytes[index] == 0x40 || isSlash {
        flush()
        result += isSlash ? "%2F" : "@"
        index += isSlash ? 3 : 1
      } else {
        part.append(bytes[index])
        index += 1
      }
    }
    flush()
    return result
  }
}

extension URLParts {
  /// The address with `//`, even where the location is empty.
  fileprivate static func text(_ parts: URLParts) -> String {
    var text = parts.path
    if !parts.netloc.isEmpty || !text.starts(withBytes: "//") {
      if !text.isEmpty && text.utf8.first != 0x2F { text = "/" + text }
      text = "//\(parts.netloc)\(text)"
    }
    return "\(parts.scheme):\(text)" + (parts.query.isEmpty ? "" : "?\(parts.query)")
      + (parts.fragment.isEmpty ? "" : "#\(parts.fragment)")
  }
}
