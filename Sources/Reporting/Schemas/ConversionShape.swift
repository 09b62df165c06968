import SourceCatalogue

/// The shape of what `convert --format json` prints; tests hold every printed document against it.
enum ConversionShape {
  static let document = Shape.record(
    [
      .init("format", .integer(1), "Version of this document.", isRequired: true),
      .init(
        "to", .word(Conversion.Format.allCases.map(\.rawValue)), "The format that the files are in.", isRequired: true),
      .init("files", .list(file), "In the order of their paths.", isRequired: true),
      .init(
        "diagnostics", .list(CatalogueShape.diagnostic), "What is kept as a comment only, and what changes.",
        isRequired: true),
    ], oneOf: [])

  private static let file = Shape.record(
    [
      .init("path", .text(nil), "Below the folder that is written.", isRequired: true),
      .init("text", .text(nil), "The whole file.", isRequired: true),
    ], oneOf: [])
}
