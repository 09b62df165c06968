import PythonPackaging

/// The extras of an entry that cannot be resolved as a whole: which of them are known all the same, and what is not.
///
///     entry := name "[" part ("," part)* "]" anything            behind `#egg=` where the entry has one
///     part  := extra | text with templates
///     list  := "{{" variable ("|" filter)* "|" "join(',')" "}}"   a part that is taken apart into the variable's entries
///     filter := "unique" | "sort" | "list" | "select" | "reject('equalto', '')"
///
/// Not supported: other filters, which may change what the entries say; the name in a template.
struct ExtrasReader {
  private static let filters: Set<String> = ["unique", "sort", "list", "select", "reject('equalto','')"]

  let resolver: VariableResolver
  let viewpoint: Viewpoint

  /// nil where the entry has no extras, or no name before them.
  func read(_ text: String, at origin: Origin) -> Venv.PartialExtras? {
    guard let parts = Self.parts(of: text) else { return nil }
    var extras = Venv.PartialExtras()
    for part in parts {
      if !add(part, from: viewpoint, to: &extras), !addList(part, to: &extras) {
        extras.unresolved.append(Located(part, origin: origin))
      }
    }
    return extras
  }

  /// Takes a part that is known; false for one that is not.
  private func add(_ part: String, from viewpoint: Viewpoint, to extras: inout Venv.PartialExtras) -> Bool {
    guard case .text(let text) = resolver.resolve(part, from: viewpoint) else { return false }
    let names = text.utf8.split(separator: 0x2C).map { Self.trimmed($0) }.filter { !$0.isEmpty }
    guard names.allSatisfy(PackageName.isValid) else { return false }
    extras.known += names
    return true
  }

  private func addList(_ part: String, to extras: inout Venv.PartialExtras) -> Bool {
    guard let variable = Self.joinedVariable(part), let found = resolver.decide(variable, from: viewpoint),
      case .value(let value) = found.outcome, let entries = value.list
    else { return false }
    let place = viewpoint.entering(found.origin.level)
    for entry in entries {
      guard let text = entry.text else { return false }
      if !add(text, from: place, to: &extras) {
        extras.unresolved.append(Located(text, origin: found.origin.moved(to: entry.location)))
      }
    }
    return true
  }

  /// The variable whose entries a part is made of.
  private static func joinedVariable(_ part: String) -> String? {
    guard part.hasPrefix("{{"), part.hasSuffix("}}") else { return nil }
    let words = part.utf8.dropFirst(2).dropLast(2).split(separator: 0x7C, omittingEmptySubsequences: false).map {
      word in
      String(decoding: word.filter { $0 > 0x20 }.map { $0 == 0x22 ? 0x27 : $0 }, as: UTF8.self)
    }
    guard let variable = words.first, words.count > 1, words.last == "join(',')",
      words.dropFirst().dropLast().allSatisfy(filters.contains), Template(parsing: part).names.isEmpty,
      TemplateWords.names(in: variable) == [variable]
    else { return nil }
    return variable
  }

  // MARK: Parts

  /// What stands between the brackets, apart by the commas outside of templates.
  private static func parts(of text: String) -> [String]? {
    let bytes = Array(text.utf8)
    var index = text.firstBytes(of: "#egg=").map { text.utf8.distance(from: text.startIndex, to: $0.upperBound) } ?? 0
    while index < bytes.count, bytes[index] == 0x20 { index += 1 }
    let start = index
    while index < bytes.count, isNameByte(bytes[index]) { index += 1 }
    guard index > start, index < bytes.count, bytes[index] == 0x5B else { return nil }
    var parts: [[UInt8]] = [[]]
    var isTemplate = false
    for (byte, next) in zip(bytes[(index + 1)...], bytes[(index + 1)...].dropFirst() + [0]) {
      if byte == 0x7B && next == 0x7B { isTemplate = true }
      if byte == 0x7D && next == 0x7D { isTemplate = false }
      if !isTemplate && byte == 0x5D { return parts.map { trimmed($0) }.filter { !$0.isEmpty } }
      if !isTemplate && byte == 0x2C { parts.append([]) } else { parts[parts.count - 1].append(byte) }
    }
    return nil
  }

  private static func trimmed(_ bytes: some Sequence<UInt8>) -> String {
    let rest = Array(bytes.drop { $0 <= 0x20 })
    let blanks = rest.reversed().prefix { $0 <= 0x20 }.count
    return String(decoding: rest.dropLast(blanks), as: UTF8.self)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x2D, 0x2E, 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: true
    default: false
    }
  }
}
