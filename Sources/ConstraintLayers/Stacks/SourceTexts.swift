import TextFiles

/// Texts of files inside sources that somebody has at hand: of layers that a deployment declares as one of them.
package struct SourceTexts: Sendable {
  package struct Place: Hashable, Sendable {
    /// Key of the source as the layer names it.
    package let source: String
    /// Of the file, in the source.
    package let path: String

    package init(source: String, path: String) {
      self.source = source
      self.path = path
    }
  }

  private var texts: [Place: TextFile] = [:]

  package init() {}

  package subscript(_ place: Place) -> TextFile? {
    get { texts[place] }
    set { texts[place] = newValue }
  }
}
