/// The parts of an address that checks ask for; templates in it are text.
enum URLParts {
  /// `https` of `https://host`, in lower case; nil for a path or git's `host:path`.
  static func scheme(of text: String) -> String? {
    guard let end = text.utf8.firstIndex(of: 0x3A), end > text.startIndex else { return nil }
    let name = text.utf8[text.utf8.startIndex..<end]
    guard text.utf8[end...].starts(with: "://".utf8), name.allSatisfy(isSchemeByte) else { return nil }
    return String(decoding: name.map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 0x20 : $0 }, as: UTF8.self)
  }

  /// What stands between `://` and the path.
  static func authority(of text: String) -> Substring? {
    guard let scheme = scheme(of: text) else { return nil }
    let rest = text.dropFirst(scheme.utf8.count + 3)
    return rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
  }

  /// `ext` of git's `ext::command`, which runs a program of that name.
  static func helper(of text: String) -> String? {
    let bytes = Array(text.utf8)
    guard let colon = bytes.firstIndex(of: 0x3A), colon > 0, colon + 1 < bytes.count, bytes[colon + 1] == 0x3A,
      bytes[..<colon].allSatisfy(isSchemeByte)
    else { return nil }
    return String(decoding: bytes[..<colon], as: UTF8.self)
  }

  static func isSchemeByte(_ byte: UInt8) -> Bool {
    (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || [0x2B, 0x2D, 0x2E].contains(byte)
  }
}
