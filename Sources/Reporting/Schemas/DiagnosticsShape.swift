import SourceCatalogue

/// The shapes of the documents about findings.
enum DiagnosticsShape {
  static let document = Shape.record(
    [
      .init("format", .integer(1), "Version of this document.", isRequired: true),
      .init("diagnostics", .list(CatalogueShape.diagnostic), "Findings by place.", isRequired: true),
    ], oneOf: [])

  static let baseline = Shape.record(
    [
      .init("format", .integer(1), "Version of this document.", isRequired: true),
      .init("findings", .list(accepted), "Findings that are known.", isRequired: true),
    ], oneOf: [])

  private static let accepted = Shape.record(
    [
      .init("code", .text(nil), "`OSA112`.", isRequired: true),
      .init("file", .text(nil), "From the folder of the baseline file; `../` where it is outside.", isRequired: true),
      .init("message", .text(nil), "", isRequired: true),
      .init("count", .count(atLeast: 1), "How often it is accepted in that file.", isRequired: true),
    ], oneOf: [])
}
