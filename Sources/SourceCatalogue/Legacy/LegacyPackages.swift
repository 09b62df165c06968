import Diagnostics
import PythonPackaging
import TextFiles

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
  /// What is asked for, and where first.
  private struct Entry {
    let requirement: LegacyRequirement
    let location: Location
  }

  private var found: [String: [Entry]] = [:]

  mutating func add(_ requirement: LegacyRequirement, at location: Location) {
    let name = PackageName.canonical(requirement.name)
    // What the role before said says nothing new.
    if let last = found[name]?.last, last.requirement == requirement { return }
    found[name, default: []].append(Entry(requirement: requirement, location: location))
  }

  /// One line per name and marker, sorted.
  func lines(without ignored: Set<String>) -> [String] {
    var lines: Set<String> = []
    for (name, entries) in found where !ignored.contains(name) {
      if entries.count == 1, entries[0].requirement.marker.isEmpty {
        lines.insert(Self.merged(entries.map(\.requirement)))
        continue
      }
      for (marker, same) in Dictionary(grouping: entries.map(\.requirement), by: \.marker) {
        lines.insert(Self.merged(same) + (marker.isEmpty ? "" : ";" + marker))
      }
    }
    return lines.inByteOrder()
  }

  /// Lines that no version satisfies, such as `a==1,==2` of the files of two systems, each with two places that say so.
  func contradictions(without ignored: Set<String>) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    for (name, entries) in found where entries.count > 1 && !ignored.contains(name) {
      for same in Dictionary(grouping: entries, by: \.requirement.marker).values {
        if let pair = Self.contradiction(same) { findings.append(.contradiction(name, pair.0, pair.1)) }
      }
    }
    return findings.sorted()
  }

  /// The first two in the order of places, else the first and the last.
  private static func contradiction(_ entries: [Entry]) -> (Specified, Specified)? {
    let stated = entries.filter { !$0.requirement.specifiers.isEmpty }.compactMap { entry in
      SpecifierSet(entry.requirement.specifiers).map {
        Specified(specifiers: $0, text: entry.requirement.specifiers, location: entry.location)
      }
    }.sorted { $0.location != $1.location ? $0.location < $1.location : bytewise($0.text, $1.text) }
    guard stated.count > 1, let first = stated.first, let last = stated.last,
      stated.reduce(SpecifierSet.any, { $0.intersection($1.specifiers) }).isUnsatisfiable()
    else { return nil }
    for (index, one) in stated.enumerated() {
      for other in stated.dropFirst(index + 1) where one.specifiers.intersection(other.specifiers).isUnsatisfiable() {
        return (one, other)
      }
    }
    return (first, last)
  }

  fileprivate struct Specified {
    let specifiers: SpecifierSet
    let text: String
    let location: Location
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

extension Diagnostic {
  fileprivate static func contradiction(
    _ name: String, _ one: LegacyPackages.Specified, _ other: LegacyPackages.Specified
  ) -> Diagnostic {
    Diagnostic(
      .constraintContradiction,
      "no version of `\(name)` is both `\(shortened(one.text))` and `\(shortened(other.text))`, as one wheel list asks for",
      at: other.location, related: [Related("`\(shortened(one.text))` is here", at: one.location)],
      hint: "pip builds nothing of such a list: bring the two together, or plan venv by venv with `osa-sources plan`")
  }
}
