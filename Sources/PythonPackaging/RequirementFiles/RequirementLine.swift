/// The requirement of a line, options and comment gone (pip `req/constructors.py`):
///
///     plain    := requirement (";" marker?)?               the marker starts at the first ";"
///     address  := url ("; " marker?)?                       `#egg=` or a wheel's file name may tell the name
///     local    := path ("[" extras "]")? (";" marker?)?     ends like an archive, or looks like a path and is no requirement
///     editable := name ("[" extras "]")? "@" url (";" marker)? | path ("[" extras "]")? | vcs-url "#egg=" name
///
/// `requirement` and `marker` are those of PEP 508; `url` starts with http, https, file, ftp or a `vcs+` scheme.
struct RequirementLine {
  /// What a line says, before it has a place.
  struct Subject {
    var requirement: Requirement?
    var url: String?
    var extras: [String] = []
    var marker: Marker?
  }

  /// Where in the line's bytes, the end excluded.
  struct Fault: Error {
    let message: String
    let start: Int
    let end: Int
    var hint: String?
  }

  let bytes: UnsafeBufferPointer<UInt8>
  /// Whether a path is a directory; nil where nobody knows.
  let isDirectory: (String) -> Bool?
  /// Whether a directory holds a project; nil where nobody knows.
  let isProject: (String) -> Bool?

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  // MARK: Lines

  func subject(_ markers: inout MarkerCache) throws(Fault) -> Subject {
    if let parts = URLParts(text(0..<bytes.count)) {
      if PipLink.isURL(parts) { return try address(&markers) }
    } else {
      throw unpaired(0..<bytes.count)
    }
    let (name, marker) = try split(at: bytes.firstIndex(of: 0x3B), &markers)
    let written = text(name)
    let (path, extras) = Self.extras(of: written)
    if Self.isArchive(path), !Self.isNamedAddress(written) {
      let requirement = try wheel(RelativePath.component(path) ?? path, path, extras, marker, name)
      return Subject(requirement: requirement, url: path, extras: extras, marker: marker)
    }
    do throws(Fault) {
      return try plain(name, marker, endingExtras: extras)
    } catch {
      guard Self.looksLikePath(written), isDirectory(path) ?? Self.mustBePath(path) else { throw error }
      guard isProject(path) != false else {
        throw Fault(
          message: "the directory holds neither `setup.py` nor `pyproject.toml`", start: 0, end: bytes.count)
      }
      return Subject(url: path, extras: extras, marker: marker)
    }
  }

  /// Without an address, a path or an archive: what nearly every line of a constraint file is.
  func plainSubject(_ markers: inout MarkerCache) throws(Fault) -> Subject {
    let (name, marker) = try split(at: bytes.firstIndex(of: 0x3B), &markers)
    return try plain(name, marker)
  }

  /// - Parameter endingExtras: what pip takes for extras of a path, and so in lower case, where the text ends with them.
  private func plain(
    _ range: Range<Int>, _ marker: Marker?, endingExtras: [String] = []
  ) throws(Fault) -> Subject {
    var requirement = try requirement(range)
    if !endingExtras.isEmpty { requirement = requirement.with(extras: endingExtras) }
    let url = requirement.url
    if let url { try check(url, range) }
    let found = marker == nil ? requirement : requirement.with(marker: marker)
    return Subject(requirement: found, url: url, extras: requirement.extras, marker: found.marker)
  }

  private func address(_ markers: inout MarkerCache) throws(Fault) -> Subject {
    let (range, marker) = try split(at: separator(), &markers)
    let url = text(range)
    guard let link = PipLink(url) else { throw unpaired(range) }
    // pip looks at the fragment of a wheel's address too.
    let egg = try egg(link, range)
    var requirement = link.isWheel ? try wheel(link.filename, url, [], marker, range) : nil
    if requirement == nil, let egg {
      requirement = Requirement(name: egg, url: url, marker: marker)
    }
    return Subject(requirement: requirement, url: url, marker: marker)
  }

  /// What the file name of a wheel says; nil where it is none.
  private func wheel(
    _ filename: String, _ url: String, _ extras: [String], _ marker: Marker?, _ range: Range<Int>
  ) throws(Fault) -> Requirement? {
    guard PipLink.isWheel(filename) else { return nil }
    do throws(WheelFilename.Fault) {
      let wheel = try WheelFilename(filename)
      guard PackageName.isValid(wheel.canonicalName) else {
        throw WheelFilename.Fault(part: .name, message: "`\(wheel.canonicalName)` is no project name", start: 0, end: 0)
      }
      let version = wheel.version.description
      return Requirement(
        name: wheel.canonicalName, extras: extras,
        specifiers: SpecifierSet(Specifier(.equal, text: version, version: wheel.version, isWildcard: false)),
        url: url, marker: marker)
    } catch {
      throw Fault(message: error.message, start: range.lowerBound, end: range.upperBound)
    }
  }

  /// pip reads the address of a requirement too.
  private func check(_ url: String, _ range: Range<Int>) throws(Fault) {
    guard let link = PipLink(url) else { throw unpaired(range) }
    _ = try egg(link, range)
  }

  private func unpaired(_ range: Range<Int>) -> Fault {
    Fault(message: "the brackets of the address hold no IPv6 address", start: range.lowerBound, end: range.upperBound)
  }

  /// Of the first "; ".
  private func separator() -> Int? {
    var index = 0
    while index + 1 < bytes.count {
      if bytes[index] == 0x3B, bytes[index + 1] == 0x20 { return index }
      index += 1
    }
    return nil
  }

  // MARK: Editables

  func editableSubject() throws(Fault) -> Subject {
    let written = text(0..<bytes.count)
    if let requirement = try? Requirement(parsing: written), let url = requirement.url {
      try check(url, 0..<bytes.count)
      guard let link = PipLink(url), link.isVCS || Self.isFileText(url) else { throw notEditable(written) }
      return Subject(requirement: requirement, url: url, extras: requirement.extras, marker: requirement.marker)
    }
    let (path, extras) = Self.extras(of: written)
    let isAddress = URLParts(written).map { !$0.scheme.isEmpty && PipLink.isURL($0) || Self.isVCSName($0.scheme) }
    if isAddress != true, isDirectory(path) ?? Self.mustBePath(path) {
      return Subject(url: path, extras: extras)
    }
    if Self.isFileText(path) {
      guard let link = PipLink(path) else { throw notEditable(written) }
      let requirement = try egg(link, 0..<bytes.count).map { Requirement(name: $0, extras: extras, url: path) }
      return Subject(requirement: requirement, url: path, extras: extras)
    }
    return try editableAddress(written)
  }

  private func editableAddress(_ written: String) throws(Fault) -> Subject {
    guard let scheme = URLParts(written)?.scheme else { throw notEditable(written) }
    let url = Self.isVCSName(scheme) ? "\(scheme)+\(written)" : written
    guard let link = PipLink(url) else { throw notEditable(written) }
    let name = try egg(link, 0..<bytes.count)
    guard link.isVCS else { throw notEditable(written) }
    guard let name, !name.isEmpty else {
      throw Fault(
        message: "the address of an editable requirement tells no name", start: 0, end: bytes.count,
        hint: "write `NAME @ \(written)`")
    }
    return Subject(requirement: Requirement(name: name, url: url), url: url)
  }

  private func notEditable(_ text: String) -> Fault {
    Fault(
      message: "not a valid editable requirement", start: 0, end: bytes.count,
      hint: "a directory, or an address that starts with `git+https` or another `vcs+` scheme")
  }

  private static func isVCSName(_ scheme: String) -> Bool { ["git", "hg", "svn", "bzr"].contains(scheme) }

  private static func isFileText(_ url: String) -> Bool {
    url.utf8.count >= 5 && url.utf8.prefix(5).map(Scanner.lowercased).elementsEqual("file:".utf8)
  }

  // MARK: Parts

  /// What stands before and behind a semicolon, blanks around it gone.
  private func split(at semicolon: Int?, _ markers: inout MarkerCache) throws(Fault) -> (Range<Int>, Marker?) {
    guard let semicolon else { return (trimmed(0..<bytes.count), nil) }
    let range = trimmed((semicolon + 1)..<bytes.count)
    guard !range.isEmpty else { return (trimmed(0..<semicolon), nil) }
    do throws(ParseError) {
      return (trimmed(0..<semicolon), try markers.marker(UnsafeBufferPointer(rebasing: bytes[range])))
    } catch {
      throw fault(error, in: range)
    }
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> { Self.trimmed(range, of: bytes) }

  /// Without white space around it.
  static func trimmed(_ range: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>) -> Range<Int> {
    let part = UnsafeBufferPointer(rebasing: bytes[range])
    var end = part.count
    while true {
      let length = LineScanner.spaceLength(part, before: end)
      if length == 0 { break }
      end -= length
    }
    let start = min(LineScanner.contentStart(part), end)
    return (range.lowerBound + start)..<(range.lowerBound + end)
  }

  private func requirement(_ range: Range<Int>) throws(Fault) -> Requirement {
    do throws(ParseError) {
      return try Requirement(parsing: UnsafeBufferPointer(rebasing: bytes[range]))
    } catch {
      throw fault(error, in: range)
    }
  }

  private func egg(_ link: PipLink, _ range: Range<Int>) throws(Fault) -> String? {
    guard let egg = link.egg else { return nil }
    guard PipLink.isValidEgg(egg) else {
      throw Fault(
        message: "`\(egg)` behind `#egg=` is no project name", start: range.lowerBound, end: range.upperBound,
        hint: "write `NAME[EXTRA] @ URL` where extras are needed")
    }
    return egg
  }

  private func fault(_ error: ParseError, in range: Range<Int>) -> Fault {
    let part = text(range)
    let start = CodePoints.offset(error.start, in: part)
    let end = CodePoints.offset(error.end, in: part)
    var hint: String?
    if part.utf8.contains(0x3D), !Specifier.Operator.allCases.contains(where: { part.utf8.contains($0.rawValue) }) {
      hint = "`=` is no operator: did you mean `==`?"
    }
    return Fault(message: error.message, start: range.lowerBound + start, end: range.lowerBound + end, hint: hint)
  }

  // MARK: Appearances

  /// A separator, or a dot in front (pip `_looks_like_path`).
  static func looksLikePath(_ name: String) -> Bool { name.utf8.contains(0x2F) || name.utf8.first == 0x2E }

  /// Whether a text that is no requirement can be nothing else, where nobody knows what the disk holds.
  private static func mustBePath(_ name: String) -> Bool {
    if name.utf8.first == 0x2E || name.utf8.first == 0x2F { return true }
    let others = " \t@=<>!~:,()[]"
    return name.utf8.contains(0x2F) && !name.utf8.contains { others.utf8.contains($0) }
  }

  /// `name @ ...`: an archive behind it is an address of PEP 508.
  private static func isNamedAddress(_ name: String) -> Bool {
    guard let (before, _) = name.cut(at: 0x40) else { return false }
    return !looksLikePath(before)
  }

  /// Whether the text before the marker may name a file or directory without holding `/`, `:` or `@`.
  static func mayBeLocal(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let end = bytes.firstIndex(of: 0x3B) ?? bytes.count
    guard let first = bytes.first else { return false }
    if first == 0x2E { return true }
    var index = end
    while index > 0, bytes[index - 1] <= 0x20 { index -= 1 }
    guard index > 0 else { return false }
    if bytes[index - 1] == 0x5D { return true }
    // Every ending of an archive starts with one of these letters.
    while index > 0, Scanner.isAlphanumeric(bytes[index - 1]) { index -= 1 }
    guard index > 0, index < end, bytes[index - 1] == 0x2E else { return false }
    switch Scanner.lowercased(bytes[index]) {
    case 0x62, 0x67, 0x6C, 0x74, 0x77, 0x78, 0x7A: return true
    default: return false
    }
  }

  private static let archiveExtensions: Set<String> = [
    ".zip", ".whl", ".tar.bz2", ".tbz", ".tar.gz", ".tgz", ".tar", ".tar.xz", ".txz", ".tlz", ".tar.lz", ".tar.lzma",
  ]

  /// Whether pip takes a file for an archive, by its name alone (pip `utils/filetypes.py`).
  static func isArchive(_ path: String) -> Bool {
    let name = path.utf8.lastIndex(of: 0x2F).map { path[path.utf8.index(after: $0)...] } ?? path[...]
    guard let dot = name.utf8.lastIndex(of: 0x2E), name.utf8[..<dot].contains(where: { $0 != 0x2E }) else {
      return false
    }
    var ending = name.utf8[dot...].map(Scanner.lowercased)
    let before = name.utf8[..<dot].suffix(4).map(Scanner.lowercased)
    if before.elementsEqual(".tar".utf8) { ending = before + ending }
    return archiveExtensions.contains(String(decoding: ending, as: UTF8.self))
  }

  /// `path[extra]` taken apart (pip `strip_extras`); lower case, sorted, each once.
  static func extras(of text: String) -> (path: String, extras: [String]) {
    guard text.utf8.last == 0x5D, let open = text.utf8.lastIndex(of: 0x5B), open != text.utf8.startIndex,
      text.utf8.index(after: open) != text.utf8.index(before: text.utf8.endIndex)
    else { return (text, []) }
    var path = text.utf8[..<open]
    while path.last == 0x20 || path.last == 0x09 { path = path.dropLast() }
    let names = String(text[open...]).lowercased()
    guard let requirement = try? Requirement(parsing: "placeholder\(names)") else { return (text, []) }
    return (String(Substring(path)), requirement.extras)
  }
}

extension Requirement {
  /// The same under another marker.
  package func with(marker: Marker?) -> Requirement {
    Requirement(name: name, extras: extras, specifiers: specifiers, url: url, marker: marker)
  }

  func with(extras: [String]) -> Requirement {
    Requirement(name: name, extras: extras, specifiers: specifiers, url: url, marker: marker)
  }
}
