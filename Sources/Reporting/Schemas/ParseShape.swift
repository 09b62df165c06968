import SourceCatalogue

/// The shape of the documents of `osa_sources_parse`; a test holds every printed document against it.
enum ParseShape {
  static let document = Shape.record(
    [
      .init("format", .integer(1), "Version of this document.", isRequired: true),
      .init("requirement", .record(requirement, oneOf: []), "A line of a requirement file."),
      .init("wheel_filename", wheel, "PEP 427."), .init("sdist_filename", sdist, "PEP 625."),
      .init("url", url, "Any text with addresses in it."),
      .init("requirement_file", requirementFile, "A file and what it includes."),
    ], oneOf: [])

  private static func required(_ name: String, _ shape: Shape, _ documentation: String = "") -> Shape.Member {
    .init(name, shape, documentation, isRequired: true)
  }

  private static let text = Shape.text(nil)
  private static let textOrNull = CatalogueShape.nullable(.text(nil))

  private static let vcs = CatalogueShape.nullable(
    .record(
      [
        required("system", .word(["git", "hg", "svn", "bzr"])),
        required("repository", text, "Without `git+`, reference and fragment."), required("reference", textOrNull),
      ], oneOf: []))

  private static func pair(_ first: String, _ second: String) -> Shape {
    .record([required(first, text), required(second, text)], oneOf: [])
  }

  private static let requirement: [Shape.Member] = [
    required("text", text, "As written, without options and comment."),
    required("name", textOrNull, "As written; null where an address or a path tells none."),
    required("canonical_name", textOrNull, "PEP 503."),
    required("inferred_name", textOrNull, "The repository's name, for an address that tells none: a guess."),
    required("extras", .list(text)), required("specifier", text, "All specifiers, sorted."),
    required("specifiers", .list(pair("operator", "version"))), required("marker", textOrNull),
    required("url", textOrNull, "As written, credentials included."), required("vcs", vcs),
    required("subdirectory", textOrNull), required("editable", .boolean),
    required("hashes", .list(pair("algorithm", "digest"))),
    required("config_settings", .list(pair("name", "value"))),
  ]

  private static let wheel = Shape.record(
    [
      required("name", text), required("canonical_name", text), required("version", text, "Normal form (PEP 440)."),
      required("build", textOrNull), required("interpreters", .list(text)), required("abis", .list(text)),
      required("platforms", .list(text)), required("tags", .list(text), "Every combination."),
    ], oneOf: [])

  private static let sdist = Shape.record(
    [required("name", text), required("canonical_name", text), required("version", text)], oneOf: [])

  private static let url = Shape.record(
    [
      required("redacted", text, "The whole text with every secret as `****`."),
      required(
        "parts",
        CatalogueShape.nullable(
          .record(
            [
              required("scheme", text), required("host", text, "With port."), required("path", text),
              required("filename", text), required("without_credentials", text),
              required("has_credentials", .boolean),
              required("is_ambiguous", .boolean, "Credentials seem to stand unescaped behind the authority."),
              required("egg", textOrNull), required("subdirectory", textOrNull), required("vcs", vcs),
            ], oneOf: [])), "null where the text is no address."),
    ], oneOf: [])

  private static let entry = Shape.record(
    requirement + [
      required("constraint", .boolean), required("file", text), required("line", .count(atLeast: 1)),
      required("column", .count(atLeast: 1)),
    ], oneOf: [])

  private static let columns = Shape.record(
    [
      required("count", .count(atLeast: 0)), required("separator", text, "Stands between the items of the texts."),
      required("text", text, "One item an entry; empty where it is name and specifier."), required("name", text),
      required("specifier", text), required("marker", text, "Empty for none."),
      required("place", text, "`LINE` or `LINE:COLUMN`; empty for column 1 of the line behind the last entry's."),
      required(
        "runs",
        .list(
          .record(
            [required("file", text), required("constraint", .boolean), required("count", .count(atLeast: 1))],
            oneOf: [])), "Entries that follow each other."),
      required("others", .map(entry), "By index: what has more than name, specifiers and marker; its items are empty."),
    ], oneOf: [])

  private static let requirementFile = Shape.record(
    [
      required("files", .list(text), "In the order in which they were opened."),
      required("count", .count(atLeast: 0), "Number of entries."),
      .init(
        "entries", .anyOf([.list(entry), columns]), "As objects, or with `columns` as long texts; left out where asked."
      ),
      required("options", options), required("diagnostics", .list(CatalogueShape.diagnostic)),
    ], oneOf: [])

  private static let options = Shape.record(
    [
      required("index_urls", .list(text)), required("no_index", .boolean), required("find_links", .list(text)),
      required("trusted_hosts", .list(text)), required("no_binary", .list(text)), required("only_binary", .list(text)),
      required("all_releases", .list(text)), required("only_final", .list(text)), required("pre", .boolean),
      required("prefer_binary", .boolean), required("require_hashes", .boolean), required("features", .list(text)),
    ], oneOf: [])
}
