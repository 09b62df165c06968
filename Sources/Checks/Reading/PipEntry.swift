import PythonPackaging

/// An address that an entry of a pip list, or an option in it, names.
///
///     entry  := (option blanks? "="? address | NAME extras? blanks? "@" blanks? address | address) ...
///     option := "-e" | "-i" | "-f" | "-c" | "-r" and their long forms, "--extra-index-url"
struct PipEntry: Equatable {
  enum Kind {
    case requirement
    case editable
    /// An index, a page of links or another file.
    case option
    /// On the way to all of them.
    case proxy
  }

  let kind: Kind
  /// With its fragment, templates as written.
  let address: String
  /// The distribution's name, in front of the address or behind `#egg=`.
  let isNamed: Bool

  private static let options: [(word: String, kind: Kind)] = [
    ("-e", .editable), ("--editable", .editable), ("-i", .option), ("--index-url", .option), ("--pypi-url", .option),
    ("--extra-index-url", .option), ("-f", .option), ("--find-links", .option), ("-c", .option),
    ("--constraint", .option), ("-r", .option), ("--requirement", .option), ("--proxy", .proxy),
  ]

  /// The addresses of an entry, in their order; none for names, versions and paths.
  static func addresses(in text: String) -> [PipEntry] {
    var found: [PipEntry] = []
    var pending: Kind?
    var before = ""
    for word in words(of: text) {
      if word.hasPrefix("-") {
        let (option, value) = parts(of: word)
        pending = options.first { $0.word == option }?.kind
        guard let kind = pending, let value else { continue }
        if let entry = PipEntry(value, kind, before: "") { found.append(entry) }
        pending = nil
      } else if let entry = PipEntry(word, pending ?? .requirement, before: before) {
        found.append(entry)
        pending = nil
      }
      before = word
    }
    return found
  }

  private init?(_ word: String, _ kind: Kind, before: String) {
    guard let mark = word.firstBytes(of: "://") else { return nil }
    // What stands in front of the scheme: `name@`, or nothing.
    let scheme = word.utf8[..<mark.lowerBound].lastIndex { !URLParts.isSchemeByte($0) }
    let start = scheme.map { word.utf8.index(after: $0) } ?? word.startIndex
    address = String(word[start...])
    self.kind = kind
    isNamed = start > word.startIndex || before.hasSuffix("@") || address.holds("egg=")
  }

  /// `--index-url=X`, and `-eX` in one word.
  private static func parts(of word: String) -> (option: String, value: String?) {
    if word.hasPrefix("--") {
      guard let sign = word.utf8.firstIndex(of: 0x3D) else { return (word, nil) }
      return (String(word[..<sign]), String(word[word.utf8.index(after: sign)...]))
    }
    let value = word.dropFirst(2)
    return (String(word.prefix(2)), value.isEmpty ? nil : String(value))
  }

  /// At blanks outside templates.
  private static func words(of text: String) -> [String] {
    var words: [[UInt8]] = [[]]
    var depth = 0
    for byte in text.utf8 {
      if byte == 0x7B { depth += 1 }
      if byte == 0x7D { depth -= 1 }
      if depth <= 0 && (byte == 0x20 || byte == 0x09 || byte == 0x0A) {
        words.append([])
      } else {
        words[words.count - 1].append(byte)
      }
    }
    return words.filter { !$0.isEmpty }.map { String(decoding: $0, as: UTF8.self) }
  }
}

extension PipEntry {
  private static let systems: Set<String> = ["git", "hg", "svn", "bzr"]

  /// Fetched by a version control system rather than as a file.
  var isRepository: Bool {
    guard let plus = address.utf8.firstIndex(of: 0x2B) else { return false }
    return Self.systems.contains(String(address[..<plus]))
  }

  /// An archive tells its name, version and tags by its own name where it is a wheel.
  var isWheel: Bool {
    address.prefix { $0 != "#" && $0 != "?" }.hasSuffix(".whl")
  }

  /// Nothing that is installed comes unchecked from it: a checksum is given (`#sha256=`), or it only passes on.
  var isVerified: Bool {
    kind == .proxy || address.holds("#sha256=") || address.holds("#sha512=") || address.holds("&sha256=")
  }
}
