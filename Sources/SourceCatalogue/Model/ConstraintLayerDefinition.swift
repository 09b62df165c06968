import TextFiles

/// A named list of constraints as the deployment declares it; ConstraintLayers reads and merges the lines.
package struct ConstraintLayerDefinition: Hashable, Sendable {
  package enum Content: Hashable, Sendable {
    /// A requirement file of the deployment that was read.
    case file(FileReference)
    /// A file inside a source's repository, at the reference of that source.
    case source(name: String, path: String)
    /// Lines written in place.
    case lines([Located<String>])
    /// An address; never fetched by the core.
    case url(Located<String>)
  }

  package let name: String
  package let content: Content
  package let origin: Origin
  /// What is changed of its lines.
  package let adjustments: ConstraintAdjustments
  /// Something in it still refers to a variable, and is as it is written.
  package let isUnresolved: Bool

  package init(
    name: String, content: Content, origin: Origin, adjustments: ConstraintAdjustments = ConstraintAdjustments(),
    isUnresolved: Bool = false
  ) {
    self.name = name
    self.content = content
    self.origin = origin
    self.adjustments = adjustments
    self.isUnresolved = isUnresolved
  }
}
