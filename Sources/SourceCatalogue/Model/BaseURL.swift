import TextFiles

/// What `NAME:path` of the structured format stands for: `hosts.NAME`, to which a slash and the path are added.
package struct BaseURL: Hashable, Sendable {
  /// Without the slash at its end.
  package let text: String
  /// Where its name stands.
  package let location: Location

  init(_ text: String, at location: Location) {
    self.text = text.hasSuffix("/") ? String(text.dropLast()) : text
    self.location = location
  }
}
