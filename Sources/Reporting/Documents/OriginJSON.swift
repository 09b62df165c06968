import JSONText
import PythonPackaging
import SourceCatalogue

extension JSONWriter {
  /// Where a value comes from: position, variable, level, and what every other definition says.
  mutating func origin(_ origin: Origin) {
    position(origin.location)
    member("variable", origin.variable)
    member("level", origin.level.name)
    if let template = origin.template { member("template", URLText.redacted(template)) }
    array("shadowed", origin.shadowed) { writer, other in
      writer.beginObject()
      writer.position(other.location)
      writer.member("level", other.level.name)
      writer.member("value", URLText.redacted(other.text))
      writer.endObject()
    }
  }

  mutating func origin(_ key: String, _ origin: Origin?) {
    guard let origin else { return }
    object(key) { $0.origin(origin) }
  }

  mutating func reference(_ reference: Reference) {
    beginObject()
    member("type", reference.kind.rawValue)
    redacted("value", reference.value)
    if reference.inferred { member("inferred", true) }
    endObject()
  }
}
