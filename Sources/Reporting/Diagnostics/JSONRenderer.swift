import Diagnostics
import JSONText

/// `{"format": 1, "diagnostics": [...]}`.
enum JSONRenderer {
  static func render(_ diagnostics: [Diagnostic]) -> [UInt8] {
    var writer = JSONWriter(pretty: true)
    writer.beginObject()
    writer.member("format", 1)
    writer.diagnostics(diagnostics)
    writer.endObject()
    return writer.bytes + [0x0A]
  }
}
