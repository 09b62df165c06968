import Diagnostics
import JSONText
import PythonPackaging

extension JSONWriter {
  /// One finding as the documents have it.
  package mutating func diagnostic(_ found: Diagnostic) {
    let diagnostic = found.redacted
    beginObject()
    member("code", diagnostic.code.identifier)
    member("name", diagnostic.code.name)
    member("severity", diagnostic.severity.rawValue)
    member("message", diagnostic.message)
    if let location = diagnostic.location { position(location) }
    array("related", diagnostic.related) { writer, related in
      writer.beginObject()
      writer.member("message", related.message)
      writer.position(related.location)
      writer.endObject()
    }
    member("hint", diagnostic.hint)
    endObject()
  }

  package mutating func diagnostics(_ diagnostics: [Diagnostic]) {
    array("diagnostics", diagnostics) { $0.diagnostic($1) }
  }
}

extension Diagnostic {
  /// The finding with the secrets of whatever it quotes masked.
  var redacted: Diagnostic {
    Diagnostic(
      code, URLText.redacted(message), at: location,
      related: related.map { Related(URLText.redacted($0.message), at: $0.location) },
      hint: hint.map(URLText.redacted), severity: severity)
  }
}
