import PythonPackaging

/// The few string operations of Python that the old lookup was made of.
enum LegacyText {
  private static let operators: [[UInt8]] = [">=", "<=", ">", "<", "==", "~=", "!="].map { Array($0.utf8) }

  /// A requirement split as the old lookup did: the text before the first operator, the specifiers without the blanks
  /// that follow an operator, and what stands behind the last semicolon.
  static func split(_ requirement: String) -> (name: String, versions: String?, marker: String?) {
    let parts = requirement.utf8.split(separator: 0x3B, omittingEmptySubsequences: false)
    let marker = parts.count > 1 ? parts.last.map { String(Substring($0)) } : nil
    guard let first = parts.first else { return (requirement, nil, marker) }
    let bytes = Array(first)
    var name: [UInt8]?
    var text: [UInt8] = []
    var index = 0
    while index < bytes.count {
      guard let found = operators.first(where: { bytes[index...].starts(with: $0) }) else {
        text.append(bytes[index])
        index += 1
        continue
      }
      if name == nil {
        name = text
        text = []
      }
      text += found
      index += found.count
      while index < bytes.count, isBlank(bytes[index]) { index += 1 }
    }
    guard let name else { return (String(decoding: text, as: UTF8.self), nil, marker) }
    return (String(decoding: name, as: UTF8.self), String(decoding: text, as: UTF8.self), marker)
  }

  /// The name alone, which is what most comparisons need.
  static func name(of requirement: String) -> String {
    var end = 0
    let bytes = requirement.utf8
    for byte in bytes {
      if byte == 0x3B || byte == 0x3E || byte == 0x3C { break }
      // `=`, `~` and `!` begin an operator only before `=`.
      if byte == 0x3D || byte == 0x7E || byte == 0x21 {
        let next = bytes.dropFirst(end + 1).first
        if next == 0x3D { break }
      }
      end += 1
    }
    return String(Substring(bytes.prefix(end)))
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

  /// Without blanks around it.
  static func stripped(_ text: String) -> String {
    guard let (first, last) = text.utf8.first.flatMap({ first in text.utf8.last.map { (first, $0) } }),
      isBlank(first) || isBlank(last)
    else { return text }
    var bytes = text.utf8.drop(while: isBlank)
    while let last = bytes.last, isBlank(last) { bytes.removeLast() }
    return String(Substring(bytes))
  }

  /// ASCII lower case: the names that are matched hold nothing else.
  static func lowercased(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 >= 0x41 && $0 <= 0x5A || $0 >= 0x80 }) else { return text }
    return text.utf8.contains { $0 >= 0x80 }
      ? text.lowercased() : String(decoding: text.utf8.map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 0x20 : $0 }, as: UTF8.self)
  }

  static func underscored(_ text: String) -> String {
    String(decoding: text.utf8.map { $0 == 0x2D ? 0x5F : $0 }, as: UTF8.self)
  }

  /// What follows the last slash (`os.path.basename`).
  static func baseName(_ path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: 0x2F) else { return path }
    return String(path[path.utf8.index(after: slash)...])
  }

  /// The name of a repository: the last component without a trailing slash, `.git` or `.git/`.
  /// Python's `$` stands before a line break at the end, which stays.
  static func repositoryName(_ url: String) -> String {
    let end = url.utf8.last == 0x0A ? "\n" : ""
    let url = String(Substring(url.utf8.dropLast(end.utf8.count)))
    for ending in [".git/", ".git", "/"] where url.hasSuffix(ending) {
      return baseName(String(url.dropLast(ending.count))) + end
    }
    return baseName(url) + end
  }

  /// Python's `repr` of a text: in double quotes where it holds single ones alone, control characters escaped.
  static func representation(of text: String) -> String {
    let scalars = text.unicodeScalars
    let quote: Unicode.Scalar = scalars.contains("'") && !scalars.contains("\"") ? "\"" : "'"
    var result = String(quote)
    for scalar in scalars {
      switch scalar {
      case quote, "\\": result += "\\" + String(scalar)
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20 || (0x7F...0xA0).contains(scalar.value) || scalar.value == 0xAD:
        let digits = String(scalar.value, radix: 16)
        result += "\\x" + (digits.utf8.count < 2 ? "0" : "") + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + String(quote)
  }

  /// Python's `str.split` by a text.
  static func parts(of text: String, by separator: StaticString) -> [Substring] {
    var text = text
    let (length, mark) = (separator.utf8CodeUnitCount, UnsafeBufferPointer(separator))
    guard let first = mark.first else { return [text[...]] }
    var places: [Int] = []
    text.withUTF8 { bytes in
      var index = 0
      while index + length <= bytes.count {
        if bytes[index] == first, bytes[index..<index + length].elementsEqual(mark) {
          places.append(index)
          index += length
        } else {
          index += 1
        }
      }
    }
    var parts: [Substring] = []
    var start = text.utf8.startIndex
    for place in places {
      let end = text.utf8.index(text.utf8.startIndex, offsetBy: place)
      parts.append(text[start..<end])
      start = text.utf8.index(end, offsetBy: length)
    }
    return parts + [text[start...]]
  }

  /// Python's `str.lstrip` of one ASCII character.
  static func withoutLeading(_ byte: UInt8, _ text: some StringProtocol) -> String {
    text.utf8.first == byte ? String(decoding: text.utf8.drop { $0 == byte }, as: UTF8.self) : String(text)
  }

  /// Python's `str.rstrip` of one ASCII character.
  static func withoutTrailing(_ byte: UInt8, _ text: String) -> String {
    guard text.utf8.last == byte else { return text }
    var bytes = Array(text.utf8)
    while bytes.last == byte { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Python's `str.splitlines` and `str.split()[0]`: the lines of a requirement file and the first word of each.
  static func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      let isBreak = byte == 0x0A || byte == 0x0D || byte == 0x0B || byte == 0x0C || (byte >= 0x1C && byte <= 0x1E)
      guard isBreak else {
        index += 1
        continue
      }
      lines.append(bytes[start..<index])
      index += byte == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A ? 2 : 1
      start = index
    }
    if start < bytes.count { lines.append(bytes[start...]) }
    return lines
  }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate init(_ text: StaticString) {
    self.init(start: text.utf8Start, count: text.utf8CodeUnitCount)
  }
}
