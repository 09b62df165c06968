import SourceCatalogue

/// The shape of what `fetch` prints; tests hold every printed document against it.
enum FetchShape {
  static let document = Shape.record(
    [
      .init("format", .integer(1), "Version of this document.", isRequired: true),
      .init("sources", .map(source), "What became of each source, by name.", isRequired: true),
      .init("diagnostics", .list(CatalogueShape.diagnostic), "Findings by place.", isRequired: true),
    ], oneOf: [])

  private static func required(_ name: String, _ shape: Shape, _ documentation: String = "") -> Shape.Member {
    .init(name, shape, documentation, isRequired: true)
  }

  private static let failure: [Shape.Member] = [
    required(
      "kind",
      .word([
        "refused", "unplannable", "protocol-not-allowed", "failed", "timed-out", "stalled", "authentication",
        "unadvertised",
        "no-such-commit", "no-such-reference", "wrong-type", "moved-tag", "destination-changed", "not-cached", "locked",
        "storage", "checksum", "unpacking", "patch",
      ])),
    required("message", .text(nil), "One line, without secrets."),
    required("transient", .boolean, "Whether the same may succeed a little later."),
  ]

  private static let attempt = Shape.record(
    [required("repository", .text(nil), "Without credentials.")] + failure + [
      required("milliseconds", .count(atLeast: 0))
    ], oneOf: [])

  private static let source = Shape.record(
    [
      required("status", .word(["fetched", "cached", "present", "failed"])),
      required("repository", CatalogueShape.nullable(.text(nil)), "Where it came from, without credentials."),
      required("kind", .word(["git", "archive"])),
      .init(
        "reference",
        .record(
          [
            required("type", .word(Reference.Kind.allCases.map(\.rawValue)), "As the repository has it."),
            required("value", .text(nil)),
          ], oneOf: []), "Of a repository."),
      required("commit", CatalogueShape.nullable(.text(nil)), "Full object name, verified."),
      .init("sha256", .text(nil), "Of a tarball that arrived, verified."),
      required("version", CatalogueShape.nullable(.text(nil)), "PEP 440; one per commit. For PBR_VERSION."),
      required("tag", CatalogueShape.nullable(.text(nil)), "The last tag that is a version."),
      .init("distance", .count(atLeast: 0), "Commits since that tag."),
      required("path", CatalogueShape.nullable(.text(nil)), "Folder of its files."),
      required("cache", CatalogueShape.nullable(.text(nil)), "Bare repository or file in the cache."),
      required("milliseconds", .count(atLeast: 0)),
      required("failures", .list(attempt), "Tries that failed, in order."),
      .init("failure", .record(failure, oneOf: []), "Why it was not obtained."),
    ], oneOf: [])
}
