import PythonPackaging

/// One entry of a pip list taken apart as far as the catalogue needs it.
struct RequirementText {
  /// Name as written, without extras; nil for a URL that names nothing.
  var name: String?
  var extras: [String] = []
  var vcs: VCSURL?

  /// Reads a PEP 508 requirement, a direct reference, or pip's bare VCS URL; nil for anything else.
  init?(_ text: String) {
    let trimmed = text.drop { $0 == " " || $0 == "\t" }
    if let url = VCSURL(String(trimmed)) {
      vcs = url
      if let egg = url.egg, let parsed = try? PythonPackaging.Requirement(parsing: egg) {
        name = parsed.name
        extras = parsed.extras
      } else {
        name = url.egg
      }
      return
    }
    guard let parsed = try? PythonPackaging.Requirement(parsing: String(trimmed)) else { return nil }
    name = parsed.name
    extras = parsed.extras
    if let url = parsed.url { vcs = VCSURL(url) }
  }
}
