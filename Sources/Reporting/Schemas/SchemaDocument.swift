import Checks
import JSONText
import SourceCatalogue

/// The JSON Schemas (draft-07, the newest that editors' YAML servers take) that the project publishes.
package enum SchemaDocument: String, Sendable, CaseIterable {
  /// `osa-sources.yml`.
  case structured
  /// What `catalogue --format json` and the lookup give.
  case catalogue
  /// What `constraints --format json` and the lookup's view of that name give.
  case constraints
  /// What `convert --format json` prints.
  case conversion
  /// What `check --format json` prints.
  case diagnostics
  /// `.osa-sources.yml`.
  case configuration
  /// What `check --write-baseline` writes.
  case baseline
  /// What `fetch --format json` prints.
  case fetch
  /// What `osa_sources_parse` answers.
  case parse
  /// What `plan --format json` prints.
  case plan

  package var title: String {
    switch self {
    case .structured: "osa-sources structured format, version 1"
    case .catalogue: "osa-sources catalogue document, format 1"
    case .constraints: "osa-sources constraints document, format 1"
    case .conversion: "osa-sources conversion document, format 1"
    case .diagnostics: "osa-sources diagnostics document, format 1"
    case .configuration: "osa-sources configuration file"
    case .baseline: "osa-sources baseline file, format 1"
    case .fetch: "osa-sources fetch document, format 1"
    case .parse: "osa-sources parse document, format 1"
    case .plan: "osa-sources plan document, format 1"
    }
  }

  private var shape: Shape {
    switch self {
    case .structured: StructuredFormat.document
    case .catalogue: CatalogueShape.document
    case .constraints: ConstraintsShape.document
    case .conversion: ConversionShape.document
    case .diagnostics: DiagnosticsShape.document
    case .configuration: Configuration.shape
    case .baseline: DiagnosticsShape.baseline
    case .fetch: FetchShape.document
    case .parse: ParseShape.document
    case .plan: PlanShape.document
    }
  }

  /// The schema as indented JSON with a final newline.
  package func rendered() -> [UInt8] {
    var writer = JSONWriter(pretty: true)
    writer.beginObject()
    writer.member("$schema", "http://json-schema.org/draft-07/schema#")
    writer.member("$id", "urn:osa-sources:schema:\(rawValue):1")
    writer.member("title", title)
    JSONSchemaWriter.members(of: shape, to: &writer)
    writer.endObject()
    return writer.bytes + [0x0A]
  }
}
