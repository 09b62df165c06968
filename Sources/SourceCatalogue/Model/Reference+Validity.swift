import PythonPackaging

extension Reference {
  /// Why git takes no branch, tag or change of this name (`git check-ref-format`); nil where it does, and for what is
  /// no name of git's or not known yet.
  package var nameFault: String? {
    switch kind {
    case .branch, .tag, .change:
      let prefixes = ["refs/heads/", "refs/tags/"].filter { value.hasPrefix($0) }
      return Self.nameFault(of: prefixes.first.map { value.dropFirst($0.utf8.count) } ?? value[...])
    case .commit: return Self.isObjectName(value) ? nil : "it is no full object name"
    case .release, .unresolved: return nil
    }
  }

  private static func nameFault(of name: Substring) -> String? {
    let bytes = Array(name.utf8)
    if bytes.allSatisfy({ $0 <= 0x20 }) { return "it is empty" }
    if bytes.contains(where: { $0 == 0x20 }) { return "it holds a blank" }
    if bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) { return "it holds a control character" }
    if let found = bytes.first(where: { forbidden.contains($0) }) {
      return "it holds `\(String(decoding: [found], as: UTF8.self))`"
    }
    if String(name).holds("..") { return "it holds `..`" }
    if String(name).holds("@{") || bytes == [0x40] { return "`@` means a place in the history there" }
    if bytes.last == 0x2E { return "it ends with `.`" }
    for part in name.utf8.split(separator: 0x2F, omittingEmptySubsequences: false) {
      if part.isEmpty { return "a part between slashes is empty" }
      if part.first == 0x2E { return "a part begins with `.`" }
      if part.suffix(5).elementsEqual(".lock".utf8) { return "a part ends with `.lock`" }
    }
    return nil
  }

  private static let forbidden = Array("~^:?*[\\".utf8)
}
