import TextFiles

/// Comments beside and above the values of a deployment, to carry them along when it is converted.
struct Notes {
  private let lines: [FileReference: [String]]

  init(_ files: [TextFile]) {
    lines = Dictionary(
      files.map { file in
        let lines = file.bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        return (file.reference, lines.map { String(decoding: $0, as: UTF8.self) })
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The comment behind the value on its line.
  func beside(_ place: Location) -> String? { line(Int(place.line), of: place.file).flatMap(Self.trailing) }

  /// The paragraphs of comment lines above the line of a value, blank lines between passed over; those above the keys
  /// that a value is the first member of count too.
  func above(_ place: Location) -> [[String]] {
    var found: [String] = []
    var number = Int(place.line) - 1
    var indent = line(Int(place.line), of: place.file).map(Self.indent) ?? 0
    while let line = line(number, of: place.file) {
      let own = Self.indent(line)
      if let text = Self.wholeComment(line) {
        found.insert(text, at: 0)
      } else if Self.opens(line), own < indent, own > 0 {
        if let text = Self.trailing(line) { found.insert(text, at: 0) }
        indent = own
      } else if line.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) {
        found.insert("", at: 0)
      } else {
        break
      }
      number -= 1
    }
    return found.split(separator: "").map(Array.init)
  }

  /// The comments above the name of a variable whose first entry stands at `place`, and behind that name; in the
  /// structured format the name is a path, and the last of its keys stands in the file.
  func above(variable name: String, of place: Location) -> [[String]] {
    var number = Int(place.line)
    while let line = line(number, of: place.file) {
      if Self.isKey(line, of: name) {
        let start = Location(file: place.file, line: number, column: 1)
        return above(start) + (number == Int(place.line) ? [] : Self.trailing(line).map { [[$0]] } ?? [])
      }
      number -= 1
    }
    return []
  }

  private static func isKey(_ line: String, of name: String) -> Bool {
    let text = trimmed(line[...])
    guard let colon = text.utf8.firstIndex(of: 0x3A) else { return false }
    let key = text[..<colon].drop { $0 == "\"" }.prefix { $0 != "\"" }
    return !key.isEmpty && (line.hasPrefix(" ") ? name.hasSuffix("." + key) : name == key)
  }

  private func line(_ number: Int, of file: FileReference) -> String? {
    guard let all = lines[file], number >= 1, number <= all.count else { return nil }
    return all[number - 1]
  }

  private static func indent(_ line: String) -> Int { line.utf8.prefix { $0 == 0x20 }.count }

  /// Whether the line is a key whose value begins below.
  private static func opens(_ line: String) -> Bool {
    let text = trimmed(trailingStart(line).map { line[..<$0] } ?? line[...])
    return text.hasSuffix(":") && !text.hasPrefix("-")
  }

  private static func wholeComment(_ line: String) -> String? {
    let text = line.drop { $0 == " " || $0 == "\t" }
    guard text.hasPrefix("#") else { return nil }
    return trimmed(text.drop { $0 == "#" })
  }

  private static func trailing(_ line: String) -> String? {
    guard let start = trailingStart(line) else { return nil }
    let text = trimmed(line[start...].drop { $0 == "#" })
    return text.isEmpty ? nil : text
  }

  /// A `#` behind a blank, outside quotes.
  private static func trailingStart(_ line: String) -> String.Index? {
    var quote: UInt8?
    var previous: UInt8 = 0x23
    let bytes = line.utf8
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == 0x22 || byte == 0x27, opensQuote(after: previous) {
        quote = byte
      } else if byte == 0x23, previous == 0x20 || previous == 0x09 {
        return index
      }
      previous = byte
      index = bytes.index(after: index)
    }
    return nil
  }

  /// Blank, `[`, `{` or `,`: elsewhere a quote is a part of plain text.
  private static func opensQuote(after byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x5B || byte == 0x7B || byte == 0x2C || byte == 0x09
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text.drop { $0 == " " || $0 == "\t" }
    while let last = text.unicodeScalars.last, last == " " || last == "\t" || last == "\r" { text = text.dropLast() }
    return String(text)
  }
}
