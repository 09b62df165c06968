import Diagnostics
import JSONText
import PythonPackaging
import SourceCatalogue
import TextFiles

/// The pieces that every document is made of.
extension JSONWriter {
  package mutating func member(_ key: String, _ value: String) {
    self.key(key)
    string(value)
  }

  package mutating func member(_ key: String, _ value: String?, orNull: Bool = false) {
    guard value != nil || orNull else { return }
    self.key(key)
    if let value { string(value) } else { null() }
  }

  package mutating func member(_ key: String, _ value: Int) {
    self.key(key)
    integer(value)
  }

  package mutating func member(_ key: String, _ value: Bool) {
    self.key(key)
    bool(value)
  }

  package mutating func object(_ key: String, _ content: (inout JSONWriter) -> Void) {
    self.key(key)
    beginObject()
    content(&self)
    endObject()
  }

  package mutating func array<Element>(
    _ key: String, _ elements: some Sequence<Element>, _ write: (inout JSONWriter, Element) -> Void
  ) {
    self.key(key)
    beginArray()
    for element in elements { write(&self, element) }
    endArray()
  }

  package mutating func strings(_ key: String, _ values: some Sequence<String>) {
    array(key, values) { $0.string($1) }
  }

  /// A text from an input file with its secrets masked.
  mutating func redacted(_ key: String, _ value: String?, orNull: Bool = false) {
    member(key, value.map(URLText.redacted), orNull: orNull)
  }

  mutating func redacted(_ key: String, _ values: some Sequence<String>) {
    strings(key, values.map(URLText.redacted))
  }

  /// `root`, `file`, `line`, `column`: the members of every position.
  package mutating func position(_ location: Location) {
    member("root", location.file.root)
    member("file", location.file.path)
    member("line", Int(location.line))
    member("column", Int(location.column))
  }
}
