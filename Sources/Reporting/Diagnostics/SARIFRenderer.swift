import Diagnostics
import JSONText
import TextFiles

/// SARIF 2.1.0 (OASIS), one run.
struct SARIFRenderer {
  private let context: DiagnosticContext

  init(_ context: DiagnosticContext) {
    self.context = context
  }

  func render(_ diagnostics: [Diagnostic]) -> [UInt8] {
    var writer = JSONWriter(pretty: true)
    let codes = Array(Set(diagnostics.map(\.code))).sorted { $0.rawValue < $1.rawValue }
    writer.beginObject()
    writer.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
    writer.member("version", "2.1.0")
    writer.array("runs", [0]) { writer, _ in
      writer.beginObject()
      writer.object("tool") { $0.object("driver") { driver(codes, to: &$0) } }
      writer.member("columnKind", "unicodeCodePoints")
      writer.array("results", diagnostics) { writer, diagnostic in
        result(diagnostic, index: codes.firstIndex(of: diagnostic.code) ?? 0, to: &writer)
      }
      writer.endObject()
    }
    writer.endObject()
    return writer.bytes + [0x0A]
  }

  private func driver(_ codes: [DiagnosticCode], to writer: inout JSONWriter) {
    writer.member("name", "osa-sources")
    writer.member("version", context.version)
    writer.array("rules", codes) { writer, code in
      writer.beginObject()
      writer.member("id", code.identifier)
      writer.member("name", code.name)
      writer.object("defaultConfiguration") { $0.member("level", code.severity.rawValue) }
      writer.endObject()
    }
  }

  private func result(_ diagnostic: Diagnostic, index: Int, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("ruleId", diagnostic.code.identifier)
    writer.member("ruleIndex", index)
    writer.member("level", diagnostic.severity.rawValue)
    let hint = diagnostic.hint.map { "\n" + $0 } ?? ""
    writer.object("message") { $0.member("text", diagnostic.message + hint) }
    writer.array("locations", diagnostic.location.map { [$0] } ?? []) { place($1, message: nil, to: &$0) }
    if !diagnostic.related.isEmpty {
      writer.array("relatedLocations", diagnostic.related) { place($1.location, message: $1.message, to: &$0) }
    }
    writer.endObject()
  }

  private func place(_ location: Location, message: String?, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.object("physicalLocation") { writer in
      writer.object("artifactLocation") { $0.member("uri", Self.uri(context.path(location.file))) }
      writer.object("region") { writer in
        writer.member("startLine", Int(location.line))
        writer.member("startColumn", Int(location.column))
      }
    }
    if let message { writer.object("message") { $0.member("text", message) } }
    writer.endObject()
  }

  /// A path as a relative or absolute URI reference (RFC 3986): everything but unreserved characters and `/` encoded.
  private static func uri(_ path: String) -> String {
    let hex = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in path.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F, 0x7E: bytes.append(byte)
      default: bytes += [0x25, hex[Int(byte >> 4)], hex[Int(byte & 15)]]
      }
    }
    return (path.hasPrefix("/") ? "file://" : "") + String(decoding: bytes, as: UTF8.self)
  }
}
