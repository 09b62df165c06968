import PythonPackaging

/// One requirement in the spelling that repo_build's templates expect: the name in lower case, no blanks outside the
/// marker; addresses, extras and markers as they are written.
struct LegacyRequirement: Hashable {
  let name: String
  /// With its brackets; empty where there are none.
  let extras: String
  let specifiers: String
  let marker: String
  /// ` @ URL`; empty where there is none.
  let address: String

  /// Anything that is not a name with what PEP 508 lets follow is kept whole as a name.
  init(_ text: String) {
    let text = LegacyText.stripped(text)
    // Most entries are a name and nothing else.
    if !text.isEmpty, text.utf8.allSatisfy({ Self.isName($0) && !($0 >= 0x41 && $0 <= 0x5A) }) {
      (name, extras, specifiers, marker, address) = (text, "", "", "", "")
      return
    }
    let bytes = Array(text.utf8)
    var end = 0
    while end < bytes.count, Self.isName(bytes[end]) { end += 1 }
    let isAddress = text.hasPrefix("git+") || text.firstBytes(of: "://").map { $0.lowerBound < text.endIndex } ?? false
    let at = text.firstBytes(of: "@")
    let isDirect = isAddress && at != nil && end > 0 && Self.firstSign(bytes, from: end) == 0x40
    guard end > 0, !Template.mayHoldTemplate(text), !isAddress || isDirect else {
      (name, extras, specifiers, marker, address) = (text, "", "", "", "")
      return
    }
    name = LegacyText.lowercased(String(decoding: bytes[..<end], as: UTF8.self))
    var rest = bytes[end...].drop(while: LegacyText.isBlank)
    var bracketed: [UInt8] = []
    if rest.first == 0x5B, let close = rest.firstIndex(of: 0x5D) {
      bracketed = rest[...close].filter { !LegacyText.isBlank($0) }
      rest = rest[(close + 1)...].drop(while: LegacyText.isBlank)
    }
    extras = String(decoding: bracketed, as: UTF8.self)
    if isDirect {
      address = " @ " + String(decoding: rest.dropFirst().drop(while: LegacyText.isBlank), as: UTF8.self)
      (specifiers, marker) = ("", "")
      return
    }
    address = ""
    // What stands behind a blank and `#` is a comment.
    if let hash = rest.indices.first(where: {
      rest[$0] == 0x23 && ($0 == rest.startIndex || LegacyText.isBlank(rest[$0 - 1]))
    }) {
      rest = rest[..<hash]
      while let last = rest.last, LegacyText.isBlank(last) { rest.removeLast() }
    }
    let semicolon = rest.firstIndex(of: 0x3B)
    let stated = rest[..<(semicolon ?? rest.endIndex)]
    specifiers = String(decoding: stated.filter { !LegacyText.isBlank($0) && $0 != 0x28 && $0 != 0x29 }, as: UTF8.self)
    marker = semicolon.map { String(decoding: rest[($0 + 1)...].drop(while: LegacyText.isBlank), as: UTF8.self) } ?? ""
  }

  /// Whether it is a name and nothing else.
  private var isBare: Bool { extras.isEmpty && specifiers.isEmpty && marker.isEmpty && address.isEmpty }

  var spelling: String { isBare ? name : name + extras + specifiers + address + (marker.isEmpty ? "" : ";" + marker) }

  /// As a line of the wheel list says it, which is tied to an address by the constraints.
  var line: String { name + extras + specifiers + (marker.isEmpty ? "" : ";" + marker) }

  private static func isName(_ byte: UInt8) -> Bool {
    (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte == 0x2D || byte == 0x2E
      || byte == 0x5F
  }

  /// The first byte that is neither blank nor inside brackets.
  private static func firstSign(_ bytes: [UInt8], from start: Int) -> UInt8? {
    var isInside = false
    for byte in bytes[start...] {
      if byte == 0x5B { isInside = true }
      if !isInside && !LegacyText.isBlank(byte) { return byte }
      if byte == 0x5D { isInside = false }
    }
    return nil
  }
}

/// Requirements of all places merged by PEP 503 name and marker: every specifier and every extra is kept.
struct LegacyPackages {
  private var found: [String: [LegacyRequirement]] = [:]

  mutating func add(_ requirement: LegacyRequirement) {
    let name = PackageName.canonical(requirement.name)
    // What the role before said says nothing new.
    if let last = found[name]?.last, last == requirement { return }
    found[name, default: []].append(requirement)
  }

  /// One line per name and marker, sorted.
  func lines(without ignored: Set<String>) -> [String] {
    var lines: Set<String> = []
    for (name, requirements) in found where !ignored.contains(name) {
      if requirements.count == 1, requirements[0].marker.isEmpty {
        lines.insert(Self.merged(requirements))
        continue
      }
      for (marker, same) in Dictionary(grouping: requirements, by: \.marker) {
        lines.insert(Self.merged(same) + (marker.isEmpty ? "" : ";" + marker))
      }
    }
    return lines.inByteOrder()
  }

  private static func merged(_ same: [LegacyRequirement]) -> String {
    if same.count == 1 { return same[0].name + same[0].extras + same[0].specifiers }
    let said = Set(same.map(\.specifiers)).subtracting([""])
    let extras = Set(same.map(\.extras)).subtracting([""])
    let names = same.map(\.name).min(by: bytewise) ?? ""
    return names + one(of: extras, opening: "[", closing: "]") + one(of: said)
  }

  /// A single text as it is written; several as the sorted union of their parts.
  private static func one(of texts: Set<String>, opening: String = "", closing: String = "") -> String {
    guard texts.count > 1 else { return texts.first ?? "" }
    let parts = texts.flatMap { text in
      text.dropFirst(opening.utf8.count).dropLast(closing.utf8.count).split(separator: ",").map(String.init)
    }
    return opening + Set(parts).inByteOrder().joined(separator: ",") + closing
  }
}
