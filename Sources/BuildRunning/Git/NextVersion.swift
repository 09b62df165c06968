import PythonPackaging

/// The version that follows a tag, as pbr counts: the patch level, or what `Sem-Ver:` lines of the commits since ask for;
/// after a candidate the next candidate.
///
/// Source: pbr's documentation, "Version", and what pbr 7 prints.
struct NextVersion {
  let text: String

  /// `messages`: the commits' messages, one after another.
  init(after version: Version, messages: some Sequence<UInt8>) {
    let (minor, major) = Self.asked(by: messages)
    let numbers = version.release.map { $0.small }
    let (x, y, z) = (numbers.first ?? 0, numbers.count > 1 ? numbers[1] : 0, numbers.count > 2 ? numbers[2] : 0)
    if major {
      text = "\(x &+ 1).0.0"
    } else if minor {
      text = "\(x).\(y &+ 1).0"
    } else if let pre = version.pre {
      text = "\(x).\(y).\(z).0\(pre.kind.text)\(pre.number.small &+ 1)"
    } else {
      text = "\(x).\(y).\(z &+ 1)"
    }
  }

  private static func asked(by messages: some Sequence<UInt8>) -> (minor: Bool, major: Bool) {
    var (minor, major) = (false, false)
    let header = Array("sem-ver:".utf8)
    for line in Array(messages).split(separator: 0x0A) {
      let lower = line.drop { $0 == 0x20 || $0 == 0x09 }.map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 0x20 : $0 }
      guard lower.starts(with: header) else { continue }
      for word in lower.dropFirst(header.count).split(separator: 0x2C) {
        let symbol = String(decoding: word.filter { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }, as: UTF8.self)
        if symbol == "feature" || symbol == "deprecation" { minor = true }
        if symbol == "api-break" { major = true }
      }
    }
    return (minor, major)
  }
}
