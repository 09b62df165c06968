/// Constraints that a step is given: decided lines, and layers whose text is not at hand.
package struct ConstraintSet: Hashable, Sendable {
  /// A layer that the plan could not read: pip gets its file or address as it is.
  package struct Unread: Hashable, Sendable {
    package let layer: String
    /// What pip is given: an address, or a path below the folder of fetched sources.
    package let argument: String
    /// What decides the text: the digest of the source that holds it, or the address without credentials.
    package let identity: String

    package init(layer: String, argument: String, identity: String) {
      self.layer = layer
      self.argument = argument
      self.identity = identity
    }
  }

  /// For pip and uv, at most one per name and environment.
  package var lines: [String]
  /// Highest first.
  package var unread: [Unread]

  package init(lines: [String] = [], unread: [Unread] = []) {
    self.lines = lines
    self.unread = unread
  }

  package var isEmpty: Bool { lines.isEmpty && unread.isEmpty }
}
