import Diagnostics
import JSONText

/// What a conversion gives, as JSON (docs/reference/schema/conversion.schema.json). The files are whole: an address
/// keeps its credentials, as in the deployment that it comes from.
package struct ConversionDocument {
  private let conversion: Conversion
  private let format: Conversion.Format
  private let diagnostics: [Diagnostic]

  package init(_ conversion: Conversion, to format: Conversion.Format, diagnostics: [Diagnostic]) {
    self.conversion = conversion
    self.format = format
    self.diagnostics = diagnostics
  }

  package func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("format", 1)
    writer.member("to", format.rawValue)
    writer.array("files", conversion.files) { writer, file in
      writer.beginObject()
      writer.member("path", file.path)
      writer.member("text", file.text)
      writer.endObject()
    }
    writer.diagnostics(diagnostics)
    writer.endObject()
  }
}
