import SourceCatalogue

/// The shape of the constraints document.
enum ConstraintsShape {
  static let document = Shape.record(
    [
      required("format", .integer(1), "Version of this document."),
      required("venv", CatalogueShape.nullable(.text(nil)), "The venv that was asked for."),
      required(
        "environment", CatalogueShape.nullable(.map(.text(nil))),
        "PEP 508 variables that have one value: all of them with a Python version, else those asked for; null for none."
      ),
      required("layers", .list(layer), "Highest first."),
      required("constraints", .list(constraint), "By name; at most one speaks in an environment."),
      required("built", .list(built), "Names that are built from source, and what the layers say of them."),
      required("removed", .list(removed), "Lines that an adjustment took out."),
      required("inapplicable", .count(atLeast: 0), "Lines whose marker does not hold."),
      required("diagnostics", .list(CatalogueShape.diagnostic), "Findings by place."),
    ], oneOf: [])

  private static func required(_ name: String, _ shape: Shape, _ documentation: String = "") -> Shape.Member {
    .init(name, shape, documentation, isRequired: true)
  }

  private static let layer = Shape.record(
    [
      required("name", .text(nil)), required("given", .boolean, "The layer's text was at hand."),
      required("constraints", .count(atLeast: 0)),
      required("files", .list(.record([CatalogueShape.position[0], CatalogueShape.position[1]], oneOf: []))),
    ], oneOf: [])

  /// What a line says by itself, and where it stands.
  private static let line: [Shape.Member] =
    [
      required("requirement", .text(nil), "Without a marker."), required("specifier", .text(nil)),
      required("url", CatalogueShape.nullable(.text(nil))), required("layer", .text(nil)),
      required("marker", CatalogueShape.nullable(.text(nil))),
    ] + CatalogueShape.position

  private static let shadowed = Shape.record(
    line + [
      required("whole", .boolean, "Nothing of the line is left."),
      required("conflicts", .boolean, "pip and uv, which apply both, would find no version."),
    ], oneOf: [])

  private static let constraint = Shape.record(
    line + [
      required("name", .text(nil), "Canonical (PEP 503)."),
      required("constraint", .text(nil), "The line for pip and uv."),
      .init("hashes", .list(.text(nil)), "`sha256:...`"), required("shadowed", .list(shadowed)),
      .init("adjusted", adjusted, "What is changed of the layer's own line."),
    ], oneOf: [])

  /// Positions are those of what asks for the change.
  private static let adjusted = Shape.record(
    [
      required("change", .word(["relaxed", "replaced"])),
      .init("stated", .text(nil), "The line as its layer states it; of a relaxed one."),
    ] + CatalogueShape.position, oneOf: [])

  private static let removed = Shape.record(
    line + [
      required("name", .text(nil), "Canonical (PEP 503)."),
      required("asked", .record(CatalogueShape.position, oneOf: []), "Where removing it is asked for."),
    ], oneOf: [])

  private static let built = Shape.record(
    [
      required("name", .text(nil)), required("source", .text(nil), "Key in the catalogue."),
      required(
        "distribution", CatalogueShape.nullable(.text(nil)),
        "What the source makes; null where the caller alone says it."),
      required("dropped", .list(.record(line, oneOf: []))),
    ], oneOf: [])
}
