import Diagnostics
import PythonPackaging
import TextFiles

/// One entry of a pip list taken apart as far as the catalogue needs it.
struct RequirementText {
  /// Name as written, without extras; nil for a URL that names nothing.
  var name: String?
  var extras: [String] = []
  /// The systems that the entry is for.
  var marker: Marker?
  /// The git repository that the entry is fetched from.
  var vcs: VCSURL?
  /// `hg`, `svn` or `bzr`, where the entry is fetched by another system than git.
  var otherSystem: String?
  /// What stands behind `#egg=` is no project's name: pip refuses the entry, and nothing may be called so.
  var hasInvalidEgg = false
  /// What stands behind `; ` of a bare address is no marker, which pip refuses too.
  var hasInvalidMarker = false

  /// Reads a PEP 508 requirement, a direct reference, or pip's bare VCS URL; nil for anything else.
  init?(_ text: String) {
    let trimmed = text.drop { $0 == " " || $0 == "\t" }
    let (address, condition) = Self.splitMarker(Self.editable(text) ?? trimmed)
    if let url = VCSURL(String(address)) {
      setAddress(url)
      if let condition {
        marker = try? Marker(parsing: String(condition))
        hasInvalidMarker = marker == nil
      }
      guard let egg = url.egg else { return }
      if let parsed = try? PythonPackaging.Requirement(parsing: egg) {
        name = parsed.name
        extras = parsed.extras
      } else {
        hasInvalidEgg = true
      }
      return
    }
    guard let parsed = try? PythonPackaging.Requirement(parsing: String(trimmed)) else { return nil }
    name = parsed.name
    extras = parsed.extras
    marker = parsed.marker
    if let url = parsed.url.flatMap(VCSURL.init) { setAddress(url) }
  }

  /// A bare address and its marker, which pip takes apart at the first `; ` (`constructors.py`, `parse_req_from_line`).
  private static func splitMarker(_ text: Substring) -> (address: Substring, marker: Substring?) {
    guard text.utf8.contains(0x3B), let sign = text.firstBytes(of: "; ") else { return (text, nil) }
    var address = text[..<sign.lowerBound]
    while address.utf8.last == 0x20 || address.utf8.last == 0x09 { address = address.dropLast() }
    return (address, text[sign.upperBound...])
  }

  /// What stands behind the option of an editable installation (`-e URL`, `--editable=URL`); nil without it.
  static func editable(_ text: String) -> Substring? {
    let trimmed = text.drop { $0 == " " || $0 == "\t" }
    guard let option = ["--editable", "-e"].first(where: { trimmed.hasPrefix($0) }) else { return nil }
    let rest = trimmed.dropFirst(option.count)
    guard let separator = rest.utf8.first, separator == 0x20 || separator == 0x09 || separator == 0x3D else {
      return nil
    }
    return rest.dropFirst().drop { $0 == " " || $0 == "\t" }
  }

  private mutating func setAddress(_ url: VCSURL) {
    if url.system == "git" { vcs = url } else { otherSystem = url.system }
  }
}

extension RequirementText {
  /// What is wrong with an entry whose variables are resolved; nil for what pip takes.
  static func fault(
    in text: String, _ parsed: RequirementText?, variable: String, at location: Location
  ) -> Diagnostic? {
    if let parsed {
      if parsed.hasInvalidEgg { return .invalidEgg(variable, text, at: location) }
      if parsed.hasInvalidMarker { return .invalidMarker(variable, text, at: location) }
      return parsed.otherSystem.map { .unsupportedVCS(variable, system: $0, at: location) }
    }
    if let address = shortAddress(text) { return .shortAddress(variable, address, at: location) }
    return isArgument(text) ? nil : .invalidEntry(variable, text, at: location)
  }

  /// What an address in the short form of ssh (`git+git@host:path`), which pip refuses, has to be.
  private static func shortAddress(_ text: String) -> String? {
    let address = editable(text) ?? text.drop { $0 == " " || $0 == "\t" }
    guard address.hasPrefix("git+"), !address.holds("://") else { return nil }
    let rest = address.dropFirst(4)
    guard let colon = rest.utf8.firstIndex(of: 0x3A), colon > rest.startIndex else { return nil }
    return "git+ssh://\(rest[..<colon])/\(rest[rest.utf8.index(after: colon)...])"
  }

  /// What pip takes besides requirements: options, addresses and paths; or a requirement with a comment.
  private static func isArgument(_ text: String) -> Bool {
    let trimmed = text.drop { $0 == " " || $0 == "\t" }
    guard let first = trimmed.utf8.first else { return true }
    if first == 0x2D || first == 0x2E || first == 0x23 || trimmed.utf8.contains(0x2F) { return true }
    guard let hash = trimmed.firstBytes(of: " #") else { return false }
    return RequirementText(String(trimmed[..<hash.lowerBound])) != nil
  }
}

extension Diagnostic {
  fileprivate static func invalidEntry(_ variable: String, _ text: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .invalidRequirement, "`\(shortened(text))` in `\(variable)` is no requirement", at: location,
      hint: "an entry is a name with an optional version, such as `osprofiler>=4`, or an address")
  }

  fileprivate static func shortAddress(_ variable: String, _ meant: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .invalidRequirement, "an entry of `\(variable)` has an address in ssh's short form, which pip refuses",
      at: location, hint: "write `\(shortened(URLText.redacted(meant)))`")
  }

  fileprivate static func invalidEgg(_ variable: String, _ text: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .invalidRequirement, "what `\(shortened(URLText.redacted(text)))` in `\(variable)` has behind `#egg=` is no name",
      at: location, hint: "letters, digits, `-`, `_` and `.` only, with a letter or digit at both ends")
  }

  fileprivate static func invalidMarker(_ variable: String, _ text: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .invalidRequirement,
      "what `\(shortened(URLText.redacted(text)))` in `\(variable)` has behind `;` is no environment marker",
      at: location, hint: "such as `; python_version < '3.12'`")
  }

  fileprivate static func unsupportedVCS(_ variable: String, system: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .unsupportedVCS, "an entry of `\(variable)` is fetched by `\(system)`: it is kept as written and is no source",
      at: location,
      hint: "pip installs it where `\(system)` is at hand; mirror it with git to have it planned and built")
  }
}
