/// Constraints that a step is given: decided lines, layers whose text is not at hand, and wheels whose versions are known
/// once they are built.
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

    /// Whether pip has to ask a server for it.
    var isRemote: Bool { AddressRewrite.isRemote(argument) }
  }

  /// A wheel that is installed at its own version, whatever the index has.
  ///
  /// A wheel that is built from git is a development version, and pip takes any final release of an index before one:
  /// whoever carries the plan out adds `NAME==VERSION` of the wheel to the lines, which a development version satisfies.
  package struct Built: Hashable, Sendable {
    /// Name of the distribution.
    package let name: String
    /// Digest of the wheel's step.
    package let wheel: String
  }

  /// For pip and uv, at most one per name and environment.
  package var lines: [String]
  /// Highest first.
  package var unread: [Unread]
  /// By name; none of them is in `lines`.
  package var built: [Built] = []

  package init(lines: [String] = [], unread: [Unread] = []) {
    self.lines = lines
    self.unread = unread
  }

  /// What pip is told of them: a file of the lines and built versions, and the unread layers as they are.
  var arguments: [String] {
    (lines.isEmpty && built.isEmpty ? [] : ["--constraint", PlanPaths.constraints])
      + unread.flatMap { ["--constraint", $0.argument] }
  }
}
