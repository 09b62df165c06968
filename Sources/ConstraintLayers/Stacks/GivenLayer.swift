import TextFiles

/// A layer whose text the caller hands in: it takes the place of the declared layer of that name, or is one more.
package struct GivenLayer: Sendable {
  package enum Content: Sendable {
    case file(FileReference)
    /// The text of a constraint file that somebody else fetched, and what to call it in positions.
    case text(String, FileReference)
    case lines([String])
  }

  package let name: String
  package let content: Content

  package init(name: String, content: Content) {
    self.name = name
    self.content = content
  }
}
