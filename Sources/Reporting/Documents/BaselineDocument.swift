import Checks
import JSONText
import SourceCatalogue

/// A baseline file, sorted so that its changes can be reviewed.
package struct BaselineDocument {
  package let baseline: Baseline

  package init(_ baseline: Baseline) {
    self.baseline = baseline
  }

  package func rendered() -> [UInt8] {
    let entries = baseline.counts.sorted { a, b in
      let (left, right) = ([a.key.file, a.key.code, a.key.message], [b.key.file, b.key.code, b.key.message])
      return left.lexicographicallyPrecedes(right, by: bytewise)
    }
    var writer = JSONWriter(pretty: true)
    writer.beginObject()
    writer.member("format", 1)
    writer.array("findings", entries) { writer, entry in
      writer.beginObject()
      writer.member("code", entry.key.code)
      writer.member("file", entry.key.file)
      writer.member("message", entry.key.message)
      writer.member("count", entry.value)
      writer.endObject()
    }
    writer.endObject()
    return writer.bytes + [0x0A]
  }
}
